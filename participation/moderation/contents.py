"""The kinds of content that can be reported and decided about.

Apps above (comments, proposals) register theirs in `AppConfig.ready()`; moderation never imports them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.functional import Promise

    from participation.accounts.models import User
    from participation.moderation.models import Decision


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """Where a reported file can be seen: by readers while it is not hidden, by moderators always."""

    is_picture: bool
    address: str
    staff_address: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a queue, a mail and a statement of reasons need to know about a piece of content.

    address: path without the language, such as "projects/kallio/proposals/7/#comment-9".
    file: of content that is a picture or a document; `text` is then what it is called.
    """

    project_id: int
    district_id: int
    author: User | None
    label: str
    address: str
    text: str
    language: str
    state: str | Promise
    file: ShownFile | None = None


@dataclass(frozen=True, kw_only=True)
class ContentKind:
    """One kind of content, such as comments.

    key: the <kind> in report/<kind>/<id>/.
    model: "app_label.Model" in lower case, as a Case keeps it.
    find: (id, user) -> the object if this person can see it, else None.
    load: (id) -> the object whatever its state, for moderators; None when there is no such row.
    describe: (object) -> Description.
    apply: (id, decision) -> locks the row, carries the decision out (state, `decision`, live event) and returns whether
        the state changed. Called inside the transaction of the decision; raises Refusal when the state does not allow it.
        KEEP shows what was held and leaves everything else as it is, also what its author has taken back.
        The audit row is written by the decision.
    is_file: whether it is a picture or a document, so that nobody is told of words.
    """

    key: str
    label: str | Promise
    model: str
    find: Callable[[int, User | AnonymousUser], Any | None]
    load: Callable[[int], Any | None]
    describe: Callable[[Any], Description]
    apply: Callable[[int, Decision], bool]
    is_file: bool = False


_kinds: dict[str, ContentKind] = {}


def register(kind: ContentKind) -> None:
    """Add a kind; raises ValueError on a second of that key."""
    if kind.key in _kinds:
        raise ValueError(f"Content kind {kind.key!r} is registered already.")
    _kinds[kind.key] = kind


def kind_by_key(key: str) -> ContentKind | None:
    """The kind that an address names, or None."""
    return _kinds.get(key)


def all_kinds() -> list[ContentKind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


def kind_by_model(model: str) -> ContentKind:
    """The kind of a case's object; raises KeyError for a model nobody registered."""
    return next(kind for kind in _kinds.values() if kind.model == model)
