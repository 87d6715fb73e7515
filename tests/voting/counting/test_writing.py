"""What is published of a vote: always the same bytes, and nothing of who voted or when."""

from __future__ import annotations

from io import BytesIO

import pytest

from proposals.voting.counting.ballots import approval, cumulative
from proposals.voting.counting.elections import Election, Item, VoteType
from proposals.voting.counting.pabulib.publishing import publish
from proposals.voting.counting.pabulib.reading import read
from proposals.voting.counting.pabulib.writing import lines, packed, plain
from proposals.voting.counting.rules import Method, Rules, count
from tests.voting.counting.elections import elections

ITEMS = (Item("b", 50), Item("a", 60))
RULES = Rules(max_choices=2, seed="7")
ABOUT = {"description": "Pot; “north”", "date_begin": "05.10.2026"}


def test_the_same_election_gives_the_same_bytes_in_whatever_order_it_was_read() -> None:
    ballots = [approval("ab"), approval("b"), approval("a"), approval("b")]
    one, other = Election.of(100, ITEMS, ballots), Election.of(100, ITEMS[::-1], ballots[::-1])
    documents = [publish(election, RULES, count(election, RULES), about=ABOUT) for election in (one, other)]
    assert plain(documents[0]) == plain(documents[1]) == "".join(lines(documents[0])).encode()
    assert packed(documents[0]) == packed(documents[1])
    assert plain(read(BytesIO(packed(documents[0])))) == plain(documents[0])


def test_votes_are_numbered_in_the_order_of_their_contents() -> None:
    voters = [(approval("b"), ("13", "web")), (approval("a"), ("70", "paper")), (approval("b"), ("12", "web"))]
    election = Election.of(100, ITEMS, [ballot for ballot, _extra in voters])
    document = publish(election, RULES, about=ABOUT, voters=voters, voter_columns=("age", "voting_method"))
    text = plain(document).decode()
    assert text.endswith("voter_id;vote;age;voting_method\n1;a;70;paper\n2;b;12;web\n3;b;13;web\n")
    assert "selected" not in text


def test_names_with_everything_in_them() -> None:
    name = 'Puisto; "lampi"\r\nja\x00 silta\u2028🌲'
    election = Election.of(100, ITEMS, [approval("a")])
    document = read(BytesIO(plain(publish(election, RULES, about=ABOUT, details={"a": {"name": name}}))))
    assert document.projects[0].extra["name"] == 'Puisto; "lampi" ja silta 🌲'
    assert document.projects[1].extra["name"] == ""
    assert document.meta.values["description"] == "Pot; “north”"


@pytest.mark.parametrize("kind", VoteType)
def test_the_rules_and_ballots_come_back(kind: VoteType) -> None:
    for election in elections(20, kind, seed=4):
        rules = Rules(vote_type=kind, method=Method.EQUAL_SHARES, max_choices=len(election.items), max_cost=10**6, seed="å")
        document = read(BytesIO(plain(publish(election, rules, count(election, rules), about={}))))
        assert document.meta.rules() == rules
        assert document.election().ballots == election.ballots
        assert document.election().costs == election.costs
        assert document.differences() == ()
        assert document.selected() == set(count(election, rules).winners)


def test_points_are_written_beside_their_items() -> None:
    election = Election.of(100, ITEMS, [cumulative({"b": 1, "a": 4})])
    text = plain(publish(election, Rules(vote_type=VoteType.CUMULATIVE, max_points=5), about={})).decode()
    assert text.endswith("voter_id;vote;points\n1;a,b;4,1\n")
    assert "max_sum_points;5\n" in text
