"""Every outcome can be told in words, in the reader's language."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import translation

from proposals.voting.counting import explaining
from proposals.voting.counting.ballots import approval
from proposals.voting.counting.comparing import alternatives, compare, content
from proposals.voting.counting.elections import Election, Item, VoteType
from proposals.voting.counting.outcome import Fate, Record
from proposals.voting.counting.rules import Completion, Method, Rules, Satisfaction, count
from proposals.voting.counting.spread import bought_by, over_districts
from tests.voting.counting.elections import elections

PARK, QUAY, BENCH = approval(["park"]), approval(["quay", "bench"]), approval(["bench"])
ITEMS = (Item("park", 60), Item("quay", 50), Item("bench", 8), Item("tree", 5))
ELECTION = Election(100, ITEMS, {PARK: 6, QUAY: 3, BENCH: 1})
SHARES = Rules(method=Method.EQUAL_SHARES)


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (
            Record("a", 9, 1, 4000, Fate.BY_SHARES, place=1, price=Fraction(3194, 1000), payers=3412),
            "Paid by 3,412 supporters, each at most 3.20 euros.",
        ),
        (Record("a", 9, 1, 4, Fate.BY_SHARES, place=1, price=Fraction(9), payers=1), "Paid by 1 supporter, with 9.00 euros."),
        (
            Record("a", 50_000, 7, 7, Fate.DID_NOT_FIT, left=10_000),
            "Not chosen: it cost 40,000 euros more than what was left when its turn came.",
        ),
        (
            Record("a", 50_000, 7, 7, Fate.SHARES_SHORT, had=Fraction(123_009, 10)),
            "Not chosen: its supporters had 12,300 euros left together, and it costs 50,000 euros.",
        ),
        (Record("a", 9, 0, 0, Fate.NO_SUPPORT), "Not chosen: nobody voted for it."),
        (
            Record("a", 9, 2, 2, Fate.BY_SCORE, place=1, left=1),
            "Chosen by its score: 2 supporters; when its turn came, the money left was 1 euro.",
        ),
    ],
)
def test_reasons(record: Record, sentence: str) -> None:
    with translation.override("en"):
        assert explaining.reason(record) == sentence


@pytest.mark.parametrize(("language", "amount"), [("fi", "3,20"), ("sv", "3,20"), ("en", "3.20")])
def test_amounts_are_in_the_reader_s_language(language: str, amount: str) -> None:
    record = Record("a", 9, 1, 4000, Fate.BY_SHARES, place=1, price=Fraction(3194, 1000), payers=3412)
    with translation.override(language):
        assert amount in explaining.reason(record)
        assert "3412" not in explaining.reason(record)


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ar"])
def test_every_item_by_every_rule_has_a_sentence(language: str) -> None:
    with translation.override(language):
        for election in elections(10, VoteType.APPROVAL, seed=8):
            for compared in compare(election, alternatives(Rules())):
                assert all(explaining.reason(record) for record in compared.outcome.records.values())
                assert explaining.comparison(compared)


def test_what_support_bought() -> None:
    outcome = count(ELECTION, SHARES)
    assert outcome.winners == ("park", "bench")
    with translation.override("en"):
        assert explaining.share(outcome) == "Each voter had 10.00 euros to spend."
        assert [(one.key, explaining.support(one)) for one in bought_by(outcome, QUAY)] == [
            ("bench", "Chosen. 2.00 euros of your share paid for it."),
            ("quay", "Not chosen."),
        ]
        greedy = count(ELECTION, Rules())
        assert explaining.share(greedy) == ""
        assert [explaining.support(one) for one in bought_by(greedy, PARK)] == ["Chosen. It costs 60 euros."]


def test_money_over_districts() -> None:
    spread = over_districts(count(ELECTION, SHARES), {"park": "North", "quay": "South", "bench": "South"})
    assert list(spread) == ["", "North", "South"]
    assert (spread["South"].items, spread["South"].chosen, spread["South"].spent) == (2, 1, 8)
    assert sum(one.share for one in spread.values()) == 1
    with translation.override("en"):
        assert explaining.district(spread["South"]) == "1 of 2 items chosen, 8 euros: 12 % of the money that was spent."


def test_content() -> None:
    assert content(ELECTION, ["bench"]).share_served == Fraction(4, 10)
    assert content(ELECTION, ["bench", "quay"]).mean == Fraction(3 * 58 + 8, 10)
    assert content(Election(1, ITEMS, {}), ["bench"]).mean == 0


def test_what_other_rules_would_have_chosen() -> None:
    everything = compare(ELECTION, alternatives(SHARES))
    assert everything[0].rules == SHARES
    assert everything[0].same
    assert len({compared.rules for compared in everything}) == len(everything) == 7
    assert len(alternatives(Rules(satisfaction=Satisfaction.CARDINALITY, completion=Completion.ADD_ONE))) == 7
    greedy = next(compared for compared in everything if compared.rules.method is Method.GREEDY)
    assert (greedy.common, greedy.gained, greedy.lost) == (("park", "bench"), (), ())
    tight = Election(60, ITEMS, ELECTION.ballots)
    by_votes, by_shares = compare(tight, [Rules(), SHARES])
    assert (by_shares.gained, by_shares.lost) == (("bench",), ("park",))
    with translation.override("en"):
        assert explaining.comparison(by_votes) == (
            "The same items would have been chosen. 60 % of the voters get one of their choices or more. "
            "On average 36 euros go to a voter's own choices."
        )
        assert explaining.comparison(by_shares).startswith(
            "0 items that were chosen would have been chosen as well. 1 other item would have been chosen. 40 % of the voters"
        )
