"""What threads hang on. Proposals and surveys register theirs in `AppConfig.ready()`; comments never import them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.notifications.followables import Described


@dataclass(frozen=True, kw_only=True)
class AnchorKind:
    """One kind of anchor. A thread is readable if and only if its anchor is.

    key: a value of `comments.states.Anchor`.
    find: (thread_id, user) -> the anchor if this person may read it, else None.
    address: (anchor) -> its path without the language, such as "projects/kallio/proposals/7/".
    district_id: (anchor) -> the district whose moderators look after its comments.
    recounted: (thread_id, count) -> keeps the number of visible comments where the anchor is listed.
    writer_ids: (anchor) -> everybody who wrote it, so that their comments can say so; no query.
    described: (thread_ids, user) -> what those that this person may read are called and where they are, for many at once.
        Without it these conversations cannot be followed.
    target: (anchor) -> what one follows to hear of its conversation, such as ("proposal", 7).
    """

    key: str
    find: Callable[[int, User | AnonymousUser], Any | None]
    address: Callable[[Any], str]
    district_id: Callable[[Any], int]
    recounted: Callable[[int, int], None] | None = None
    writer_ids: Callable[[Any], frozenset[int]] | None = None
    described: Callable[[Collection[int], User | AnonymousUser], Mapping[int, Described]] | None = None
    target: Callable[[Any], tuple[str, int]] | None = None


_kinds: dict[str, AnchorKind] = {}


def register(kind: AnchorKind) -> None:
    """Add a kind; raises ValueError on a second of that key."""
    if kind.key in _kinds:
        raise ValueError(f"Anchor kind {kind.key!r} is registered already.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> AnchorKind:
    """The kind of a thread's `anchor`. Raises KeyError for one that nobody registered."""
    return _kinds[key]


def described_threads(thread_ids: Collection[int], user: User | AnonymousUser) -> dict[int, Described]:
    """What many conversations are called, as far as this person may read them; a question per kind of anchor."""
    found: dict[int, Described] = {}
    for kind in _kinds.values():
        if kind.described is not None:
            found |= kind.described(thread_ids, user)
    return found


def find_anchor(thread: Any, user: User | AnonymousUser) -> Any | None:
    """The thread's anchor if this person may read it; None also where its kind is not registered."""
    kind = _kinds.get(thread.anchor)
    return kind.find(thread.pk, user) if kind else None
