"""The winners of hundreds of small elections are those that pabutools finds, by every rule, in the same order."""

from __future__ import annotations

from itertools import product

import pytest

from proposals.voting.counting.elections import VoteType
from proposals.voting.counting.rules import Completion, Method, Rules, Satisfaction, TieBreak, count
from tests.voting.counting import oracle
from tests.voting.counting.elections import elections

EQUAL_SHARES = [
    Rules(method=Method.EQUAL_SHARES, satisfaction=satisfaction, completion=completion)
    for satisfaction, completion in product(Satisfaction, Completion)
]
NUMBER = 15  # of elections for each rule and way of voting


@pytest.mark.parametrize("kind", VoteType)
@pytest.mark.parametrize("tie_break", TieBreak)
def test_greedy(kind: VoteType, tie_break: TieBreak) -> None:
    rules = Rules(tie_break=tie_break, seed="Kuuluu")
    for election in elections(NUMBER, kind):
        assert list(count(election, rules).winners) == oracle.winners(election, rules), election


@pytest.mark.parametrize("kind", VoteType)
@pytest.mark.parametrize("rules", EQUAL_SHARES, ids=lambda rules: f"{rules.satisfaction}, {rules.completion}")
def test_equal_shares(kind: VoteType, rules: Rules) -> None:
    for election in elections(NUMBER, kind, seed=2):
        assert list(count(election, rules).winners) == oracle.winners(election, rules), election
