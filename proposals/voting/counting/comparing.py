"""What other rules would have chosen from the same ballots, and how content voters could be with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from proposals.voting.counting.completion import Completion
from proposals.voting.counting.elections import Election
from proposals.voting.counting.equal_shares import Satisfaction
from proposals.voting.counting.outcome import Outcome
from proposals.voting.counting.rules import Method, Rules, count


@dataclass(frozen=True)
class Content:
    """served: voters of whom at least one choice was chosen. mean: money that goes to a voter's own choices, on average."""

    voters: int
    served: int
    mean: Fraction

    @property
    def share_served(self) -> Fraction:
        """The part of the voters that was served."""
        return Fraction(self.served, self.voters) if self.voters else Fraction()


@dataclass(frozen=True)
class Compared:
    """An outcome by certain rules beside the first one. common, gained, lost: winners, in the order of choosing."""

    rules: Rules
    outcome: Outcome
    content: Content
    common: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether these rules choose what the first ones do."""
        return not self.gained and not self.lost


def content(election: Election, winners: Iterable[str]) -> Content:
    """How many voters got something, and how much."""
    costs = {key: election.costs[key] for key in winners}
    served, money = 0, 0
    for ballot, number in election.ballots.items():
        own = sum([costs[key] for key, _points in ballot if key in costs])
        served += number if own else 0
        money += own * number
    return Content(election.voters, served, Fraction(money, election.voters) if election.voters else Fraction())


def compare(election: Election, rules: Iterable[Rules]) -> tuple[Compared, ...]:
    """Count by each of the rules; the first are those that all others are held against."""
    outcomes = [(one, count(election, one)) for one in rules]
    return tuple(_compared(election, one, outcome, outcomes[0][1]) for one, outcome in outcomes)


def alternatives(rules: Rules) -> tuple[Rules, ...]:
    """The rules themselves, then the other ways of counting the same ballots: greedy, and Equal Shares in all forms."""
    others = [replace(rules, method=Method.GREEDY, satisfaction=Satisfaction.COST, completion=Completion.NONE)]
    others += [
        replace(rules, method=Method.EQUAL_SHARES, satisfaction=satisfaction, completion=completion)
        for satisfaction in Satisfaction
        for completion in Completion
    ]
    return (rules, *(other for other in others if not _same_count(other, rules)))


def _same_count(one: Rules, other: Rules) -> bool:
    """Whether two rules count alike. What only Equal Shares asks for makes no difference to greedy counting."""
    return one == other or one.method is other.method is Method.GREEDY


def _compared(election: Election, rules: Rules, outcome: Outcome, first: Outcome) -> Compared:
    before, now = set(first.winners), set(outcome.winners)
    return Compared(
        rules,
        outcome,
        content(election, outcome.winners),
        common=tuple(key for key in outcome.winners if key in before),
        gained=tuple(key for key in outcome.winners if key not in before),
        lost=tuple(key for key in first.winners if key not in now),
    )
