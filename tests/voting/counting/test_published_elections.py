"""The elections that cities published, counted again."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from proposals.voting.counting.pabulib.document import Document
from proposals.voting.counting.pabulib.invalid import Invalid
from proposals.voting.counting.pabulib.reading import read, read_path
from proposals.voting.counting.pabulib.writing import plain
from proposals.voting.counting.rules import Method, Rules, Satisfaction, count
from tests.voting.counting.script import winners

Elections = dict[str, tuple[Document, dict[str, Any]]]


@pytest.fixture(scope="session")
def _read() -> Elections:
    return {}


@pytest.fixture
def elections(data_dir: Path, _read: Elections) -> Elections:
    """Every valid file with what is known of it, read once."""
    if not _read:
        folder = data_dir / "ballots"
        known = json.loads((folder / "reference_results.json").read_text())
        _read.update({name: (read_path(folder / name), known[name]) for name in known if "invalid" not in name})
    return _read


def test_votes_and_scores_are_the_published_ones(elections: Elections) -> None:
    assert len(elections) == 11
    for name, (document, known) in elections.items():
        assert document.differences() == (), name
        assert (len(document.votes), len(document.projects)) == (known["votes"], known["projects"])
        assert {"votes", "score"} & set(document.project_columns)


def test_greedy_finds_the_winners_of_the_cities(elections: Elections) -> None:
    agreeing = [name for name, (_document, known) in elections.items() if known.get("greedy_equals_published")]
    assert len(agreeing) == 5
    for name in agreeing:
        document, known = elections[name]
        found = set(count(document.election(), document.meta.rules()).winners)
        assert found == set(known["published_selected"]) == document.selected(), name


def test_greedy_differs_where_the_cities_have_rules_of_their_own(elections: Elections) -> None:
    """By the projects that are known to differ and no others."""
    for name, (document, known) in elections.items():
        if known.get("greedy_equals_published") is False:
            found = set(count(document.election(), document.meta.rules()).winners)
            assert sorted(found ^ set(known["published_selected"])) == known["greedy_diff"], name


@pytest.mark.parametrize("satisfaction", Satisfaction)
def test_equal_shares_are_the_reference(elections: Elections, satisfaction: Satisfaction) -> None:
    known_for = f"mes_{satisfaction}_sat_no_completion"
    checked = 0
    for name, (document, known) in elections.items():
        if known_for in known:
            rules = replace(document.meta.rules(), method=Method.EQUAL_SHARES, satisfaction=satisfaction)
            assert sorted(count(document.election(), rules).winners) == sorted(known[known_for]), name
            checked += 1
    assert checked == 5


def test_the_standalone_script_agrees(elections: Elections, data_dir: Path) -> None:
    for name, (document, _known) in elections.items():
        rules = {"method": "equal-shares"}
        theirs = winners(data_dir / "ballots" / name, rules)
        assert theirs == list(count(document.election(), replace(document.meta.rules(), method=Method.EQUAL_SHARES)).winners)


def test_everything_comes_back_from_a_file_that_was_written(elections: Elections, tmp_path: Path) -> None:
    for name, (document, _known) in elections.items():
        if len(document.votes) > 20_000:
            continue  # says no more than the others and takes ten times as long
        path = tmp_path / "again.pb"
        path.write_bytes(plain(document))
        again = read_path(path)
        assert (again.projects, again.votes, again.vote_columns) == (document.projects, document.votes, document.vote_columns), (
            name
        )
        assert again.meta.values == document.meta.values


def test_the_invalid_example_is_refused(data_dir: Path) -> None:
    """For its currency; without that, for a voter's id; without the comma in that, it could be counted."""
    data = (data_dir / "ballots" / "pabulib_checker_example_invalid.pb").read_bytes()
    for change, line, words in (
        ((b"", b""), 20, "currency"),
        ((b"non_existing", b"PLN"), 29, "voter's id"),
    ):
        data = data.replace(*change) if change[0] else data
        with pytest.raises(Invalid, match=words) as refused:
            _read_bytes(data)
        assert refused.value.line == line
    assert count(_read_bytes(data.replace(b"290,67", b"290")).election(), Rules()).winners


def _read_bytes(data: bytes) -> Document:
    return read(BytesIO(data))
