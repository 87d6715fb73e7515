"""What the ballot's pages show: amounts, what is left of a pot, the steps, and what an item's card offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.common.languages import said
from proposals.voting.states import BallotKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proposals.voting.models import BudgetItem, Pot
    from proposals.voting.queries.ballots import Source
    from proposals.voting.visit import Visit

WIDTH = 300  # of a meter, in units of its drawing
MOST_BOXES = 12
GAP = 5
CHOOSE, REVIEW, RECEIPT = "choose", "review", "receipt"
STEPS = {
    "where": gettext_lazy("Where"),
    CHOOSE: gettext_lazy("Choose"),
    REVIEW: gettext_lazy("Check"),
    RECEIPT: gettext_lazy("Receipt"),
}


def euros(amount: int) -> str:
    """As the reader's language writes it."""
    return f"{number_format(amount, use_l10n=True, force_grouping=True)}\u00a0€"


@dataclass(frozen=True)
class Box:
    """One part of a meter: where it begins, how wide it is, whether it is used."""

    x: float
    width: float
    used: bool


@dataclass(frozen=True)
class Meter:
    """What is left of a pot for one ballot. left: with the word; used: in words, below; boxes: the drawing, from the left."""

    left: str
    used: str
    boxes: tuple[Box, ...]
    rest: int


@dataclass(frozen=True)
class Card:
    """An item as the list and the review show it.

    why_not: why it cannot be added just now. refused: what was said to the last try. place: in the voter's order, from 1.
    """

    item: BudgetItem
    title: str
    text: str
    cost: str
    is_in: bool = False
    points: int = 0
    place: int = 0
    is_last: bool = False
    why_not: str = ""
    refused: str = ""
    picture: Mapping[str, Any] | None = None
    proposal_url: str = ""


@dataclass(frozen=True)
class PotLine:
    """A pot to choose from. is_own: of the reader's district; closed: not theirs to vote in; chosen: how many items."""

    pot: Pot
    url: str
    money: str
    chosen: int
    is_own: bool
    closed: bool


@dataclass(frozen=True)
class Step:
    """For proposals/_steps.html."""

    label: str
    mark: str
    is_here: bool


@dataclass
class Stand:
    """What the bar says of a pot: how many are chosen, what they cost, what is left."""

    meter: Meter
    chosen: int
    cost: str
    elsewhere: int = 0
    cards: list[Card] = field(default_factory=list)


def steps(here: str, *, with_where: bool) -> list[Step]:
    """The steps of a ballot, seen from one of them; without the first where there is one pot."""
    keys = [key for key in STEPS if key != "where" or with_where]
    at = keys.index(here)
    return [
        Step(str(STEPS[key]), "is-done" if place < at else "is-next" if place > at else "", place == at)
        for place, key in enumerate(keys)
    ]


def stand_of(here: Visit, pot: Pot) -> Stand:
    """From the basket in hand."""
    chosen = here.in_pot(pot)
    cost = sum(item.cost for item in chosen)
    return Stand(_meter(here, pot, chosen, cost), len(chosen), euros(cost), elsewhere=len(here.chosen) - len(chosen))


def _meter(here: Visit, pot: Pot, chosen: Sequence[BudgetItem], cost: int) -> Meter:
    voting_round = here.round
    if voting_round.kind == BallotKind.KNAPSACK:
        facts = {"used": euros(cost), "all": euros(pot.budget)}
        rest = pot.budget - cost
        words = _("%(money)s left") % {"money": euros(max(0, rest))}
        return Meter(words, _("%(used)s of %(all)s used") % facts, _bar(cost, pot.budget), rest)
    if voting_round.kind == BallotKind.CUMULATIVE:
        used, most = sum(here.basket.points(item.pk) for item in chosen), voting_round.points
        rest = most - used
        words = ngettext("%(n)s point left", "%(n)s points left", max(0, rest)) % {"n": max(0, rest)}
    else:
        used, most = len(chosen), voting_round.most_choices
        rest = most - used
        words = ngettext("%(n)s choice left", "%(n)s choices left", max(0, rest)) % {"n": max(0, rest)}
    boxes = _row(used, most) if most <= MOST_BOXES else _bar(used, most)
    return Meter(words, _("%(used)s of %(all)s used") % {"used": used, "all": most}, boxes, rest)


def _bar(used: int, most: int) -> tuple[Box, ...]:
    filled = min(WIDTH, round(WIDTH * used / most))
    return (Box(0, WIDTH, False), Box(0, filled, True))


def _row(used: int, most: int) -> tuple[Box, ...]:
    width = (WIDTH - GAP * (most - 1)) / most
    return tuple(Box(round(place * (width + GAP), 1), round(width, 1), place < used) for place in range(most))


def said_of(stand: Stand) -> str:
    """What the bar says, for who hears the page."""
    return _("%(n)s chosen. %(left)s.") % {"n": stand.chosen, "left": stand.meter.left}


def pot_line(here: Visit, pot: Pot) -> PotLine:
    """A pot as a way to its items."""
    return PotLine(
        pot,
        reverse("voting:pot", kwargs={"project": here.project.slug, "pk": pot.pk}),
        euros(pot.budget),
        len(here.in_pot(pot)),
        here.is_own(pot),
        not here.may_share(pot),
    )


def card_of(
    here: Visit,
    item: BudgetItem,
    stand: Stand,
    refused: Mapping[int, str],
    among: Sequence[int],
    source: Source | None = None,
) -> Card:
    """An item's card. among: ids of what is chosen of its pot, in order. source: what it was made from."""
    if source is not None and source.proposal.project_id != here.project.pk:
        source = None
    is_in = item.pk in among
    place = among.index(item.pk) + 1 if is_in else 0
    return Card(
        item,
        said(item, "title"),
        said(item, "text"),
        euros(item.cost),
        is_in=is_in,
        points=here.basket.points(item.pk),
        place=place,
        is_last=place == len(among),
        why_not="" if is_in else _why_not(here, item, stand),
        refused=refused.get(item.pk, ""),
        picture=_picture(here, source),
        proposal_url=_proposal_url(here, source),
    )


def _why_not(here: Visit, item: BudgetItem, stand: Stand) -> str:
    if here.round.kind == BallotKind.KNAPSACK:
        over = item.cost - stand.meter.rest
        return _("Costs %(money)s more than you have left") % {"money": euros(over)} if over > 0 else ""
    if stand.meter.rest > 0:
        return ""
    if here.round.kind == BallotKind.CUMULATIVE:
        return _("You have given all your points. Take some back to give them here.")
    return _("You have used all your choices. Take something out to add this.")


def _picture(here: Visit, source: Source | None) -> Mapping[str, Any] | None:
    if source is None or source.picture is None:
        return None
    stored = source.picture.stored
    address = reverse("proposals:image", kwargs={"project": here.project.slug, "pk": source.proposal.pk})
    return {
        "url": f"{address}?v={stored.key}",
        "alt": source.picture.alt_text,
        "width": stored.width,
        "height": stored.height,
        "language": source.proposal.language,
    }


def _proposal_url(here: Visit, source: Source | None) -> str:
    if source is None:
        return ""
    return reverse("proposals:detail", kwargs={"project": here.project.slug, "pk": source.proposal.pk})
