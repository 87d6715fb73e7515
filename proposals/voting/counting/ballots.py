"""Ballots in their one form, made from what a voter chose, and whether the rules allow them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from proposals.voting.counting.elections import Ballot, VoteType
from proposals.voting.counting.rules import Rules


class Breach(StrEnum):
    """What a ballot does that the rules do not allow."""

    UNKNOWN = "unknown-item"
    POINTS = "points-below-one"
    TOO_FEW = "too-few-choices"
    TOO_MANY = "too-many-choices"
    TOO_DEAR = "over-the-money"
    TOO_MANY_POINTS = "too-many-points"


def approval(keys: Iterable[str]) -> Ballot:
    """A ballot for these items, one point each; also a knapsack's. Naming one twice is naming it once."""
    return tuple((key, 1) for key in sorted(set(keys)))


def cumulative(points: Mapping[str, int]) -> Ballot:
    """A ballot that shares out points. An item with none is not on it."""
    return tuple(sorted((key, number) for key, number in points.items() if number))


def ordinal(keys: Sequence[str], *, longest: int) -> Ballot:
    """A ballot in order of preference as Borda points: `longest` for the first, one less for each that follows.

    longest: how many may be named at most, so that a first place is worth the same on a short ballot.
    """
    return tuple(sorted((key, longest - place) for place, key in enumerate(dict.fromkeys(keys))))


def preference(ballot: Ballot) -> tuple[str, ...]:
    """The items from the most to the least wanted."""
    return tuple(key for key, _points in sorted(ballot, key=lambda choice: (-choice[1], choice[0])))


def breach(ballot: Ballot, rules: Rules, costs: Mapping[str, int], *, budget: int) -> Breach | None:
    """What is wrong with a ballot; None when it can be cast. budget: what a knapsack may cost where the rules name no sum."""
    if any(key not in costs for key, _points in ballot):
        return Breach.UNKNOWN
    if any(points < 1 for _key, points in ballot):
        return Breach.POINTS
    if len(ballot) < rules.min_choices:
        return Breach.TOO_FEW
    if rules.max_choices and len(ballot) > rules.max_choices:
        return Breach.TOO_MANY
    if rules.vote_type is VoteType.KNAPSACK and sum(costs[key] for key, _points in ballot) > (rules.max_cost or budget):
        return Breach.TOO_DEAR
    if rules.vote_type is VoteType.CUMULATIVE and 0 < rules.max_points < sum(points for _key, points in ballot):
        return Breach.TOO_MANY_POINTS
    return None
