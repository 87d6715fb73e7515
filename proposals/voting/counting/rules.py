"""The published rules of a count, their fingerprint, and the one entry to counting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from proposals.voting.counting.completion import Completion, equal_shares
from proposals.voting.counting.elections import Election, Uncountable, VoteType
from proposals.voting.counting.equal_shares import Satisfaction
from proposals.voting.counting.greedy import greedy
from proposals.voting.counting.outcome import Outcome
from proposals.voting.counting.ties import TieBreak, ranks


class Method(StrEnum):
    """Who wins."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


WORDS: Mapping[str, type[StrEnum]] = {
    "vote_type": VoteType,
    "method": Method,
    "satisfaction": Satisfaction,
    "completion": Completion,
    "tie_break": TieBreak,
}


@dataclass(frozen=True)
class Rules:
    """How one pot is voted on and counted. A limit of 0 is none; a knapsack without one may cost the whole budget.

    satisfaction and completion matter to Equal Shares only.
    """

    vote_type: VoteType = VoteType.APPROVAL
    method: Method = Method.GREEDY
    satisfaction: Satisfaction = Satisfaction.COST
    completion: Completion = Completion.NONE
    tie_break: TieBreak = TieBreak.CHEAPER
    seed: str = ""
    min_choices: int = 1
    max_choices: int = 0
    max_cost: int = 0
    max_points: int = 0

    def __post_init__(self) -> None:
        for name in ("min_choices", "max_choices", "max_cost", "max_points"):
            value = getattr(self, name)
            if type(value) is not int or value < 0:
                raise Uncountable(f"{name} has to be a whole number that is not negative.")
        if not isinstance(self.seed, str) or not self.seed.isprintable():
            raise Uncountable("seed has to be one line of text.")
        for name, words in WORDS.items():
            try:
                object.__setattr__(self, name, words(getattr(self, name)))
            except ValueError:
                raise Uncountable(f"{name} has to be one of: {', '.join(words)}.") from None

    def canonical(self) -> bytes:
        """The rules as JSON in UTF-8 with sorted keys and without white space: the bytes of which the digest is published."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return sha256(self.canonical()).hexdigest()

    @classmethod
    def parse(cls, text: str | bytes) -> Self:
        """Rules from JSON. What is not named is as by default; a name that is unknown is refused."""
        try:
            values: Any = json.loads(text)
        except ValueError:
            raise Uncountable("The rules are not JSON.") from None
        known = {field.name for field in fields(cls)}
        if not isinstance(values, dict) or not known.issuperset(values):
            raise Uncountable(f"The rules have to be an object with some of: {', '.join(sorted(known))}.")
        return cls(**values)


def count(election: Election, rules: Rules) -> Outcome:
    """The outcome of an election. The same election and rules give the same outcome, whoever counts."""
    order = ranks(election.items, rules.tie_break, rules.seed)
    if rules.method is Method.GREEDY:
        return greedy(election, order)
    return equal_shares(election, order, rules.satisfaction, rules.completion)
