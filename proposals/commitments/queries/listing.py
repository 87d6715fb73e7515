"""One page of a list of promises, by key: a page begins after the last row of the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q

from proposals.commitments.models import Commitment, DueChange
from proposals.commitments.states import Standing

if TYPE_CHECKING:
    from proposals.commitments.querysets import CommitmentQuerySet

PER_PAGE = 20
BY_DUE = (Standing.UNDER_WAY, Standing.LATE)  # the most urgent first; everything else by what happened last
IN_CALENDAR = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(\d{1,17})_(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """Promises, and the cursor of the page after them; empty on the last one."""

    rows: list[Commitment] = field(default_factory=list)
    next_cursor: str = ""


def page_of(rows: CommitmentQuerySet, *, standing: str = "", after: str = "", size: int = PER_PAGE) -> Page:
    """rows: those of a project, a district or the city. after: a cursor; anything else means the first page. One query."""
    by_due = standing in BY_DUE
    if standing:
        rows = rows.standing(standing)
    if cursor := _read(after, by_due=by_due):
        value, pk = cursor
        rows = rows.filter(
            Q(due_on__gt=value) | Q(due_on=value, pk__gt=pk)
            if by_due
            else Q(changed_at__lt=value) | Q(changed_at=value, pk__lt=pk)
        )
    ordered = with_facts(rows).order_by(*(("due_on", "pk") if by_due else ("-changed_at", "-pk")))
    found = list(ordered[: size + 1])
    return Page(found[:size], _cursor_of(found[size - 1], by_due=by_due) if len(found) > size else "")


def newest(rows: CommitmentQuerySet, limit: int) -> list[Commitment]:
    """Those that something happened to last. One query."""
    return list(with_facts(rows).order_by("-changed_at", "-pk")[:limit])


def due_dates(rows: CommitmentQuerySet) -> Iterable[Commitment]:
    """For a calendar: those that are still to be kept, the nearest first. One query."""
    return with_facts(rows.open()).order_by("due_on", "pk")[:IN_CALENDAR]


def with_facts(rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """With what a card shows and no more; `was_moved`: whether its due date was moved."""
    moved = DueChange.objects.filter(commitment=OuterRef("pk"))
    return (
        rows.select_related("unit", "proposal__project", "proposal__district")
        .annotate(was_moved=Exists(moved), slug=F("proposal__project__slug"))
        .only(
            "title",
            "text",
            "i18n",
            "made_on",
            "due_on",
            "state",
            "percent",
            "done_on",
            "settled_on",
            "given_up_on",
            "changed_at",
            "created_at",
            "unit__name",
            "unit__i18n",
            "proposal__title",
            "proposal__language",
            "proposal__project__slug",
            "proposal__project__translation_key",
            "proposal__district__name",
            "proposal__district__i18n",
            "proposal__district__level",
        )
    )


def _cursor_of(row: Commitment, *, by_due: bool) -> str:
    value = row.due_on.toordinal() if by_due else (row.changed_at - _EPOCH) // timedelta(microseconds=1)
    return f"{value}_{row.pk}"


def _read(after: str, *, by_due: bool) -> tuple[Any, int] | None:
    match = _CURSOR.fullmatch(after)
    if match is None:
        return None
    number, pk = int(match[1]), int(match[2])
    try:
        return (date.fromordinal(number) if by_due else _EPOCH + timedelta(microseconds=number)), pk
    except (OverflowError, ValueError):
        return None
