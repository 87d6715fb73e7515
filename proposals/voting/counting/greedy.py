"""Greedy counting: the item with the highest score first, then the next; what does not fit any more is passed over.

The rule of most cities (rule "greedy" of the Pabulib format, arXiv:2012.06539). Only what somebody voted for is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping

from proposals.voting.counting.elections import Election
from proposals.voting.counting.outcome import Fate, Outcome, Record
from proposals.voting.counting.scoring import Tally, tally


def greedy(election: Election, ranks: Mapping[str, int]) -> Outcome:
    """Choose by score. ranks: which of two items with the same score goes first, as from `ties.ranks`."""
    votes = tally(election)
    records = fill(election, votes, ranks, left=election.budget)
    winners = tuple(key for key, record in records.items() if record.chosen)
    return Outcome(election.budget, winners, {key: records[key] for key in election.costs})


def fill(
    election: Election, votes: Tally, ranks: Mapping[str, int], *, left: int, chosen: tuple[str, ...] = ()
) -> dict[str, Record]:
    """Records, by turn, of the items that are not chosen yet. left: the money for them. chosen: what came before."""
    records: dict[str, Record] = {}
    place = len(chosen)
    for key in sorted(election.costs.keys() - set(chosen), key=lambda key: (-votes.scores[key], ranks[key])):
        cost, score, supporters = election.costs[key], votes.scores[key], votes.supporters[key]
        if not score:
            records[key] = Record(key, cost, score, supporters, Fate.NO_SUPPORT)
        elif cost > left:
            records[key] = Record(key, cost, score, supporters, Fate.DID_NOT_FIT, left=left)
        else:
            place += 1
            records[key] = Record(key, cost, score, supporters, Fate.BY_SCORE, place=place, left=left)
            left -= cost
    return records
