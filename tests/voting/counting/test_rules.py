"""The rules' canonical form, and the ballots that they allow."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from proposals.voting.counting.ballots import Breach, approval, breach, cumulative, preference
from proposals.voting.counting.elections import Ballot, Uncountable, VoteType
from proposals.voting.counting.rules import Method, Rules

RULES = Rules(method=Method.EQUAL_SHARES, max_choices=5, seed="Häme 7")
COSTS = {"a": 60, "b": 50, "c": 40}


def test_the_canonical_form_and_its_digest() -> None:
    """These bytes are published; they may never change for the same rules."""
    assert RULES.canonical().decode() == (
        '{"completion":"none","max_choices":5,"max_cost":0,"max_points":0,"method":"equal-shares","min_choices":1,'
        '"satisfaction":"cost","seed":"Häme 7","tie_break":"cheaper-first","vote_type":"approval"}'
    )
    assert RULES.digest() == sha256(RULES.canonical()).hexdigest()
    assert Rules.parse(RULES.canonical()) == RULES
    assert replace(RULES, max_choices=4).digest() != RULES.digest()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"method":"guess"}',
        '{"method":[]}',
        '{"max_choices":-1}',
        '{"max_choices":1.5}',
        '{"max_choices":true}',
        '{"seed":"two\\nlines"}',
        '{"seed":"\\ud800"}',
        '{"seed":7}',
        '{"colour":"red"}',
    ],
)
def test_other_rules_are_refused(text: str) -> None:
    with pytest.raises(Uncountable):
        Rules.parse(text)


@pytest.mark.parametrize(
    ("ballot", "rules", "expected"),
    [
        (approval("ab"), Rules(max_choices=2), None),
        (approval("abc"), Rules(max_choices=2), Breach.TOO_MANY),
        ((), Rules(), Breach.TOO_FEW),
        ((), Rules(min_choices=0), None),
        (approval("az"), Rules(), Breach.UNKNOWN),
        ((("a", -3),), Rules(vote_type=VoteType.CUMULATIVE), Breach.POINTS),
        (approval("bc"), Rules(vote_type=VoteType.KNAPSACK), None),
        (approval("ab"), Rules(vote_type=VoteType.KNAPSACK), Breach.TOO_DEAR),
        (approval("bc"), Rules(vote_type=VoteType.KNAPSACK, max_cost=80), Breach.TOO_DEAR),
        (cumulative({"a": 3, "b": 2}), Rules(vote_type=VoteType.CUMULATIVE, max_points=5), None),
        (cumulative({"a": 3, "b": 3}), Rules(vote_type=VoteType.CUMULATIVE, max_points=5), Breach.TOO_MANY_POINTS),
    ],
)
def test_what_the_rules_do_not_allow(ballot: Ballot, rules: Rules, expected: Breach | None) -> None:
    assert breach(ballot, rules, COSTS, budget=100) is expected


def test_an_order_of_preference_can_be_read_back() -> None:
    assert preference((("a", 1), ("b", 3), ("c", 2))) == ("b", "c", "a")
