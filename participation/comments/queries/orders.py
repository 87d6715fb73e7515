"""The orders of a conversation, and the places in them at which a page begins or ends.

A place is the sorted value, the moment and the id of a first-level comment, so the next page is found in the index, however
far down it is. In its address stand the value and the id: votes may move the comment meanwhile, not the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from participation.comments.states import Order

if TYPE_CHECKING:
    from participation.comments.models import Comment, Thread

BY = {Order.DISCUSSED: "reply_count", Order.AGREED: "score", Order.BRIDGING: "bridge"}
_PLACE = re.compile(r"(?:(-?\d{1,9})_)?(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where a comment stands, or stood, in an order. value: what the order goes by; None where that is the time."""

    value: int | None
    at: datetime
    pk: int


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


def read_cursor(text: str) -> tuple[int | None, int] | None:
    """Value and id out of an address; None for what no address of ours says."""
    match = _PLACE.fullmatch(text)
    return (int(match[1]) if match[1] else None, int(match[2])) if match else None


def beyond(place: Place, order: Order, *, backwards: bool = False, itself: bool = False) -> Q:
    """What stands behind a place in an order, or before it; with the comment itself or without."""
    side = "lt" if (order != Order.OLDEST) != backwards else "gt"
    last = Q(**{f"pk__{side}{'e' if itself else ''}": place.pk})
    behind = Q(**{f"created_at__{side}": place.at}) | Q(created_at=place.at) & last
    # The first condition says the same as the others, in a form that the index can begin at.
    if order not in BY or place.value is None:
        return Q(**{f"created_at__{side}e": place.at}) & behind
    name = BY[order]
    return Q(**{f"{name}__{side}e": place.value}) & (Q(**{f"{name}__{side}": place.value}) | Q(**{name: place.value}) & behind)
