"""What is counted: items with their costs, a budget, and how many voters cast each different ballot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

# The items of a ballot with their points, each once, in the order of the keys. An approval is one point; an order of
# preference is kept as Borda points; nobody's empty ballot is ().
Ballot = tuple[tuple[str, int], ...]


class VoteType(StrEnum):
    """How voters fill in a ballot."""

    APPROVAL = "approval"  # up to k items
    KNAPSACK = "knapsack"  # items that together fit into a sum of money
    CUMULATIVE = "cumulative"  # points, shared out among items
    ORDINAL = "ordinal"  # up to k items in an order of preference


class Uncountable(ValueError):
    """The election contradicts itself, so that no rule can count it."""


@dataclass(frozen=True)
class Item:
    """Something that the budget may pay for. cost: in whole units of money."""

    key: str
    cost: int


@dataclass(frozen=True)
class Election:
    """One pot of money, its items, and the number of voters behind every different ballot."""

    budget: int
    items: tuple[Item, ...]
    ballots: Mapping[Ballot, int]

    def __post_init__(self) -> None:
        if self.budget < 0:
            raise Uncountable("The budget is negative.")
        if len(self.costs) != len(self.items):
            raise Uncountable("Two items have the same key.")
        if worthless := [item.key for item in self.items if item.cost < 1]:
            raise Uncountable(f"Item {worthless[0]} costs less than one unit of money.")
        for ballot, number in self.ballots.items():
            self._check(ballot, number)

    def _check(self, ballot: Ballot, number: int) -> None:
        if number < 1:
            raise Uncountable(f"A ballot was cast {number} times.")
        before = ""
        for place, (key, points) in enumerate(ballot):
            if key not in self.costs:
                raise Uncountable(f"A ballot names item {key}, which is not in the election.")
            if points < 1:
                raise Uncountable(f"A ballot gives item {key} {points} points.")
            if place and key <= before:
                raise Uncountable(f"A ballot names item {key} twice or out of order.")
            before = key

    @classmethod
    def of(cls, budget: int, items: Iterable[Item], ballots: Iterable[Ballot]) -> Election:
        """The election in which these ballots were cast, one by each voter."""
        return cls(budget, tuple(items), Counter(ballots))

    @cached_property
    def costs(self) -> Mapping[str, int]:
        """What each item costs, by its key."""
        return {item.key: item.cost for item in self.items}

    @cached_property
    def voters(self) -> int:
        """How many ballots were cast, empty ones among them."""
        return sum(self.ballots.values())
