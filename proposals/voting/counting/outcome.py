"""What every rule returns: the winners in the order of choosing, and for every item why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from proposals.voting.counting.elections import Ballot


class Fate(StrEnum):
    """Why an item was chosen or not."""

    BY_SCORE = "by-score"  # its turn came by its score, and it fitted into what was left
    BY_SHARES = "by-shares"  # its supporters paid for it out of their equal shares
    DID_NOT_FIT = "did-not-fit"  # its turn came by its score, and it cost more than what was left
    SHARES_SHORT = "shares-short"  # its supporters had less left together than it costs
    NO_SUPPORT = "no-support"  # nobody voted for it


CHOSEN = frozenset({Fate.BY_SCORE, Fate.BY_SHARES})


@dataclass(frozen=True)
class Record:
    """One item's fate, with the figures that it follows from.

    place: its place in the order of choosing, from 1. price: the most that one supporter paid. payers: supporters who
    still had money to pay with. left: the budget when its turn by score came. had: what its supporters had left together
    when nobody could buy anything more.
    """

    key: str
    cost: int
    score: int
    supporters: int
    fate: Fate
    place: int | None = None
    price: Fraction | None = None
    payers: int | None = None
    left: int | None = None
    had: Fraction | None = None

    @property
    def chosen(self) -> bool:
        """Whether the budget pays for it."""
        return self.fate in CHOSEN

    @property
    def missing(self) -> Fraction:
        """How much more money it would have taken; 0 where it was chosen."""
        if self.fate is Fate.DID_NOT_FIT:
            return Fraction(self.cost - (self.left or 0))
        return self.cost - (self.had or Fraction()) if self.fate is Fate.SHARES_SHORT else Fraction()


@dataclass(frozen=True)
class Purchase:
    """What one item cost its supporters: `rate` for each of their points, or all they had left where that was less."""

    key: str
    rate: Fraction


@dataclass(frozen=True)
class Outcome:
    """winners: in the order of choosing. share: what each voter had to spend at first, where shares are equal.

    raised: by how many units of money the share had been raised when the outcome was found.
    """

    budget: int
    winners: tuple[str, ...]
    records: Mapping[str, Record]
    purchases: tuple[Purchase, ...] = ()
    share: Fraction | None = None
    raised: int = 0
    spent: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spent", sum(self.records[key].cost for key in self.winners))

    def paid_by(self, ballot: Ballot) -> Mapping[str, Fraction]:
        """What each voter with this ballot paid for which winners; empty where shares are not equal."""
        left, paid, points = self.share or Fraction(), {}, dict(ballot)
        for purchase in self.purchases:
            if purchase.key in points:
                paid[purchase.key] = min(purchase.rate * points[purchase.key], left)
                left -= paid[purchase.key]
        return paid
