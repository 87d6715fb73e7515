"""What pages say of the things somebody follows and of what happened to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from participation.notifications.followables import SEARCH, Described, offered, read_target, seen_by
from participation.notifications.listing import out_of_sight
from participation.notifications.models import Follow, Notification, SavedSearch
from participation.notifications.wording import Line, line_of, subject_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from participation.accounts.models import User


@dataclass(frozen=True)
class FollowLine:
    """One thing that is followed. described: None where the person may not read it any more."""

    row: Follow
    label: str | Promise
    described: Described | None


@dataclass(frozen=True)
class NewsLine:
    """One piece of news. because: what they follow, in words; empty where it is the same thing, or they follow it no more."""

    row: Notification
    line: Line
    because: str


@dataclass(frozen=True)
class SearchLine:
    """One saved search. project: the title of the one it looks in; empty where it looks in all."""

    row: SavedSearch
    project: str


def followed_lines(
    user: User, follows: Sequence[Follow], searches: Sequence[SavedSearch]
) -> tuple[list[FollowLine], list[SearchLine]]:
    """What things are called and what searches look for. Some questions per kind of thing, however many there are."""
    places = {("project", row.project_id) for row in searches if row.project_id}
    called = seen_by({*((row.kind, row.object_id) for row in follows), *places}, user)
    known = [(row, offered(row.kind)) for row in follows]
    lines = [FollowLine(row, kind.label, called.get((row.kind, row.object_id))) for row, kind in known if kind is not None]
    titles = {pk: described.title for (kind, pk), described in called.items() if kind == "project"}
    return lines, [SearchLine(row, titles.get(row.project_id or 0, "–" if row.project_id else "")) for row in searches]


def news_lines(user: User, rows: Sequence[Notification]) -> tuple[list[NewsLine], list[int]]:
    """News in words, and the keys of those that this person may not read, that came by a list that does not name what they are
    about any more, or that nobody can put into words.
    """
    subjects = {subject_of(row.news) for row in rows}
    reasons = {target for row in rows if (target := read_target(row.because))[0] != SEARCH}
    called = seen_by(subjects | reasons, user)
    searches = _search_names(user, rows)
    hidden = out_of_sight(rows, {row.news_id: row.news for row in rows})
    lines, silent = [], []
    for row in rows:
        line = line_of(row.news, called) if row.pk not in hidden else None
        if line is None:
            silent.append(row.pk)
        else:
            lines.append(NewsLine(row, line, _because(row, called, searches)))
    return lines, silent


def _search_names(user: User, rows: Sequence[Notification]) -> dict[str, str]:
    ids = [pk for kind, pk in (read_target(row.because) for row in rows) if kind == SEARCH]
    found = SavedSearch.objects.filter(user=user, pk__in=ids).only("name") if ids else ()
    return {row.target: row.name for row in found}


def _because(row: Notification, called: dict[tuple[str, int], Described], searches: dict[str, str]) -> str:
    if row.because in searches:
        return searches[row.because]
    target = read_target(row.because)
    reason = called.get(target)
    if reason is None or target == subject_of(row.news):
        return ""
    return reason.title


def thing(user: User, kind: str, pk: int) -> Described | None:
    """One thing that this person may follow, in words; None where there is none such."""
    known = offered(kind)
    return known.seen_by([pk], user).get(pk) if known is not None else None
