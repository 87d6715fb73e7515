"""The four orders of a list, each with its cursor: a page begins after the last row of the one before.

A cursor is the sorted value and the id of that row, so the next page is found in the index, however far down it is.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from proposals.models import Proposal

RANDOM, NEWEST, SUPPORT, DISCUSSED = "random", "newest", "support", "discussed"
SORTS = {
    RANDOM: _("In random order"),
    NEWEST: _("Newest first"),
    SUPPORT: _("Most supported"),
    DISCUSSED: _("Most discussed"),
}
_FALLING = {NEWEST: "published_at", SUPPORT: "support_count", DISCUSSED: "comment_count"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(-?\d{1,18}(?:\.\d{1,20})?(?:e-\d{1,3})?)_(\d{1,18})", re.ASCII)

Key = tuple[int, Any]


def page_keys(proposals: QuerySet[Proposal], *, sort: str, seed: str, after: str, size: int) -> list[Key]:
    """(id, sorted value) of at most `size` proposals after the cursor, in order. One query.

    proposals: published ones, filtered but neither sorted nor cut.
    seed: names one random order. after: a cursor that `cursor_of` made; anything else means the first page.
    """
    cursor = _read(after)
    if sort == RANDOM:
        return _rotated(proposals, _start(seed), cursor, size)
    return _falling(proposals, _FALLING[sort], cursor, size)


def page_of_rows(rows: Iterable[Key], *, sort: str, seed: str, after: str, size: int) -> list[Key]:
    """The same page out of rows that are in memory already, for a search, which would else be made anew for each part."""
    cursor = _read(after)
    start = _start(seed)

    def place(key: Key) -> tuple[Any, ...]:
        row_id, value = key
        return (value < start, value, row_id) if sort == RANDOM else (_turned(value), -row_id)

    ordered = sorted(rows, key=place)
    begin = None
    if cursor is not None and (value := _value(sort, cursor[0])) is not None:
        begin = place((cursor[1], value))
    return [key for key in ordered if begin is None or place(key) > begin][:size]


def sorted_by(sort: str) -> str:
    """The column that an order goes by."""
    return _FALLING.get(sort, "shuffle")


def _value(sort: str, written: str) -> Any:
    if sort != RANDOM:
        return _falling_value(_FALLING[sort], written)
    return number if math.isfinite(number := float(written)) else None


def _turned(value: Any) -> Any:
    return _EPOCH - value if isinstance(value, datetime) else -value


def cursor_of(key: Key) -> str:
    """The cursor of the page that follows this row."""
    row_id, value = key
    if isinstance(value, datetime):
        value = (value - _EPOCH) // timedelta(microseconds=1)
    return f"{value!r}_{row_id}"


def _read(after: str) -> tuple[str, int] | None:
    match = _CURSOR.fullmatch(after)
    return (match[1], int(match[2])) if match else None


def _falling(proposals: QuerySet[Proposal], field: str, cursor: tuple[str, int] | None, size: int) -> list[Key]:
    if cursor is not None and (value := _falling_value(field, cursor[0])) is not None:
        # The first condition says the same as the others, in a form that the index can begin at.
        proposals = proposals.filter(Q(**{f"{field}__lte": value})).filter(
            Q(**{f"{field}__lt": value}) | Q(**{field: value, "pk__lt": cursor[1]})
        )
    return list(proposals.order_by(f"-{field}", "-pk").values_list("pk", field)[:size])


def _falling_value(field: str, written: str) -> Any:
    try:
        number = int(written)
    except ValueError:
        return None
    if field != "published_at":
        return number if number < 2**31 else None
    try:
        return _EPOCH + timedelta(microseconds=number)
    except OverflowError:
        return None


def _start(seed: str) -> float:
    """Where in 0..1 this seed's order begins."""
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:6], "big")
    return number / 2**48


def _rotated(proposals: QuerySet[Proposal], start: float, cursor: tuple[str, int] | None, size: int) -> list[Key]:
    """All proposals once, by their stored random number from `start` upwards, then from 0 up to it: two index ranges."""
    upper, lower = Q(shuffle__gte=start), Q(shuffle__lt=start)
    if cursor is not None and math.isfinite(last := float(cursor[0])):
        beyond = Q(shuffle__gte=last) & (Q(shuffle__gt=last) | Q(pk__gt=cursor[1]))
        if last >= start:
            upper &= beyond
        else:
            upper, lower = Q(pk__in=[]), lower & beyond
    return [
        (row_id, number)
        for row_id, number, _part in _in_part(proposals.filter(upper), 0, size)
        .union(_in_part(proposals.filter(lower), 1, size), all=True)
        .order_by("part", "shuffle", "pk")[:size]
    ]


def _in_part(proposals: QuerySet[Proposal], part: int, size: int) -> QuerySet:
    ordered = proposals.annotate(part=Value(part, output_field=IntegerField())).order_by("shuffle", "pk")
    return ordered.values_list("pk", "shuffle", "part")[:size]
