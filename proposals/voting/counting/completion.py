"""Equal Shares with what is done when money is left that no item's supporters have together.

none: it stays unspent. utilitarian: it is spent by score, greedily. add-one: everybody's share is raised by one unit of
money and everything is counted anew, and so on; the last outcome within the budget stands, or the first one after which
nothing that somebody supports would fit any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from proposals.voting.counting.elections import Election
from proposals.voting.counting.equal_shares import Ground, Run, Satisfaction, most_paid, purchases, supporters_have
from proposals.voting.counting.greedy import fill
from proposals.voting.counting.outcome import Fate, Outcome, Record
from proposals.voting.counting.scoring import Tally


class Completion(StrEnum):
    """How money is spent that Equal Shares leaves."""

    NONE = "none"
    ADD_ONE = "add-one"
    UTILITARIAN = "utilitarian"


def equal_shares(
    election: Election, ranks: Mapping[str, int], satisfaction: Satisfaction, completion: Completion = Completion.NONE
) -> Outcome:
    """Choose by equal shares. ranks: which of two items with the same rho goes first, as from `ties.ranks`."""
    ground = Ground.of(election, ranks, satisfaction)
    votes = _tally(ground, election)
    raised, run = 0, Run(ground, election.budget).go()
    if completion is Completion.ADD_ONE:
        raised, run = _raise(run, election.budget)
    records = _bought(run, votes)
    winners = tuple(records)
    if completion is Completion.UTILITARIAN:
        left = election.budget - sum(record.cost for record in records.values())
        records |= fill(election, votes, ranks, left=left, chosen=winners)
        winners = tuple(key for key, record in records.items() if record.chosen)
    else:
        records |= _not_bought(run, election, votes, winners)
    share = Fraction(election.budget, election.voters) + raised if election.voters else None
    ordered = {key: records[key] for key in election.costs}
    return Outcome(election.budget, winners, ordered, purchases(run), share, raised)


def _tally(ground: Ground, election: Election) -> Tally:
    """As `scoring.tally`; the ground has added it up already."""
    none = dict.fromkeys(election.costs, 0)
    supporters, points = (
        dict(zip(ground.keys, ground.supporters, strict=True)),
        dict(zip(ground.keys, ground.points, strict=True)),
    )
    return Tally(none | supporters, none | points)


def _bought(run: Run, votes: Tally) -> dict[str, Record]:
    records = {}
    for place, bought in enumerate(run.bought, start=1):
        key, cost = run.ground.keys[bought.item], run.ground.costs[bought.item]
        payers = sum(run.ground.sizes[group] for _level, groups in bought.price.groups for group in groups)
        payers += sum(run.ground.sizes[group] for group in bought.all_they_had)
        price, score, supporters = most_paid(bought), votes.scores[key], votes.supporters[key]
        records[key] = Record(key, cost, score, supporters, Fate.BY_SHARES, place=place, price=price, payers=payers)
    return records


def _not_bought(run: Run, election: Election, votes: Tally, winners: tuple[str, ...]) -> dict[str, Record]:
    number = {key: item for item, key in enumerate(run.ground.keys)}
    records = {}
    for key in election.costs.keys() - set(winners):
        fate = Fate.SHARES_SHORT if key in number else Fate.NO_SUPPORT
        had = supporters_have(run, number[key]) if key in number else None
        records[key] = Record(key, election.costs[key], votes.scores[key], votes.supporters[key], fate, had=had)
    return records


def _raise(run: Run, budget: int) -> tuple[int, Run]:
    """Raise every share by one unit of money until the outcome would cost more than the budget, or nothing else fits."""
    raised = 0
    while _anything_fits(run, budget):
        steps = _steps_without_effect(run)
        following = _run_raised_by(raised + steps, run, budget)
        if _spent(following) > budget:
            last = raised + steps - 1
            return last, _run_raised_by(last, run, budget) if steps > 1 else run
        raised, run = raised + steps, following
    return raised, run


def _run_raised_by(raised: int, run: Run, budget: int) -> Run:
    return Run(run.ground, budget + raised * run.ground.voters).go()


def _spent(run: Run) -> int:
    return sum(run.ground.costs[bought.item] for bought in run.bought)


def _missed(run: Run) -> list[int]:
    """The items that have supporters and were not bought."""
    bought = {bought.item for bought in run.bought}
    return [item for item in range(len(run.ground.keys)) if item not in bought]


def _anything_fits(run: Run, budget: int) -> bool:
    left = budget - _spent(run)
    return any(run.ground.costs[item] <= left for item in _missed(run))


def _steps_without_effect(run: Run) -> int:
    """By how many units every share has to be raised before the outcome can be another one; 1 where that is not known.

    It is known when every supporter of every bought item paid its full rate, and no other item could ever be as cheap:
    then the same purchases come first at the same rates whatever the shares, and what follows is affordable as soon as
    its supporters have its cost together. Otherwise an expensive item with a single supporter would take as many rounds
    as it costs.
    """
    ground = run.ground
    missed = _missed(run)
    if any(bought.price.points < ground.points[bought.item] for bought in run.bought):
        return 1
    bounds = {item: (rho, rank) for rho, rank, item in ground.bounds}
    if run.bought and max(bounds[bought.item] for bought in run.bought) > min(bounds[item] for item in missed):
        return 1
    return max(1, min(_steps_until_affordable(run, item) for item in missed))


def _steps_until_affordable(run: Run, item: int) -> int:
    ground = run.ground
    missing = ground.costs[item] - supporters_have(run, item)
    return -(-missing // ground.supporters[item])
