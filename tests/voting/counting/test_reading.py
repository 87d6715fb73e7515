"""Pabulib files that cannot be counted are refused with the line and the reason."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest

from proposals.voting.counting.elections import VoteType
from proposals.voting.counting.pabulib import cells
from proposals.voting.counting.pabulib.invalid import Invalid
from proposals.voting.counting.pabulib.reading import Reading, read, read_election
from proposals.voting.counting.rules import Completion, Method

FILE = """META
key;value
description;A pot
num_projects;2
num_votes;3
budget;100
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;name;selected
a;60;"Park; with ""pond"" and quay";1
b;50;Quay;0
VOTES
voter_id;age;vote;sex
1;34;a,b;F
2;;a;
3;71;b;M
"""
POINTS = FILE.replace("approval", "cumulative").replace("max_length;2", "max_sum_points;5").replace("id;age", "id;points")
POINTS = POINTS.replace("1;34;a,b", '1;"3,2";a,b').replace("2;;a", "2;5;a").replace("3;71;b", "3;1;b")
OTHERWISE = [gzip.compress(FILE.encode()), b"\xef\xbb\xbf" + FILE.encode(), FILE.replace("\n", "\r\n").encode()]


def test_everything_is_kept() -> None:
    document = read(BytesIO(FILE.encode()))
    assert document.vote_columns == ("age", "sex")
    assert [vote.extra for vote in document.votes] == [("34", "F"), ("", ""), ("71", "M")]
    assert document.projects[0].extra == {"name": 'Park; with "pond" and quay', "selected": "1"}
    assert document.selected() == {"a"}
    assert document.election().ballots[("a", 1), ("b", 1)] == 1


@pytest.mark.parametrize("data", OTHERWISE)
def test_packed_or_marked_or_with_other_line_ends(data: bytes) -> None:
    assert read(BytesIO(data)).election() == read(BytesIO(FILE.encode())).election()


def test_points() -> None:
    meta, election = read_election(BytesIO(POINTS.encode()))
    assert meta.vote_type is VoteType.CUMULATIVE
    assert election.ballots == {(("a", 3), ("b", 2)): 1, (("a", 5),): 1, (("b", 1),): 1}


def test_other_words_for_rules_and_votes() -> None:
    text = FILE.replace("rule;greedy", "rule;equalshares/add1\nmax_sum_cost;110")
    meta, _election = read_election(BytesIO(text.encode()))
    rules = meta.rules()
    assert (rules.vote_type, rules.max_cost) == (VoteType.KNAPSACK, 110)
    assert (rules.method, rules.completion) == (Method.EQUAL_SHARES, Completion.ADD_ONE)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("META\n", "", 1, "begin with the section META"),
        ("PROJECTS\n", "VOTES\n", 10, "stands where the section PROJECTS"),
        ("key;value\n", "", 2, "key;value"),
        ("budget;100\n", "", 8, "has to name the budget"),
        ("budget;100", "budget;", 6, "has to name the budget"),
        ("budget;100", "budget;-5", 6, "whole number of at least 1"),
        ("budget;100", "budget;99.50", 6, "whole number"),
        ("budget;100", "budget;1" + "0" * 5000, 6, "whole number"),
        ("budget;100", "budget;١٠٠", 6, "whole number"),
        ("budget;100", "budget;100\nbudget;200", 7, "a second time"),
        ("approval", "applause", 7, "has to be one of"),
        ("num_votes;3", "num_votes;4", 5, "num_votes is 4, but the file has 3"),
        ("num_projects;2", "num_projects;3", 4, "num_projects is 3"),
        ("project_id;cost", "project_id;price", 11, "column cost is missing"),
        ("name;selected", "name;name", 11, "same name"),
        ("a;60", "a;-60", 12, "whole number of at least 1"),
        ("a;60", "a;0", 12, "whole number of at least 1"),
        ("a;60", ";60", 12, "project's id"),
        ("b;50;Quay;0", "b;50;Quay", 13, "3 cells under 4 columns"),
        ("b;50;Quay", "a;50;Quay", 13, "in the list already"),
        ("voter_id;age;vote", "voter_id;age;choice", 15, "column vote is missing"),
        ("1;34;a,b;F", "1;34;a,z;F", 16, "'z', which is not among"),
        ("1;34;a,b;F", "1;34;a,a;F", 16, "twice"),
        ("1;34;a,b;F", "1;34;;F", 16, "fewer than 1"),
        ("max_length;2", "max_length;1", 16, "more than 1"),
        ("3;71;b", "1;71;b", 18, "voted already"),
        ("3;71;b;M", '3;71;"b;M', 18, "cannot be read"),
        ("3;71;b;M", "3;71;b;M\x00", 18, "NUL"),
        ("rule;greedy", "max_sum_cost;100", 16, "cost 110"),
        ("rule;greedy", "currency;euros", 8, "ISO 4217"),
    ],
)
def test_refused(old: str, new: str, line: int, words: str) -> None:
    assert old in FILE
    _refused(FILE.replace(old, new, 1).encode(), line, words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("3,2", "3", "2 projects and 1"), ("3,2", "3,-2", "whole number"), ("3,2", "3,0", "at least 1"), ("3,2", "3,3", "6 points")],
)
def test_points_refused(old: str, new: str, words: str) -> None:
    _refused(POINTS.replace(old, new, 1).encode(), 16, words)


def test_rules_that_contradict_the_file() -> None:
    text = FILE.replace("rule;greedy", 'rules;"{""vote_type"":""ordinal""}"')
    with pytest.raises(Invalid, match="Line 8: The rules are for vote type ordinal"):
        read(BytesIO(text.encode())).meta.rules()
    with pytest.raises(Invalid, match="Line 8: META: The rules are not JSON"):
        read(BytesIO(FILE.replace("rule;greedy", "rules;{").encode())).meta.rules()


def test_a_section_is_missing() -> None:
    _refused(FILE[: FILE.index("VOTES")].encode(), 13, "without a section VOTES")
    _refused(b"", 0, "META")
    _refused(FILE[: FILE.index("voter_id")].encode(), 0, "no heading")


def test_another_encoding() -> None:
    _refused(FILE.replace("Quay", "Kyläniitty").encode("latin-1"), 13, "UTF-8")


def test_a_damaged_packed_file() -> None:
    packed = gzip.compress(FILE.encode() * 50)
    _refused(packed[:100], 6, "damaged")


def test_a_line_without_an_end_is_not_read_whole() -> None:
    """The reader asks for so many bytes and gives up; it would have a gigabyte if it wanted."""

    class Endless(BytesIO):
        asked = 0

        def read(self, size: int | None = -1) -> bytes:
            return b"ME"

        def readline(self, size: int | None = -1) -> bytes:
            assert size
            assert 0 < size <= cells.LONGEST_LINE + 1
            Endless.asked += size
            return b"x" * size

    _refused_file(Endless(), 1, "longer than")
    assert Endless.asked <= cells.LONGEST_LINE + 1


def test_a_small_file_that_unpacks_to_a_huge_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "LARGEST_FILE", 10_000)
    _refused(gzip.compress(FILE.encode() + b"\n" * 20_000), 9_761, "larger than")


def test_votes_are_read_one_by_one() -> None:
    """The first votes are there although the last one is bad."""
    reading = Reading(BytesIO(FILE.replace("3;71;b", "3;71;z").encode()))
    votes = reading.votes()
    assert [next(votes).voter, next(votes).voter] == ["1", "2"]
    with pytest.raises(Invalid):
        next(votes)


def _refused(data: bytes, line: int, words: str) -> None:
    _refused_file(BytesIO(data), line, words)


def _refused_file(file: BytesIO, line: int, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        read_election(file)
    assert refused.value.line == line
