"""The section META: what is known of the election, and the limits that it sets for ballots."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from proposals.voting.counting.completion import Completion
from proposals.voting.counting.elections import Uncountable, VoteType
from proposals.voting.counting.pabulib.cells import Row
from proposals.voting.counting.pabulib.invalid import Invalid, short
from proposals.voting.counting.pabulib.numbers import whole
from proposals.voting.counting.rules import Method, Rules

# Pabulib's words for how people voted, and ours. A knapsack is an approval with a sum that its items may cost.
VOTE_TYPES = {
    "approval": VoteType.APPROVAL,
    "choose-1": VoteType.APPROVAL,
    "cumulative": VoteType.CUMULATIVE,
    "scoring": VoteType.CUMULATIVE,
    "ordinal": VoteType.ORDINAL,
}
METHODS = {"greedy": Method.GREEDY, "equalshares": Method.EQUAL_SHARES, "equalshares/add1": Method.EQUAL_SHARES}
# Keys that Pabulib does not know. `rules` holds the canonical form of `rules.Rules`, so that its SHA-256 is the published
# one; in a file that was written by hand, single ones may be named instead.
RULES = "rules"
SINGLE = ("method", "satisfaction", "completion", "tie_break", "seed")
CURRENCY = re.compile("[A-Z]{3}")


@dataclass(frozen=True)
class Meta:
    """values: as written, by key. lines: where each stands. The numbers: limits of a ballot, 0 for none."""

    values: Mapping[str, str]
    lines: Mapping[str, int] = field(repr=False)
    budget: int
    vote_type: VoteType
    min_length: int
    max_length: int
    max_sum_cost: int
    min_sum_points: int
    max_sum_points: int

    def announced(self, key: str) -> int | None:
        """A number of rows that the file announces; None where it does not."""
        return whole(self.values[key], key, self.lines[key]) if key in self.values else None

    def rules(self) -> Rules:
        """The rules of the count. What the file does not name is as by default: greedy, the cheaper first."""
        try:
            rules = Rules.parse(self.values[RULES]) if RULES in self.values else self._single_rules()
        except Uncountable as error:
            raise Invalid(self.lines.get(RULES, 0), f"META: {error}") from None
        if rules.vote_type is not self.vote_type:
            raise Invalid(self.lines[RULES], f"The rules are for vote type {rules.vote_type}, the file is for {self.vote_type}.")
        return rules

    def _single_rules(self) -> Rules:
        rule = self.values.get("rule", "")
        named = {key: self.values[key] for key in SINGLE if key in self.values}
        named.setdefault("method", METHODS.get(rule, Method.GREEDY))
        if rule == "equalshares/add1":
            named.setdefault("completion", Completion.ADD_ONE)
        return Rules(
            vote_type=self.vote_type,
            min_choices=self.min_length,
            max_choices=self.max_length,
            max_cost=self.max_sum_cost,
            max_points=self.max_sum_points,
            **named,  # type: ignore[arg-type]  # words, which Rules checks
        )


class MetaReader:
    """Takes the rows of META one by one."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.headed = False

    def take(self, row: Row) -> None:
        """One row: the heading, or a key and its value. Empty cells behind them are left out."""
        key, *rest = row.cells
        if any(rest[1:]) or not rest:
            raise Invalid(row.line, "A row of META has to have a key and a value.")
        key, value = key.strip(), rest[0].strip()
        if not self.headed:
            if (key, value) != ("key", "value"):
                raise Invalid(row.line, "META has to begin with the row key;value.")
            self.headed = True
        elif key in self.values:
            raise Invalid(row.line, f"META names {short(key)} a second time.")
        else:
            self.values[key], self.lines[key] = value, row.line

    def finish(self, line: int) -> Meta:
        """All of it. line: where META ends."""
        for key in ("budget", "vote_type"):
            if not self.values.get(key):
                raise Invalid(self.lines.get(key, line), f"META has to name the {key}.")
        self._check("vote_type", VOTE_TYPES.__contains__, f"has to be one of: {', '.join(VOTE_TYPES)}")
        self._check("currency", CURRENCY.fullmatch, "has to be a code of three letters as in ISO 4217")
        limits = {key: self._number(key) for key in ("max_sum_cost", "min_sum_points", "max_sum_points")}
        vote_type = VOTE_TYPES[self.values["vote_type"]]
        if vote_type is VoteType.APPROVAL and limits["max_sum_cost"]:
            vote_type = VoteType.KNAPSACK
        shortest = self._number("min_length", default=1)
        longest = 1 if self.values["vote_type"] == "choose-1" else self._number("max_length")
        budget = whole(self.values["budget"], "The budget", self.lines["budget"], least=1)
        return Meta(self.values, self.lines, budget, vote_type, shortest, longest, **limits)

    def _check(self, key: str, right: Callable[[str], object], expected: str) -> None:
        if self.values.get(key) and not right(self.values[key]):
            raise Invalid(self.lines[key], f"{key} {expected}, but is {short(self.values[key])}.")

    def _number(self, key: str, default: int = 0) -> int:
        return whole(self.values[key], key, self.lines[key]) if self.values.get(key) else default


def meta_of(values: Mapping[str, str]) -> Meta:
    """A section META with these values, each on its line."""
    reader = MetaReader()
    for line, cells in enumerate((("key", "value"), *values.items()), start=2):
        reader.take(Row(line, cells))
    return reader.finish(len(values) + 2)
