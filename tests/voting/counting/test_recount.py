"""The standalone script and the package find the same winners, although they share no line."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from proposals.voting.counting.elections import Election, Item, VoteType
from proposals.voting.counting.pabulib.publishing import publish
from proposals.voting.counting.pabulib.writing import packed, plain
from proposals.voting.counting.receipts import NO_HEAD, chain_line, next_head, tracker_hash
from proposals.voting.counting.rules import Completion, Method, Rules, Satisfaction, TieBreak, count
from tests.voting.counting.elections import elections
from tests.voting.counting.script import PATH, main, winners

EQUAL_SHARES = [
    Rules(method=Method.EQUAL_SHARES, satisfaction=satisfaction, completion=completion, tie_break=TieBreak.LOT, seed="Pohja 3")
    for satisfaction, completion in product(Satisfaction, Completion)
]
ALL = [*(Rules(tie_break=tie_break, seed="ö") for tie_break in TieBreak), *EQUAL_SHARES]
POT = Election(100, (Item("a", 60), Item("b", 50), Item("c", 40)), {(("a", 1), ("c", 1)): 3, (("b", 1),): 2})


def published(path: Path, election: Election = POT, rules: Rules | None = None) -> Path:
    """The file of an election that was counted by the rules."""
    rules = rules or Rules(max_choices=len(election.items))
    path.write_bytes(plain(publish(election, rules, count(election, rules), about={"description": "A pot"})))
    return path


@pytest.mark.parametrize("kind", VoteType)
def test_random_elections_by_every_rule(tmp_path: Path, kind: VoteType) -> None:
    for rules in ALL:
        for election in elections(20, kind, seed=3):
            own = replace(rules, vote_type=kind, max_choices=len(election.items))
            path = published(tmp_path / "pot.pb", election, own)
            assert winners(path) == list(count(election, own).winners), (own, election)


def test_it_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = Rules(max_choices=2)
    assert main([str(published(tmp_path / "pot.pb", rules=rules)), "--show"]) == 0
    said = capsys.readouterr().out
    assert "5 votes on 3 items, approval, greedy, cheaper-first" in said
    assert rules.digest() in said
    assert "c: chosen, 3 votes, score 3, costs 40" in said
    assert "b: not chosen, 2 votes, score 2, costs 50" in said
    assert "AGREE" in said


def test_it_needs_nothing_but_python(tmp_path: Path) -> None:
    path = tmp_path / "pot.pb.gz"
    path.write_bytes(packed(publish(POT, Rules(), count(POT, Rules()), about={})))
    alone = [sys.executable, "-I", "-S", str(PATH), str(path)]
    done = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    imported = {node.module for node in ast.walk(ast.parse(PATH.read_text())) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if name and name.partition(".")[0] not in sys.stdlib_module_names}


def test_a_forged_winner_and_a_forged_number_are_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = published(tmp_path / "pot.pb")
    path.write_text(path.read_text().replace("b;50;2;2;0", "b;50;2;2;1").replace("c;40;3;3;1", "c;40;4;3;0"))
    assert main([str(path)]) == 1
    said = capsys.readouterr().out
    assert "DIFFER: published only ['b'], here only ['c']" in said
    assert "VOTES DIFFER from the published ones for: c" in said


def test_other_rules_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps({"method": "equal-shares", "completion": "add-one"}))
    main([str(published(tmp_path / "pot.pb")), "--rules", str(rules)])
    assert "equal-shares, cheaper-first, cost, add-one" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("3;a,c", "3;a,x", "not among the projects"),
        ("budget;100", "budget;much", "cannot be counted"),
        ("5;b", "4;b", "has voted already"),
        ('""method"":""greedy""', '""method"":""guess""', "has to be one of: greedy, equal-shares"),
        ("1;a,c", '1;"a,c', "cannot be read"),
        ("id;cost", "id;price", "line 14: cannot be read: 'cost'"),
        ("2;a,c", "2;a,a", "twice"),
    ],
)
def test_a_broken_file_is_one_readable_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    path = published(tmp_path / "pot.pb")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    assert main([str(path)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.pb")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_receipt_is_found_however_it_is_typed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hashes.txt"
    path.write_text("".join(f"{tracker_hash(code)}\n" for code in ("ab12cd", "ef34gh")))
    for typed in ("ab12cd", "AB12-CD", " ab 12 cd "):
        assert main(["--receipts", str(path), "--tracker", typed]) == 0
    assert main(["--receipts", str(path), "--tracker", "ab12ce"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Your ballot is NOT FOUND."


def test_the_chain_holds_together_or_the_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hours = {"2026-10-05T13:00Z": ["ab12", "cd34"], "2026-10-05T14:00Z": [], "2026-10-05T15:00Z": ["ef56"]}
    head, lines = NO_HEAD, []
    for hour, trackers in hours.items():
        hashes = [tracker_hash(tracker) for tracker in trackers]
        lines.append(chain_line(hour, head, hashes))
        head = next_head(head, hashes)
    path = tmp_path / "chain.txt"
    path.write_text("".join(lines))
    assert main(["--chain", str(path), "--tracker", "CD34", "--head", head]) == 0
    assert f"3 ballots, head {head}" in capsys.readouterr().out
    assert main(["--chain", str(path), "--head", NO_HEAD]) == 1
    path.write_text("".join([lines[0].replace(tracker_hash("ab12"), tracker_hash("zz99")), *lines[1:]]))
    assert main(["--chain", str(path)]) == 1
    assert "line 1" in capsys.readouterr().err
    path.write_text("".join([lines[0], lines[2]]))
    assert main(["--chain", str(path)]) == 1
