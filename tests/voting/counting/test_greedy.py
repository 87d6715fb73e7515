"""Greedy counting and the order of ties."""

from __future__ import annotations

from hashlib import sha256

import pytest

from proposals.voting.counting.ballots import approval, cumulative, ordinal
from proposals.voting.counting.elections import Election, Item, Uncountable
from proposals.voting.counting.outcome import Fate
from proposals.voting.counting.rules import Rules, TieBreak, count
from proposals.voting.counting.scoring import tally
from proposals.voting.counting.ties import lot, ranks

ITEMS = (Item("a", 60), Item("b", 50), Item("c", 40), Item("d", 10))


def test_by_score_then_what_fits() -> None:
    ballots = [approval("ab"), approval("ab"), approval("ac"), approval("d")]
    outcome = count(Election.of(100, ITEMS, ballots), Rules())
    assert outcome.winners == ("a", "d")
    assert outcome.spent == 70
    passed = outcome.records["b"]
    assert (passed.fate, passed.left, passed.missing) == (Fate.DID_NOT_FIT, 40, 10)


def test_a_tie_at_the_end_of_the_money_goes_by_the_published_rule() -> None:
    """Two items with the same votes and room for one: the rule decides, the seed where costs are equal."""
    items = (Item("x", 70), Item("y", 80), Item("z", 70))
    election = Election.of(90, items, [approval("xyz")])
    assert count(election, Rules(tie_break=TieBreak.DEARER)).winners == ("y",)
    drawn = {count(election, Rules(tie_break=TieBreak.CHEAPER, seed=str(seed))).winners for seed in range(20)}
    assert drawn == {("x",), ("z",)}
    again = {count(election, Rules(tie_break=TieBreak.LOT, seed="5")).winners for _turn in range(3)}
    assert len(again) == 1


def test_the_order_of_items_and_ballots_changes_nothing() -> None:
    ballots = [approval("abc"), approval("bcd"), approval("acd")]
    one = count(Election.of(100, ITEMS, ballots), Rules(seed="s"))
    other = count(Election.of(100, ITEMS[::-1], ballots[::-1]), Rules(seed="s"))
    assert one.winners == other.winners


def test_a_lot_can_be_drawn_with_any_tool() -> None:
    assert lot("Kuuluu 2026", "12") == sha256(b"Kuuluu 2026\n12").hexdigest()
    order = ranks(ITEMS, TieBreak.LOT, "Kuuluu 2026")
    assert sorted(order, key=order.__getitem__) == sorted("abcd", key=lambda key: lot("Kuuluu 2026", key))


def test_nobody_voted_for_it() -> None:
    outcome = count(Election.of(1000, ITEMS, [approval("a")]), Rules())
    assert outcome.winners == ("a",)
    assert outcome.records["b"].fate is Fate.NO_SUPPORT


def test_points_and_places_are_added_up() -> None:
    shared = tally(Election.of(100, ITEMS, [cumulative({"a": 3, "b": 2, "c": 0}), cumulative({"a": 1})]))
    assert (dict(shared.scores), dict(shared.supporters)) == ({"a": 4, "b": 2, "c": 0, "d": 0}, {"a": 2, "b": 1, "c": 0, "d": 0})
    ranked = tally(Election.of(100, ITEMS, [ordinal("ba", longest=3), ordinal("b", longest=3)]))
    assert (ranked.scores["b"], ranked.scores["a"]) == (6, 2)


@pytest.mark.parametrize(
    ("budget", "items", "ballots", "words"),
    [
        (-1, ITEMS, {}, "negative"),
        (1, (Item("a", 1), Item("a", 2)), {}, "same key"),
        (1, (Item("a", 0),), {}, "less than one"),
        (1, ITEMS, {(("z", 1),): 1}, "not in the election"),
        (1, ITEMS, {(("a", 0),): 1}, "points"),
        (1, ITEMS, {(("a", 1), ("a", 1)): 1}, "twice or out of order"),
        (1, ITEMS, {(("b", 1), ("a", 1)): 1}, "twice or out of order"),
        (1, ITEMS, {(("a", 1),): 0}, "cast 0 times"),
    ],
)
def test_what_contradicts_itself_is_not_counted(budget: int, items: tuple, ballots: dict, words: str) -> None:
    with pytest.raises(Uncountable, match=words):
        Election(budget, items, ballots)
