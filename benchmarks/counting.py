"""How long a count takes, in this process: the largest published elections, from their files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import Report
from proposals.voting.counting.elections import Election
from proposals.voting.counting.pabulib.reading import read_election
from proposals.voting.counting.rules import Method, Rules, count

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("PARTICIPATION_DATA_DIR", ROOT.parent / "shared" / "data")) / "ballots"
LARGEST, DISTRICT = DATA / "poland_lodz_2020_.pb.gz", DATA / "poland_warszawa_2023_mokotow.pb"
EQUAL_SHARES = Rules(method=Method.EQUAL_SHARES)
TURNS = 5


def counting(report: Report) -> None:
    """Greedy from the file, Equal Shares from the file, and Equal Shares beside the researchers' own implementation."""
    if not LARGEST.exists() or not DISTRICT.exists():
        report.say(f"No ballots in {DATA}; set PARTICIPATION_DATA_DIR to measure the count.")
        return
    greedy = _least(lambda: count(_election(LARGEST), Rules()))
    report.below("greedy count of 51,472 ballots, from the file", greedy, "s", 1)
    election = _election(DISTRICT)
    from_file = _least(lambda: count(_election(DISTRICT), EQUAL_SHARES))
    report.below("Equal Shares over 11,067 ballots, 81 items, from the file", from_file, "s", 3)
    ours = _least(lambda: count(election, EQUAL_SHARES))
    report.add("Equal Shares, the same without reading", ours, "s")
    theirs = _researchers(report, election)
    if theirs:
        report.add("Equal Shares by pabutools with fractions", theirs, "s")
        report.at_least("Equal Shares: pabutools' time beside ours", theirs / ours, "times", 20)


def _researchers(report: Report, election: Election) -> float | None:
    """Their time for the same winners; None where pabutools is not installed."""
    try:
        from tests.voting.counting import oracle
    except ImportError as error:
        report.say(f"{error}; Equal Shares are not compared.")
        return None
    profile = oracle.approvals(election)
    begun = time.process_time()
    winners = profile(EQUAL_SHARES)
    seconds = time.process_time() - begun
    if winners != list(count(election, EQUAL_SHARES).winners):
        raise RuntimeError("pabutools finds other winners")
    return seconds


def _election(path: Path) -> Election:
    with path.open("rb") as file:
        return read_election(file)[1]


def _least(counted: Callable[[], object]) -> float:
    """The processor time of the quickest of some turns: what others do on the machine does not count."""
    times = []
    for _turn in range(TURNS):
        begun = time.process_time()
        counted()
        times.append(time.process_time() - begun)
    return min(times)
