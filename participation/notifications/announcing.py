"""The one way to say that something happened, for those who follow it.

A service calls `announce` in its own transaction. What is told is put into words when somebody reads it, in their language,
by the kind of news that the app above has registered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from participation.accounts.models import User

Target = tuple[str, int]  # what can be followed: its kind and its id, such as ("proposal", 7) or ("district", 3)


@dataclass(frozen=True, kw_only=True)
class NewsKind:
    """One kind of news.

    key: such as "proposal.answered". label: the kind in words, for settings.
    """

    key: str
    label: str | Promise


_kinds: dict[str, NewsKind] = {}


def register_news(kind: NewsKind) -> None:
    """Add a kind; raises ValueError on a second of that key."""
    if kind.key in _kinds:
        raise ValueError(f"News kind {kind.key!r} is registered already.")
    _kinds[kind.key] = kind


def announce(
    *,
    kind: str,
    subject: Target,
    targets: Iterable[Target],
    actor: User | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Say that something happened, inside the caller's transaction.

    kind: the key of a registered kind of news.
    subject: where the news leads, such as ("proposal", 7); whoever may not read it is told nothing.
    targets: everything whose followers are told, the subject itself where it can be followed.
    actor: is not told of what they did themselves.
    data: JSON-ready facts that the words need, no text of residents.
    Raises KeyError for a kind that nobody registered.
    """
    _kinds[kind]
