"""What can be followed, and what news can lead to: proposals, projects, districts and so on.

The apps that know them stand above and register here in their `AppConfig.ready()`. What nobody has registered is readable by
nobody. Persons are a target of news, too ("user"): such news goes to that person themselves. Nobody follows another person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from participation.accounts.models import User

Target = tuple[str, int]  # such as ("proposal", 7) or ("district", 3)
PERSON = "user"
SEARCH = "search"  # a reason for news that is no thing: one of somebody's saved searches


class Described(NamedTuple):
    """What a thing is called and where it is. language: of the title; empty where it is the reader's.

    path: its address on this site with the language. group: what its news are gathered under, such as its project's title.
    """

    title: str
    language: str
    path: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Followable:
    """One kind of thing.

    key: at most 20 characters. label: one of them in words; labels: several.
    describe: (ids) -> {id: Described} in the active language; ids that do not exist are left out. A constant number of queries.
    readable: (ids, user) -> those that this person may read. At most some queries, and what is in doubt is left out.
    seen: (ids, user) -> both questions in one, where that saves queries: what those that this person may read are called.
    listed: (ids) -> those that the city's lists name at the moment, whoever asks; at most some queries. Without it all are: of a
        conversation nobody hears who does not follow it, or what it hangs on.
    wide: whether it holds much that its followers do not know one by one, such as a district: by it they hear of what is listed.
    offered: whether people can follow it. Others, such as a comment, are only led to.
    """

    key: str
    label: str | Promise
    labels: str | Promise
    describe: Callable[[Collection[int]], Mapping[int, Described]]
    readable: Callable[[Collection[int], User | AnonymousUser], set[int]]
    seen: Callable[[Collection[int], User | AnonymousUser], Mapping[int, Described]] | None = None
    listed: Callable[[Collection[int]], set[int]] | None = None
    wide: bool = False
    offered: bool = True
    order: int = 100

    def seen_by(self, ids: Collection[int], user: User | AnonymousUser) -> Mapping[int, Described]:
        """What those that this person may read are called in the active language."""
        return self.seen(ids, user) if self.seen else self.describe(self.readable(ids, user))


_kinds: dict[str, Followable] = {}


def register(kind: Followable) -> None:
    """Add a kind; raises ValueError on a second of that key."""
    if kind.key in _kinds:
        raise ValueError(f"Followable {kind.key!r} is registered already.")
    _kinds[kind.key] = kind


def kind_of(key: str) -> Followable:
    """Raises KeyError for one that nobody registered."""
    return _kinds[key]


def offered(key: str) -> Followable | None:
    """The kind if people can follow it, else None."""
    kind = _kinds.get(key)
    return kind if kind is not None and kind.offered else None


def kinds() -> list[Followable]:
    """Those that people can follow, in their order on a page."""
    return sorted((kind for kind in _kinds.values() if kind.offered), key=lambda kind: (kind.order, kind.key))


def readable(targets: Iterable[Target], user: User | AnonymousUser) -> set[Target]:
    """Those that this person may read; a question per kind."""
    return {(key, pk) for key, ids in _by_kind(targets) for pk in _kinds[key].readable(ids, user)}


def readable_by_all(targets: Iterable[Target]) -> set[Target]:
    """Those that everybody may read."""
    return readable(targets, AnonymousUser())


def listed(targets: Iterable[Target]) -> set[Target]:
    """Those that the city's lists name now, and those of kinds that are in no list; a question per kind."""
    return {(key, pk) for key, ids in _by_kind(targets) for pk in _listed_ids(_kinds[key], ids)}


def is_wide(key: str) -> bool:
    """Whether who follows such a thing, or saved such a search, hears of what is listed alone."""
    return key == SEARCH or (key in _kinds and _kinds[key].wide)


def describe(targets: Iterable[Target]) -> dict[Target, Described]:
    """What they are called in the active language; a question per kind. Ask `readable` first."""
    return {(key, pk): said for key, ids in _by_kind(targets) for pk, said in _kinds[key].describe(ids).items()}


def seen_by(targets: Iterable[Target], user: User | AnonymousUser) -> dict[Target, Described]:
    """What those that this person may read are called in the active language."""
    return {(key, pk): said for key, ids in _by_kind(targets) for pk, said in _kinds[key].seen_by(ids, user).items()}


def read_target(text: str) -> Target:
    """("proposal", 7) of "proposal:7"."""
    kind, _colon, pk = text.partition(":")
    return kind, int(pk)


def _listed_ids(kind: Followable, ids: set[int]) -> set[int]:
    return kind.listed(ids) if kind.listed else ids


def _by_kind(targets: Iterable[Target]) -> list[tuple[str, set[int]]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, pk in targets:
        if key in _kinds:
            found[key].add(pk)
    return list(found.items())
