"""Who may vote, and what a ballot may say. Each rule is evaluated on what is in hand and raises a Refusal made for the voter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from districts.states import Role
from participation.common.refusals import Invalid, NotAllowed
from participation.projects.rules import has_role, may_coordinate
from proposals.voting.states import AgeRule, BallotKind, DistrictChoice

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from proposals.voting.models import Round
    from proposals.voting.voters import Voter


@dataclass(frozen=True)
class ItemFacts:
    """What a ballot needs to know of an item. pot_path: the pot's district's path; budget: the pot's money, whole euros."""

    pk: int
    pot_id: int
    cost: int
    budget: int
    pot_path: str
    is_city: bool


@dataclass(frozen=True)
class Choice:
    """One item on a ballot. points: where points are shared, else 0."""

    item_id: int
    points: int = 0


def may_run(user: User | AnonymousUser, voting_round: Round) -> bool:
    """Coordinators of the project prepare, open and close its round. Uses project.lead_district."""
    return may_coordinate(user, voting_round.project)


def may_watch(user: User | AnonymousUser, voting_round: Round) -> bool:
    """Coordinators and auditors see turnout, signs of fraud and the record."""
    return has_role(user, voting_round.project, Role.COORDINATOR, Role.AUDITOR)


def may_serve(user: User | AnonymousUser, voting_round: Round) -> bool:
    """Clerks check who may vote at a voting place and type in paper."""
    return has_role(user, voting_round.project, Role.CLERK, Role.COORDINATOR)


def may_annul(user: User | AnonymousUser, voting_round: Round) -> bool:
    """Who sees the signs of fraud proposes to annul, and agrees to what another proposed."""
    return may_watch(user, voting_round)


def may_settle(user: User, voting_round: Round, entered_by: Collection[int]) -> bool:
    """A third person says what a sheet says that two have read differently."""
    return may_serve(user, voting_round) and user.pk not in entered_by


def require_voter(voting_round: Round, voter: Voter, today: date) -> None:
    """Raise NotAllowed unless this person may vote in the round.

    today: the day by the database's clock, in the city's time.
    """
    if voter.user is not None and not voter.user.is_active:
        raise NotAllowed(_("This account cannot take part."), code="no_account")
    if voter.source not in voting_round.sources:
        raise NotAllowed(_("This vote asks for another way to show who you are."), code="source")
    _require_age(voting_round, voter, today)


def _require_age(voting_round: Round, voter: Voter, today: date) -> None:
    least = voting_round.age_from
    if not least:
        return
    age = age_of(voter, today, voting_round.age_rule)
    if age is None:
        raise NotAllowed(_("Your identification does not say how old you are, and this vote has an age limit."), code="no_age")
    if age < least:
        words = (
            _("You can vote from the year in which you turn %(age)s.")
            if voting_round.age_rule == AgeRule.YEAR
            else _("You can vote from your %(age)sth birthday on.")
        )
        raise NotAllowed(words % {"age": least}, code="too_young")


def age_of(voter: Voter, today: date, rule: str) -> int | None:
    """Whole years by the rule: on this day, or at the end of this year. Somebody born on 29 February is older on 1 March.

    None where nothing is known of it.
    """
    if voter.born is None:
        return voter.age
    years = today.year - voter.born.year
    if rule == AgeRule.YEAR:
        return years
    return years - ((today.month, today.day) < (voter.born.month, voter.born.day))


def require_pots(voting_round: Round, voter: Voter | None, items: Sequence[ItemFacts]) -> None:
    """Raise Invalid or NotAllowed when the ballot reaches into pots that this person may not share out.

    voter: None for somebody who chooses before they have shown who they are.
    """
    local = {item.pot_id: item.pot_path for item in items if not item.is_city}
    if not local or voting_round.districts == DistrictChoice.ALL:
        return
    if len(local) > 1:
        raise Invalid(_("Choose items of one district only, and of the whole city."), code="districts")
    if voting_round.districts == DistrictChoice.OWN and voter is not None:
        path = next(iter(local.values()))
        if voter.district is None:
            raise NotAllowed(_("Your identification does not say in which district you live."), code="no_district")
        if not voter.district.path.startswith(path):
            raise NotAllowed(_("You can vote in the district where you live, and for the whole city."), code="other_district")


def require_choices(voting_round: Round, choices: Sequence[Choice], known: Mapping[int, ItemFacts]) -> dict[int, list[Choice]]:
    """What goes into each pot, in the form in which it is kept: by id, or in the voter's order where order counts.

    known: the items of the round that can be chosen, of those that the ballot names.
    Raises Invalid for an empty ballot, for an item that is not on this ballot or is there twice, and for too much of anything.
    """
    if not choices:
        raise Invalid(_("Choose at least one item."), code="empty")
    ids = [choice.item_id for choice in choices]
    if len(set(ids)) != len(ids):
        raise Invalid(_("An item is chosen twice."), code="twice")
    if any(pk not in known for pk in ids):
        raise Invalid(_("Something you chose cannot be voted for any more. Look at your choices again."), code="unknown")
    by_pot: dict[int, list[Choice]] = {}
    for choice in choices:
        by_pot.setdefault(known[choice.item_id].pot_id, []).append(choice)
    for pot_choices in by_pot.values():
        _require_fits(voting_round, pot_choices, known)
        if voting_round.kind != BallotKind.ORDINAL:
            pot_choices.sort(key=lambda choice: choice.item_id)
    return by_pot


def _require_fits(voting_round: Round, choices: Sequence[Choice], known: Mapping[int, ItemFacts]) -> None:
    shares_points = voting_round.kind == BallotKind.CUMULATIVE
    if any((choice.points < 1) if shares_points else choice.points for choice in choices):
        raise Invalid(_("Every item you choose needs at least one point."), code="points")
    if shares_points:
        _require_points(voting_round, choices)
    elif voting_round.kind == BallotKind.KNAPSACK:
        cost = sum(known[choice.item_id].cost for choice in choices)
        budget = known[choices[0].item_id].budget
        if cost > budget:
            facts = {"over": number_format(cost - budget, force_grouping=True)}
            raise Invalid(_("Your choices cost %(over)s euros more than there is.") % facts, code="over_budget")
    elif len(choices) > voting_round.most_choices:
        raise Invalid(
            ngettext("You can choose %(most)s item at most.", "You can choose %(most)s items at most.", voting_round.most_choices)
            % {"most": voting_round.most_choices},
            code="too_many_choices",
        )


def _require_points(voting_round: Round, choices: Sequence[Choice]) -> None:
    total = sum(choice.points for choice in choices)
    if total > voting_round.points:
        facts = {"points": voting_round.points}
        raise Invalid(
            ngettext("You can share %(points)s point.", "You can share %(points)s points.", voting_round.points) % facts,
            code="too_many_points",
        )
