"""Small elections by chance, always the same ones, with many ties and many equal ballots."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from proposals.voting.counting.ballots import approval, cumulative, ordinal
from proposals.voting.counting.elections import Ballot, Election, Item, VoteType


def elections(number: int, kind: VoteType, seed: int = 1) -> Iterator[Election]:
    """So many elections in which people vote in this way."""
    for turn in range(number):
        yield election(Random(f"{seed} {kind} {turn}"), kind)


def election(chance: Random, kind: VoteType) -> Election:
    """One election with 1 to 8 items and 1 to 40 voters."""
    dear = chance.choice((4, 30, 900))
    items = tuple(Item(f"i{number}", chance.randint(1, dear)) for number in range(chance.randint(1, 8)))
    budget = chance.randint(1, sum(item.cost for item in items) + 2)
    voters = chance.choice((1, 3, 12, 40))
    return Election.of(budget, items, [ballot(chance, kind, items) for _voter in range(voters)])


def ballot(chance: Random, kind: VoteType, items: tuple[Item, ...]) -> Ballot:
    """One voter's ballot: a few items out of the first ones more often than out of the last."""
    keys = [item.key for item in items if chance.random() < 0.6] or [items[0].key]
    chance.shuffle(keys)
    if kind is VoteType.CUMULATIVE:
        return cumulative({key: chance.randint(1, 4) for key in keys})
    if kind is VoteType.ORDINAL:
        return ordinal(keys, longest=len(items))
    return approval(keys)
