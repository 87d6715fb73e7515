"""One change of a basket, as a form asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from proposals.voting.states import BallotKind

if TYPE_CHECKING:
    from django.http import QueryDict

    from proposals.voting.basket import Basket
    from proposals.voting.visit import Visit


def changed(here: Visit, form: QueryDict) -> Basket:
    """The basket after `do` (add, remove, points, up, down) to `item`.

    Raises the refusal that the service would give where something comes in; taking out is always possible.
    """
    item_id, basket = item_in(form), here.basket
    here.require_open()
    match form.get("do", ""):
        case "remove":
            return basket.without([item_id])
        case "up" | "down" as way:
            return basket.moved(item_id, -1 if way == "up" else 1, _neighbours(here, item_id))
        case "add":
            after = basket.added(item_id, 1 if here.round.kind == BallotKind.CUMULATIVE else 0)
        case "points" if here.round.kind == BallotKind.CUMULATIVE:
            points = _points(form)
            if not points:
                return basket.without([item_id])
            after = basket.added(item_id, points)
        case _:
            raise Invalid(_("The site did not understand that. Load the page again."), code="unknown")
    here.require_fits(after)
    return after


def item_in(form: QueryDict) -> int:
    """The id of the item that a form names; 0 for none."""
    text = form.get("item", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else 0


def _points(form: QueryDict) -> int:
    text = form.get("points", "").strip()
    if not (text.isdecimal() and text.isascii() and len(text) <= 4):
        raise Invalid(_("Write the points as a whole number."), code="points")
    return int(text)


def _neighbours(here: Visit, item_id: int) -> list[int]:
    pot = next((item.pot_id for item in here.chosen if item.pk == item_id), None)
    return [item.pk for item in here.chosen if item.pot_id == pot]
