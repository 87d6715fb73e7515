"""The Method of Equal Shares with additive utilities (Peters, Pierczyński, Skowron: "Proportional Participatory Budgeting
with Additive Utilities", NeurIPS 2021), in exact arithmetic.

Every voter gets the same share of the budget. A supporter of an item gains from it: the points given to it, times its
cost where satisfaction is measured by cost. An item is rho-affordable when its supporters can pay for it and none pays
more than rho for each unit of gain; who has less than that left pays all of it. Again and again the item with the least
rho is bought, until the supporters of no item have its cost left together.

Exact and quick at once:

* Money is kept in whole numbers of a unit that shrinks with every purchase, so that all payments are whole numbers too.
* Voters with the same ballot always have the same money, so they are one group.
* Money only gets less, so rho only grows. An item's last rho is a lower bound, and only the items at the head of a queue
  are computed anew. A supporter who cannot pay an item's full rate will never be able to again.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import gcd

from proposals.voting.counting.elections import Election
from proposals.voting.counting.outcome import Purchase

# The groups that give an item the same number of points, by that number.
Levels = tuple[tuple[int, list[int]], ...]
# An item in the queue: the least that its rho can be, its place in the order of ties, its number.
Waiting = tuple[Fraction, int, int]


class Satisfaction(StrEnum):
    """What a voter gains from an item that was chosen."""

    COST = "cost"  # its points times its cost
    CARDINALITY = "cardinality"  # its points


@dataclass(frozen=True)
class Ground:
    """What every run over the same election starts from. Items and groups go by their numbers.

    supporters: how many voters an item has. points: of all of them together. gain: of one point for an item. bounds: the
    queue before the first purchase.
    """

    voters: int
    keys: tuple[str, ...]
    costs: tuple[int, ...]
    sizes: tuple[int, ...]
    levels: tuple[Levels, ...]
    supporters: tuple[int, ...]
    points: tuple[int, ...]
    gain: tuple[int, ...]
    bounds: tuple[Waiting, ...]

    @classmethod
    def of(cls, election: Election, ranks: Mapping[str, int], satisfaction: Satisfaction) -> Ground:
        """Number everything. Items without a supporter stay out: nobody pays for them."""
        sizes = tuple(election.ballots.values())
        by_item: dict[str, defaultdict[int, list[int]]] = {key: defaultdict(list) for key in election.costs}
        for group, ballot in enumerate(election.ballots):
            for key, points in ballot:
                by_item[key][points].append(group)
        keys = tuple(key for key, levels in by_item.items() if levels)
        costs = tuple(election.costs[key] for key in keys)
        levels = tuple(tuple(by_item[key].items()) for key in keys)
        voters = [[(level, sum([sizes[group] for group in groups])) for level, groups in item] for item in levels]
        totals = tuple(sum(level * number for level, number in item) for item in voters)
        supporters = tuple(sum(number for _level, number in item) for item in voters)
        gain = costs if satisfaction is Satisfaction.COST else (1,) * len(keys)
        bounds = sorted((Fraction(costs[i], totals[i] * gain[i]), ranks[key], i) for i, key in enumerate(keys))
        return cls(election.voters, keys, costs, sizes, levels, supporters, totals, gain, tuple(bounds))


@dataclass(frozen=True)
class Price:
    """What an item costs for each point: paid / points, in the run's unit. groups: who pays that; others: who has less."""

    paid: int
    points: int
    groups: Levels
    others: list[int]


@dataclass(frozen=True)
class Bought:
    """A purchase as it happened. scale: how many units one unit of money was, before the purchase.

    all_they_had: what each voter paid in the groups that could not pay the rate but had something left.
    """

    item: int
    rho: Fraction
    price: Price
    scale: int
    all_they_had: Mapping[int, int]


class Run:
    """One run of the method: each voter starts with share / voters units of money."""

    def __init__(self, ground: Ground, share: int) -> None:
        self.ground = ground
        self.scale = ground.voters
        self.money = [share] * len(ground.sizes)
        self.bought: list[Bought] = []
        self._queue = list(ground.bounds)
        self._able = list(ground.levels)
        self._poor: list[list[int]] = [[] for _key in ground.keys]
        self._points = list(ground.points)
        self._prices: dict[int, Price] = {}  # computed since the last purchase

    def go(self) -> Run:
        """Buy until nothing is affordable."""
        while self._queue:
            rho, rank, item = heapq.heappop(self._queue)
            if price := self._prices.get(item):
                self._buy(item, rho, price)
            elif price := self._price(item):
                self._prices[item] = price
                rho = Fraction(price.paid, price.points * self.scale * self.ground.gain[item])
                heapq.heappush(self._queue, (rho, rank, item))
        return self

    def total(self, groups: list[int]) -> int:
        """What all voters of these groups have together."""
        money, sizes = self.money, self.ground.sizes
        return sum([money[group] * sizes[group] for group in groups])

    def _price(self, item: int) -> Price | None:
        """The least rate at which supporters can pay for an item; None when they cannot any more.

        Who cannot pay the rate pays all they have, which raises it for the others, until all others can.
        """
        money, sizes = self.money, self.ground.sizes
        able, points = self._able[item], self._points[item]
        poor = [group for group in self._poor[item] if money[group]]
        paid = self.ground.costs[item] * self.scale - self.total(poor)
        while points:
            still: list[tuple[int, list[int]]] = []
            newly: list[int] = []
            lost = 0
            for level, groups in able:
                rate = -(-paid * level // points)  # whole units of money are below a rate when they are below its ceiling
                if short := [group for group in groups if money[group] < rate]:
                    newly += short
                    lost += level * sum([sizes[group] for group in short])
                    groups = [group for group in groups if money[group] >= rate]
                still.append((level, groups))
            if not newly:
                self._able[item], self._poor[item], self._points[item] = able, poor, points
                return Price(paid, points, able, poor)
            able, points = tuple(still), points - lost
            poor += newly
            paid -= self.total(newly)
        return None

    def _buy(self, item: int, rho: Fraction, price: Price) -> None:
        """Take the money. The unit shrinks so far that the rate is a whole number of it."""
        common = gcd(price.paid, price.points)
        rate, finer = price.paid // common, price.points // common
        all_they_had = {group: self.money[group] for group in price.others if self.money[group]}
        self.bought.append(Bought(item, rho, price, self.scale, all_they_had))
        if finer > 1:
            self.money = [money * finer for money in self.money]
            self.scale *= finer
        money = self.money
        for group in price.others:
            money[group] = 0
        for level, groups in price.groups:
            payment = rate * level
            for group in groups:
                money[group] -= payment
        self._prices.clear()


def supporters_have(run: Run, item: int) -> Fraction:
    """What an item's supporters have left together."""
    return Fraction(sum(run.total(groups) for _level, groups in run.ground.levels[item]), run.scale)


def purchases(run: Run) -> tuple[Purchase, ...]:
    """What was bought in words of the election instead of numbers, in order."""
    return tuple(
        Purchase(run.ground.keys[bought.item], Fraction(bought.price.paid, bought.price.points * bought.scale))
        for bought in run.bought
    )


def most_paid(bought: Bought) -> Fraction:
    """The most that one supporter paid for an item."""
    price = bought.price
    by_rate = max(level for level, groups in price.groups if groups)
    others = Fraction(max(bought.all_they_had.values(), default=0))
    return max(Fraction(price.paid * by_rate, price.points), others) / bought.scale
