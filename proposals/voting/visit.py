"""One reader at one vote: what is loaded for every step, who they are to it, and what stands in their way."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.refusals import NotAllowed, PhaseClosed, Refusal
from participation.projects.gate import CLOSED_MESSAGES
from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.voting.basket import Basket, read_basket
from proposals.voting.entrance import ballot_door, is_kiosk
from proposals.voting.queries.ballots import chosen_items, pots_of, round_of
from proposals.voting.queries.voters import participation_of
from proposals.voting.rules import ItemFacts, require_choices, require_pots, require_voter
from proposals.voting.standing import Standing, Times, standing_of, times_of
from proposals.voting.states import Channel, DistrictChoice

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.projects.models import Project
    from proposals.voting.models import BudgetItem, Participation, Pot, Round
    from proposals.voting.voters import Voter


@dataclass
class Visit:
    """voter: None for who has not shown who they are. problem: why they cannot vote, though the vote is open.

    gone: what was in the basket and cannot be chosen any more.
    """

    project: Project
    round: Round
    standing: Standing
    basket: Basket
    voter: Voter | None = None
    problem: Refusal | None = None
    participation: Participation | None = None
    at_kiosk: bool = False
    chosen: list[BudgetItem] = field(default_factory=list)
    gone: list[BudgetItem] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether ballots are taken now."""
        return self.standing == Standing.OPEN

    @cached_property
    def pots(self) -> list[Pot]:
        """The round's pots, the whole city's first, then one's own district's."""
        pots = pots_of(self.round)
        return sorted(pots, key=lambda pot: not (pot.is_city or self.is_own(pot)))

    @cached_property
    def times(self) -> Times:
        """When one can vote, in words."""
        return times_of(self.project)

    def is_own(self, pot: Pot) -> bool:
        """Whether it is the pot of the district where this person lives."""
        home = self.voter.district if self.voter else None
        return home is not None and not pot.is_city and home.path.startswith(pot.district.path)

    def may_share(self, pot: Pot) -> bool:
        """Whether this person may vote in the pot, as far as it is known."""
        if pot.is_city or self.voter is None or self.round.districts != DistrictChoice.OWN:
            return True
        return self.is_own(pot)

    def in_pot(self, pot: Pot) -> list[BudgetItem]:
        """What is in the basket of a pot's items, in the basket's order."""
        return [item for item in self.chosen if item.pot_id == pot.pk]

    def put(self, basket: Basket) -> None:
        """Take another basket in hand. One query."""
        rows = chosen_items(self.round, basket.ids)
        self.chosen = [row for row in rows if row.is_on_ballot]
        self.gone = [row for row in rows if not row.is_on_ballot]
        known = {row.pk for row in self.chosen}
        self.basket = basket.without([pk for pk in basket.ids if pk not in known])

    def require_open(self) -> None:
        """Raise PhaseClosed when ballots are not taken now, with the moment of the close where it has come."""
        if self.is_open:
            return
        if self.standing in (Standing.OVER, Standing.DECIDED) and self.times.ends:
            raise PhaseClosed(
                _("The vote has ended: it was open until %(end)s. What you had chosen was not sent.") % {"end": self.times.ends}
            )
        raise PhaseClosed(CLOSED_MESSAGES[Action.VOTE])

    def require_fits(self, basket: Basket) -> None:
        """Raise the refusal that this basket would meet if it were cast. An empty one is not refused here."""
        rows = [row for row in chosen_items(self.round, basket.ids) if row.is_on_ballot]
        known = {row.pk: _facts(row) for row in rows}
        if basket.choices:
            require_choices(self.round, basket.choices, known)
            require_pots(self.round, self.voter, list(known.values()))


def visit(request: HttpRequest, slug: str) -> Visit:
    """Load a vote that this person may read of. Raises Http404 otherwise, and before its rules are published."""
    project = readable_project(slug, request.user)
    voting_round = round_of(project)
    if voting_round is None:
        raise Http404
    here = Visit(project, voting_round, standing_of(project, voting_round), Basket())
    if here.is_open:
        _find_voter(request, here)
    here.put(read_basket(request, voting_round))
    return here


def _find_voter(request: HttpRequest, here: Visit) -> None:
    here.at_kiosk = is_kiosk(request)
    try:
        here.voter = ballot_door(request, here.round)
        if here.voter is None:
            return
        require_voter(here.round, here.voter, timezone.localdate())
    except NotAllowed as refusal:
        here.problem = refusal
    if here.voter is not None:
        here.participation = participation_of(here.round, here.voter)
        here.problem = here.problem or _voted_otherwise(here.participation)


def _voted_otherwise(found: Participation | None) -> Refusal | None:
    if found is None:
        return None
    if found.annulment_id is not None:
        return NotAllowed(
            _("Your ballot was annulled by two people because of how it was cast, so you cannot vote here."), code="annulled"
        )
    if found.channel == Channel.PAPER:
        return NotAllowed(_("You have voted on paper, or been given a paper ballot. Paper cannot be changed here."), code="paper")
    return None


def _facts(item: BudgetItem) -> ItemFacts:
    pot = item.pot
    return ItemFacts(item.pk, pot.pk, item.cost, pot.budget, pot.district.path, pot.is_city)
