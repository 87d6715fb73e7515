"""Equal Shares by its definition: who pays what, and what is left."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proposals.voting.counting import completion as completing
from proposals.voting.counting.ballots import approval, cumulative
from proposals.voting.counting.completion import Completion, equal_shares
from proposals.voting.counting.elections import Ballot, Election, Item, VoteType
from proposals.voting.counting.equal_shares import Satisfaction
from proposals.voting.counting.outcome import Fate, Outcome
from proposals.voting.counting.rules import Method, Rules, count
from proposals.voting.counting.ties import TieBreak, ranks
from tests.voting.counting.elections import elections

PARK, QUAY, SAUNA, BENCH = (Item("park", 60), Item("quay", 60), Item("sauna", 40), Item("bench", 5))
NORTH, SOUTH = approval(["park", "quay"]), approval(["sauna", "bench"])


def shares(election: Election, **rules: str) -> Outcome:
    """Counted by equal shares."""
    return count(election, Rules(method=Method.EQUAL_SHARES, **rules))


def test_a_minority_gets_what_its_share_pays_for() -> None:
    """Six in the north and four in the south share 100: the south's own 40 are spent on what the south wants."""
    election = Election(100, (PARK, QUAY, SAUNA, BENCH), {NORTH: 6, SOUTH: 4})
    assert set(count(election, Rules()).winners) < {"park", "quay", "bench"}
    outcome = shares(election)
    assert outcome.share == 10
    assert outcome.winners[0] in {"park", "quay"}
    assert outcome.winners[1:] == ("bench",)
    assert outcome.records["sauna"].fate is Fate.SHARES_SHORT
    assert outcome.records["sauna"].had == 35
    wealthier = shares(Election(115, election.items, election.ballots))
    assert wealthier.winners[1:] == ("bench", "sauna")


def test_who_has_too_little_pays_all_and_the_others_pay_the_rest() -> None:
    """Three share 30. Ann and Bo buy the bench for 4 each; then the sauna costs Bo his last 6 and the two others 9 each."""
    ann, bo, cid = approval(["bench", "sauna"]), approval(["bench", "sauna", "tree"]), approval(["sauna"])
    items = (Item("bench", 8), Item("tree", 6), Item("sauna", 16))
    outcome = shares(Election(30, items, {ann: 1, bo: 1, cid: 1}), satisfaction="cardinality")
    assert outcome.winners == ("bench", "sauna")
    assert outcome.paid_by(ann) == outcome.paid_by(bo) == {"bench": 4, "sauna": Fraction(16, 3)}
    assert outcome.records["tree"].had == 6 - Fraction(16, 3)


def test_the_record_names_the_most_that_anybody_paid_and_how_many_did() -> None:
    """Two have spent 5 of their 20 on the bench; the sauna takes what is left to them, and 20 each from the two others."""
    both, sauna = approval(["bench", "sauna"]), approval(["sauna"])
    election = Election(80, (Item("bench", 10), Item("sauna", 70)), {both: 2, sauna: 2})
    outcome = shares(election, satisfaction="cardinality")
    record = outcome.records["sauna"]
    assert outcome.winners == ("bench", "sauna")
    assert (record.payers, record.price) == (4, Fraction(20))
    assert outcome.paid_by(both)["sauna"] == 15


@pytest.mark.parametrize("kind", VoteType)
@pytest.mark.parametrize("completion", [Completion.NONE, Completion.ADD_ONE])
@pytest.mark.parametrize("satisfaction", Satisfaction)
def test_every_cent_is_accounted_for(kind: VoteType, completion: Completion, satisfaction: Satisfaction) -> None:
    """What supporters pay is exactly what items cost, nobody pays more than the share, none for what they did not choose."""
    for election in elections(30, kind, seed=5):
        outcome = shares(election, satisfaction=satisfaction, completion=completion)
        for key in outcome.winners:
            paid = sum(outcome.paid_by(ballot).get(key, 0) * number for ballot, number in election.ballots.items())
            assert paid == election.costs[key]
            most = max(outcome.paid_by(ballot).get(key, 0) for ballot in election.ballots)
            assert outcome.records[key].price == most
        for ballot in election.ballots:
            assert sum(outcome.paid_by(ballot).values()) <= (outcome.share or 0)
            assert set(outcome.paid_by(ballot)) <= {key for key, _points in ballot}
        assert outcome.spent <= election.budget
        _nobody_else_could_buy(election, outcome)


def _nobody_else_could_buy(election: Election, outcome: Outcome) -> None:
    left = {ballot: (outcome.share or 0) - sum(outcome.paid_by(ballot).values()) for ballot in election.ballots}
    for key, record in outcome.records.items():
        if record.fate is Fate.SHARES_SHORT:
            had = sum(left[ballot] * number for ballot, number in election.ballots.items() if key in dict(ballot))
            assert record.had == had < record.cost


def test_raising_by_one_is_never_skipped_where_it_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shortcut over raises that change nothing finds what counting every single raise finds."""
    for kind in VoteType:
        for election in elections(60, kind, seed=6):
            for satisfaction in Satisfaction:
                order = ranks(election.items, TieBreak.CHEAPER, "")
                quick = equal_shares(election, order, satisfaction, Completion.ADD_ONE)
                with monkeypatch.context() as patched:
                    patched.setattr(completing, "_steps_without_effect", lambda _run: 1)
                    assert equal_shares(election, order, satisfaction, Completion.ADD_ONE) == quick


def test_raising_is_not_skipped_where_somebody_paid_all_they_had(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red without the first of the shortcut's two conditions: seen, as the test above is without the second."""
    costs = {"i0": 890, "i1": 489, "i2": 427, "i3": 406, "i4": 134, "i5": 808}
    items = tuple(Item(key, cost) for key, cost in costs.items())
    three = [["i0", "i3", "i4"], ["i1", "i2", "i4"], ["i0", "i1", "i2", "i4", "i5"]]
    election = Election.of(2575, items, [approval(keys) for keys in three])
    quick = shares(election, completion="add-one")
    monkeypatch.setattr(completing, "_steps_without_effect", lambda _run: 1)
    assert shares(election, completion="add-one") == quick


def test_a_tie_with_a_price_that_has_risen_goes_by_the_rule_as_well() -> None:
    """Two items meet at the same rho after one of them was computed anew. Red when that one loses its place in the order."""
    costs = {"i0": 9, "i1": 16, "i2": 22, "i3": 22, "i4": 1, "i5": 21, "i6": 22, "i7": 26}
    items = tuple(Item(key, cost) for key, cost in costs.items())
    three = [
        {"i0": 6, "i1": 5, "i3": 7, "i4": 8, "i7": 4},
        {"i2": 7, "i3": 6, "i5": 8},
        {"i0": 4, "i1": 8, "i2": 5, "i5": 6, "i7": 7},
    ]
    election = Election.of(24, items, [cumulative(points) for points in three])
    assert shares(election, vote_type="cumulative").winners == ("i0", "i4")


def test_an_expensive_item_with_one_supporter_takes_no_time() -> None:
    """Without the shortcut this counts three hundred thousand times."""
    many, one = approval(["park"]), approval(["villa"])
    election = Election(1_000_000, (Item("park", 5_000), Item("villa", 300_000)), {many: 500, one: 1})
    outcome = shares(election, completion="add-one")
    assert set(outcome.winners) == {"park", "villa"}
    assert outcome.raised == 300_000 - 1_000_000 // 501


def test_what_is_left_is_spent_by_score() -> None:
    election = Election(100, (PARK, QUAY, SAUNA, BENCH), {NORTH: 6, SOUTH: 4})
    outcome = shares(election, completion="utilitarian")
    assert outcome.winners[:2] == shares(election).winners
    assert outcome.records["sauna"].fate is Fate.DID_NOT_FIT
    assert outcome.records["sauna"].left == 35
    larger = shares(Election(105, election.items, election.ballots), completion="utilitarian")
    assert larger.records["sauna"].fate is Fate.BY_SCORE
    assert larger.records["sauna"].place == 3


@pytest.mark.parametrize("ballots", [{}, {(): 4}])
def test_nobody_chose_anything(ballots: dict[Ballot, int]) -> None:
    for completion in Completion:
        outcome = shares(Election(100, (PARK, BENCH), ballots), completion=completion)
        assert outcome.winners == ()
        assert {record.fate for record in outcome.records.values()} == {Fate.NO_SUPPORT}


def test_empty_ballots_keep_their_share() -> None:
    """A voter who names nothing counts among those who share the budget, so the others have less to spend."""
    alone, among = Election(60, (PARK,), {approval(["park"]): 2}), Election(60, (PARK,), {approval(["park"]): 2, (): 1})
    assert shares(alone).winners == ("park",)
    assert shares(among).winners == ()
