"""What somebody has chosen and not cast yet. It lives on their device; here it is read, changed and written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from proposals.voting import cookies
from proposals.voting.rules import Choice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.http import HttpRequest, HttpResponse

    from proposals.voting.models import Round

COOKIE = "basket"
MOST_POINTS = 1000
LONGEST = 20_000  # characters of a form's choices


@dataclass(frozen=True)
class Basket:
    """Choices in the order in which they were made. Every change is a new basket."""

    choices: tuple[Choice, ...] = ()

    @property
    def ids(self) -> list[int]:
        """Of the items."""
        return [choice.item_id for choice in self.choices]

    def points(self, item_id: int) -> int:
        """What an item has been given; 0 where it is not in the basket."""
        return next((choice.points for choice in self.choices if choice.item_id == item_id), 0)

    def added(self, item_id: int, points: int = 0) -> Basket:
        """With one more item at the end, or with other points where it was in it."""
        if item_id in self.ids:
            return Basket(tuple(replace(one, points=points) if one.item_id == item_id else one for one in self.choices))
        return Basket((*self.choices, Choice(item_id, points)))

    def without(self, gone: Collection[int]) -> Basket:
        """Without some items."""
        return Basket(tuple(choice for choice in self.choices if choice.item_id not in gone))

    def moved(self, item_id: int, step: int, among: Collection[int]) -> Basket:
        """With an item one place further to the front (-1) or the back (1) among those of its pot."""
        order = [pk for pk in self.ids if pk in among]
        if item_id not in order:
            return self
        here = order.index(item_id)
        there = here + step
        if not 0 <= there < len(order):
            return self
        turned = {item_id: order[there], order[there]: item_id}
        by_id = {choice.item_id: choice for choice in self.choices}
        return Basket(tuple(by_id[turned.get(choice.item_id, choice.item_id)] for choice in self.choices))

    @property
    def written(self) -> str:
        """As a form carries it."""
        return ",".join(f"{choice.item_id}:{choice.points}" for choice in self.choices)


def read_basket(request: HttpRequest, voting_round: Round) -> Basket:
    """The one on this device for this round; an empty one where there is none."""
    match cookies.read(request, COOKIE):
        case [int(pk), list(pairs)] if pk == voting_round.pk:
            return Basket(tuple(_choices(pairs)))
        case _:
            return Basket()


def keep_basket(response: HttpResponse, voting_round: Round, basket: Basket) -> None:
    """Write it to the device. Raises Invalid when it is too large for it."""
    project = voting_round.project.slug
    if not basket.choices:
        cookies.forget(response, COOKIE, project=project)
        return
    pairs = [[choice.item_id, choice.points] for choice in basket.choices]
    try:
        cookies.keep(response, COOKIE, [voting_round.pk, pairs], project=project)
    except cookies.TooLarge as error:
        raise Invalid(_("That is more than your browser can keep. Take something out first."), code="too_many_choices") from error


def parse_choices(text: str) -> list[Choice]:
    """What a form carries. Raises Invalid for what is nothing of ours."""
    try:
        pairs = [part.split(":") for part in text.split(",")] if text and len(text) <= LONGEST else []
        return list(_choices([[int(pk), int(points)] for pk, points in pairs]))
    except ValueError as error:
        raise Invalid(
            _("Something you chose cannot be voted for any more. Look at your choices again."), code="unknown"
        ) from error


def _choices(pairs: Iterable[Any]) -> Iterable[Choice]:
    for pair in pairs:
        match pair:
            case [int(pk), int(points)] if 0 < pk < 2**63 and 0 <= points <= MOST_POINTS:
                yield Choice(pk, points)
            case _:
                raise ValueError("not a choice")
