"""The orders of a conversation, and the places in them at which a page begins or ends.

A place is the sorted value, the moment and the id of a first-level comment, so the next page is found in the index, however
far down it is. In its address stand the value and the id: votes may move the comment meanwhile, not the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from participation.comments.states import Order

if TYPE_CHECKING:
    from participation.comments.models import Comment, Thread

BY = {Order.DISCUSSED: "reply_count", Order.AGREED: "score", Order.BRIDGING: "bridge"}
_PLACE = re.compile(r"(?:(-?\d{1,9})_)?(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where a comment stands, or stood, in an order. value: what the order went by when the address was written, if it says."""

    pk: int
    value: int | None = None


def order_of(text: str, thread: Thread) -> Order:
    """The order that an address asks for; the oldest first for anything else, and for sides where there are none."""
    order = Order(text) if text in Order.values else Order.OLDEST
    return Order.OLDEST if order == Order.BRIDGING and not thread.has_sides else order


def sql_order(order: Order) -> str:
    """What stands behind ORDER BY."""
    if order == Order.OLDEST:
        return "created_at, id"
    return f"{BY[order]} DESC, created_at DESC, id DESC" if order in BY else "created_at DESC, id DESC"


def fields(order: Order, *, backwards: bool = False) -> list[str]:
    """The same for a queryset."""
    falls = (order != Order.OLDEST) != backwards
    names = [*([BY[order]] if order in BY else []), "created_at", "id"]
    return [f"-{name}" if falls else name for name in names]


def cursor_of(comment: Comment, order: Order) -> str:
    """The place of a comment as an address has it."""
    return f"{getattr(comment, BY[order])}_{comment.pk}" if order in BY else str(comment.pk)


def read_cursor(text: str) -> Place | None:
    """The place that an address names; None for what no address of ours says."""
    match = _PLACE.fullmatch(text)
    return Place(int(match[2]), int(match[1]) if match[1] else None) if match else None


def beyond(place: Place, order: Order, *, backwards: bool = False, itself: bool = False) -> RawSQL:
    """A condition: what stands behind a place in an order, or before it; with the comment itself or without.

    Rows are compared as a whole, so that the index is entered at the place, however many comments have the same value.
    Nothing stands behind a comment that is not there.
    """
    columns = [*([BY[order]] if order in BY else []), "created_at", "id"]
    given = {"id": place.pk} | ({} if order not in BY or place.value is None else {BY[order]: place.value})
    row = ", ".join(f"comments_comment.{column}" for column in columns)
    there = "(SELECT {} FROM comments_comment place WHERE place.id = %s)"
    values = ", ".join("%s" if column in given else there.format(column) for column in columns)
    side = "<" if (order != Order.OLDEST) != backwards else ">"
    sql = f"({row}) {side}{'=' if itself else ''} ({values})"
    parameters = [given.get(column, place.pk) for column in columns]
    return RawSQL(sql, parameters, output_field=BooleanField())  # noqa: S611 - columns of ours, and values as parameters
