"""Votes and points of every item.

The points on a ballot say what each method counts: one for an approval or a place in the knapsack, the points themselves
when they are shared out, Borda's for an order of preference. So one sum serves all four.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from proposals.voting.counting.elections import Election


@dataclass(frozen=True)
class Tally:
    """supporters: how many voters named an item. scores: the sum of their points for it."""

    supporters: Mapping[str, int]
    scores: Mapping[str, int]


def tally(election: Election) -> Tally:
    """Both numbers for every item, in the order of the items; 0 for those that nobody named."""
    # Ballots give most items the same few numbers of points, so voters are added up by pair first.
    pairs: defaultdict[tuple[str, int], int] = defaultdict(int)
    for ballot, number in election.ballots.items():
        for choice in ballot:
            pairs[choice] += number
    supporters = dict.fromkeys(election.costs, 0)
    scores = dict.fromkeys(election.costs, 0)
    for (key, points), number in pairs.items():
        supporters[key] += number
        scores[key] += points * number
    return Tally(supporters, scores)
