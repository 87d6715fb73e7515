"""From rows to what is counted: one election for each pot. Items go by their number on the ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proposals.voting.counting.ballots import approval, cumulative, ordinal
from proposals.voting.counting.completion import Completion as Rest
from proposals.voting.counting.elections import Ballot, Election, Item, VoteType
from proposals.voting.counting.equal_shares import Satisfaction as Worth
from proposals.voting.counting.rules import Method, Rules
from proposals.voting.counting.ties import TieBreak as Ties
from proposals.voting.models import BudgetItem
from proposals.voting.queries.box import grouped_ballots
from proposals.voting.states import BallotKind, CountingRule, TieBreak

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from proposals.voting.models import Pot, Round

METHODS = {CountingRule.GREEDY: Method.GREEDY, CountingRule.EQUAL_SHARES: Method.EQUAL_SHARES}
TIES = {TieBreak.CHEAPER: Ties.CHEAPER, TieBreak.DEARER: Ties.DEARER, TieBreak.LOT: Ties.LOT}


def counting_rules(voting_round: Round) -> Rules:
    """The rules of the round as counting knows them; those of all its pots."""
    kind = BallotKind(voting_round.kind)
    return Rules(
        vote_type=VoteType(voting_round.kind),
        method=METHODS[CountingRule(voting_round.rule)],
        satisfaction=Worth(voting_round.satisfaction),
        completion=Rest(voting_round.completion.replace("_", "-")),
        tie_break=TIES[TieBreak(voting_round.tie_break)],
        seed=voting_round.seed,
        max_choices=voting_round.most_choices if kind in (BallotKind.APPROVAL, BallotKind.ORDINAL) else 0,
        max_points=voting_round.points if kind == BallotKind.CUMULATIVE else 0,
    )


def election_in(voting_round: Round, pot: Pot) -> Election:
    """Everything that was cast in a pot and counts: its items that are still on the ballot, and its ballots by what they say.

    An item that was withdrawn during the vote is taken off the ballots that named it. Two queries, as many rows as there are
    different ballots.
    """
    rows = BudgetItem.objects.filter(pot=pot).on_ballot().order_by("number").values_list("pk", "number", "cost")
    numbers = {pk: str(number) for pk, number, _cost in rows}
    items = tuple(Item(str(number), cost) for _pk, number, cost in rows)
    ballots: dict[Ballot, int] = {}
    for ids, points, count in grouped_ballots(pot.pk):
        said = _ballot(voting_round, ids, points, numbers)
        ballots[said] = ballots.get(said, 0) + count
    return Election(pot.budget, items, ballots)


def _ballot(voting_round: Round, ids: Sequence[int], points: Sequence[int], numbers: Mapping[int, str]) -> Ballot:
    if voting_round.kind == BallotKind.CUMULATIVE:
        return cumulative({numbers[pk]: given for pk, given in zip(ids, points, strict=True) if pk in numbers})
    keys = [numbers[pk] for pk in ids if pk in numbers]
    return ordinal(keys, longest=voting_round.most_choices) if voting_round.kind == BallotKind.ORDINAL else approval(keys)
