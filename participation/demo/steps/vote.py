"""The vote of the participatory budget: priced, opened and, in the last stage, counted. All of it is history."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.utils.timezone import localdate

from districts.models import District
from participation.accounts.models import Verification
from participation.demo.content.vote import ADDED, MONEY, PRICED, PROJECT, Priced
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from participation.projects.states import Action
from proposals.assessment.services import Work, conclude, start_assessment
from proposals.assessment.states import Feasibility
from proposals.voting.keys import key_of
from proposals.voting.models import Pot, Round
from proposals.voting.queries.voters import person_key
from proposals.voting.rules import Choice
from proposals.voting.services import (
    ItemWords,
    SeedBallot,
    add_item,
    add_link,
    close_round,
    count_round,
    edit_round,
    publish_result,
    publish_rules,
    seed_ballots,
    set_pots,
)
from proposals.voting.states import Channel, RollSource, RoundState
from proposals.voting.voters import Voter

RULES = {
    "kind": "approval",
    "most_choices": 3,
    "rule": "equal_shares",
    "satisfaction": "cost",
    "completion": "utilitarian",
    "districts": "one",
    "age_from": 12,
    "age_rule": "year",
    "sources": [RollSource.IDENTITY, RollSource.CODE, RollSource.DESK],
}
TURNOUT = 0.6


def price_ideas(context: Context, ideas: Mapping[str, list[MadeIdea]]) -> int:
    """Assess what can be voted on, before the city answers it; returns how many there are."""
    if PROJECT not in context.made or not context.reached("voting"):
        return 0
    costs = {priced.idea: priced.cost for priced in PRICED}
    found = [one for one in ideas[PROJECT] if one.idea.title in costs]
    for one in found:
        _price(context, one, costs[one.idea.title])
    return len(found)


def _price(context: Context, one: MadeIdea, cost: int) -> None:
    by = context.cast["aino"]
    row = start_assessment(proposal_id=one.proposal.pk, by=by)
    work = Work(
        feasibility=Feasibility.FEASIBLE,
        reasons={},
        cost_low=int(cost * 0.9),
        cost_high=cost,
        yearly_low=None,
        yearly_high=None,
        unit_id=None,
        scores={},
    )
    conclude(assessment_id=row.pk, by=by, seen="", work=work)


def make_vote(context: Context, ideas: Mapping[str, list[MadeIdea]], districts: Mapping[str, District]) -> int:
    """Hold the vote as far as the stage has come; returns how many ballots there are."""
    if PROJECT not in context.made or not context.reached("voting"):
        return 0
    voting_round = Round.objects.current().get(project=context.made[PROJECT].project)
    _prepare(voting_round, ideas[PROJECT], districts)
    opened, closes = _window(context)
    publish_rules(round_id=voting_round.pk, by=None, at=opened - timedelta(days=2))
    number = seed_ballots(round_id=voting_round.pk, ballots=_ballots(context, voting_round))
    add_link(round_id=voting_round.pk)
    if context.reached("decided"):
        close_round(round_id=voting_round.pk, by=None)
        count_round(round_id=voting_round.pk)
        publish_result(round_id=voting_round.pk, by=None)
        Round.objects.filter(pk=voting_round.pk, state=RoundState.DECIDED).update(
            closed_at=closes, decided_at=closes + timedelta(days=2)
        )
    return number


def _window(context: Context) -> tuple:
    phase = next(phase for phase in context.made[PROJECT].phases if Action.VOTE in phase.features)
    return phase.starts_at, phase.ends_at


def _prepare(voting_round: Round, ideas: list[MadeIdea], districts: Mapping[str, District]) -> None:
    edit_round(round_id=voting_round.pk, by=None, values=RULES)
    amounts = {districts[code].pk: money for code, money in MONEY.items()}
    pots = {pot.district_id: pot for pot in set_pots(round_id=voting_round.pk, by=None, amounts=amounts)}
    made = {one.idea.title: one for one in ideas}
    for priced in PRICED:
        if priced.idea in made:
            _add_priced(voting_round, made[priced.idea], priced, pots[districts[priced.district].pk])
    for added in ADDED:
        pot = pots[districts[added.district].pk]
        words = ItemWords(titles=added.title, texts=added.text, cost=added.cost, pot_id=pot.pk)
        add_item(round_id=voting_round.pk, by=None, words=words)


def _add_priced(voting_round: Round, one: MadeIdea, priced: Priced, pot: Pot) -> None:
    language = one.idea.language
    words = ItemWords(
        titles={**priced.title, language: one.idea.title},
        texts={**priced.text, language: one.idea.text},
        cost=priced.cost,
        pot_id=pot.pk,
        category_id=one.proposal.category_id,
        place=one.idea.point,
    )
    add_item(round_id=voting_round.pk, by=None, words=words, proposal_id=one.proposal.pk)


def _ballots(context: Context, voting_round: Round) -> Iterator[SeedBallot]:
    """Of verified residents, not of the cast: they can still vote themselves."""
    chance, key = context.chance("vote"), key_of(voting_round.pk)
    opened, closes = _window(context)
    days = max(1, (min(closes, context.today) - opened).days)
    items = {pot: list(pot.items.order_by("number")) for pot in voting_round.pots.select_related("district")}
    local = [pot for pot in items if not pot.is_city]
    city = next(pot for pot in items if pot.is_city)
    people = [resident.pk for resident in context.residents if resident.verified]
    known = Verification.objects.filter(user__in=people).order_by("user").values_list("subject_digest", "born")
    for digest, born in known.iterator():
        if chance.random() > TURNOUT:
            continue
        voter = Voter(key=person_key(key, digest), source=RollSource.IDENTITY, channel=Channel.WEB, born=born, age=40)
        chosen = [*_some(chance, items[chance.choice(local)]), *_some(chance, items[city])]
        day = localdate(opened + timedelta(days=chance.randrange(days)))
        yield SeedBallot(voter, [Choice(item.pk) for item in chosen], day)


def _some(chance: random.Random, items: list) -> list:
    """Up to three, the first ones more often."""
    number = min(chance.randint(1, 3), len(items))
    weights = [1 / (place + 2) for place in range(len(items))]
    chosen: dict[int, object] = {}
    while len(chosen) < number:
        item = chance.choices(items, weights)[0]
        chosen[item.pk] = item
    return list(chosen.values())
