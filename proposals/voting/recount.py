"""Counts a published vote again. Needs Python 3.10 or newer and nothing else; uses nothing of the platform's.

    python recount.py POT.pb [MORE.pb ...]            the winners, and whether they are the published ones
    python recount.py POT.pb --show                   the votes and points of every item as well
    python recount.py POT.pb --rules rules.json       by these rules where they differ from the file's own
    python recount.py --receipts HASHES --tracker CODE    whether your ballot is among those counted
    python recount.py --chain CHAIN [--tracker CODE] [--head HEAD]   whether the hourly chain holds together

Exit status: 0 when everything agrees, 1 when something does not or cannot be read.

THE FILES are in Pabulib's format (arXiv:2012.06539): UTF-8, cells parted by semicolons, sections META, PROJECTS, VOTES; they
may be packed with gzip. The rules stand in META under `rules`, as JSON with these names:

    vote_type     approval, knapsack, cumulative or ordinal
    method        greedy or equal-shares
    satisfaction  cost or cardinality: what a voter gains from an item, its points times its cost or its points
    completion    none, add-one or utilitarian: what happens to money that equal shares leave
    tie_break     cheaper-first, more-expensive-first or by-lot
    seed          text published before the vote
    max_choices   how many items may be named; 0 for any number

POINTS: 1 for an approval and for an item in a knapsack; what the voter gave where points are shared out; in an order of
preference `max_choices` for the first item (META's max_length, or the number of items), one less for each one after it. An
item's score is the sum of its points.

TIES: an item's lot is the SHA-256 of the seed, a line feed and the item's id. The lowest lot goes first; where the cheaper
or the more expensive goes first, lots decide between equal costs.

GREEDY: the items by score, highest first; each is chosen if it fits into what is left, else passed over. An item that nobody
named is never chosen.

EQUAL SHARES (Peters, Pierczyński, Skowron 2021): each voter gets the budget divided by the number of votes. A supporter who
gains g from an item pays rho times g for it, or all that is left to them where that is less. Again and again the item is
bought that its supporters can pay for with the lowest rho, until no item's supporters have its cost together. Completion
add-one raises all shares by one unit of money and starts anew, as long as somebody supports an item that still fits and the
outcome stays within the budget; utilitarian spends the rest greedily.

RECEIPTS: a tracker's hash is the SHA-256 of the tracker in lower case without spaces and hyphens, in hexadecimal. The file of
receipts has one hash on each line.

THE CHAIN has one line for each hour, `hour;head;hashes`: the hour as 2026-10-05T13:00Z, the hours in their order; the hashes
of the ballots cast in it, sorted, with commas between them, none for an empty hour. head is the SHA-256, in hexadecimal, of the
head before it and the hour's hashes with a line feed between any two of them; before the first hour the head is 64 zeros.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from math import lcm
from pathlib import Path
from typing import Any

DEFAULTS = {
    "vote_type": "approval",
    "method": "greedy",
    "satisfaction": "cost",
    "completion": "none",
    "tie_break": "cheaper-first",
    "seed": "",
    "max_choices": 0,
}
WORDS = {
    "vote_type": ("approval", "knapsack", "cumulative", "ordinal"),
    "method": ("greedy", "equal-shares"),
    "satisfaction": ("cost", "cardinality"),
    "completion": ("none", "add-one", "utilitarian"),
    "tie_break": ("cheaper-first", "more-expensive-first", "by-lot"),
}
PABULIB_RULES = {"equalshares": ("equal-shares", "none"), "equalshares/add1": ("equal-shares", "add-one")}


class Problem(Exception):
    """Something cannot be read; says what in one line."""


class Pot:
    """A file: its rules, what items cost, what it says of them, and how often each ballot was cast."""

    def __init__(self, path: Path, rules: dict[str, Any] | None = None) -> None:
        self.meta: dict[str, str] = {}
        self.costs: dict[str, int] = {}
        self.published: dict[str, dict[str, str]] = {}
        written: Counter[tuple[str, str]] = Counter()
        voters: set[str] = set()
        for line, section, row in rows_of(path):
            try:
                if section == "META":
                    self.meta[row["key"]] = row["value"]
                elif section == "PROJECTS":
                    self.costs[row["project_id"]], self.published[row["project_id"]] = int(row["cost"]), row
                elif row["voter_id"] in voters:
                    raise ValueError("the voter has voted already")
                else:
                    voters.add(row["voter_id"])
                    written[row["vote"], row.get("points", "")] += 1
            except (KeyError, ValueError) as error:
                raise Problem(f"{path}: line {line}: cannot be read: {error}") from None
        try:
            self.budget = int(self.meta["budget"])
            self.rules = checked({**rules_in(self.meta), **(rules or {})})
            self.ballots: Counter[tuple[tuple[str, int], ...]] = Counter()
            for (items, points), number in written.items():
                self.ballots[self.ballot(items, points)] += number
        except (KeyError, ValueError) as error:
            raise Problem(f"{path}: cannot be counted: {error}") from None
        self.voters = sum(self.ballots.values())

    def ballot(self, items: str, points: str) -> tuple[tuple[str, int], ...]:
        """One ballot's items with their points."""
        named = [item.strip() for item in items.split(",")] if items else []
        for item in named:
            if item not in self.costs:
                raise ValueError(f"a vote names {item!r}, which is not among the projects")
        if len(set(named)) < len(named):
            raise ValueError(f"a vote names an item twice: {items}")
        if 0 < self.rules["max_choices"] < len(named):
            raise ValueError(f"a vote names more than {self.rules['max_choices']} items: {items}")
        if self.rules["vote_type"] == "ordinal":
            first = self.rules["max_choices"] or int(self.meta.get("max_length") or len(self.costs))
            return tuple((item, first - place) for place, item in enumerate(named))
        if self.rules["vote_type"] == "cumulative":
            numbers = [int(number) for number in points.split(",")] if points else []
            if len(numbers) != len(named):
                raise ValueError(f"a vote names {len(named)} items and {len(numbers)} numbers of points")
            return tuple(sorted(zip(named, numbers, strict=True)))
        return tuple((item, 1) for item in sorted(named))


def rows_of(path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """The line, the section and the named cells of every row."""
    section = ""
    names: list[str] = []
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rt", encoding="utf-8-sig") if packed else path.open(encoding="utf-8-sig") as text:
            reader = csv.reader(text, delimiter=";", strict=True)
            for cells in reader:
                if len(cells) == 1 and cells[0] in {"META", "PROJECTS", "VOTES"}:
                    section, names = cells[0], []
                elif not names:
                    names = [cell.strip() for cell in cells]
                elif any(cells):
                    yield reader.line_num, section, dict(zip(names, cells, strict=True))
    except (OSError, EOFError, ValueError, csv.Error) as error:
        raise Problem(f"{path}: cannot be read: {error}") from None


def rules_in(meta: dict[str, str]) -> dict[str, Any]:
    """The rules that a file names."""
    if "rules" in meta:
        return dict(json.loads(meta["rules"]))
    kind = {"choose-1": "approval", "scoring": "cumulative"}.get(meta["vote_type"], meta["vote_type"])
    method, completion = PABULIB_RULES.get(meta.get("rule", ""), ("greedy", "none"))
    named = {name: meta[name] for name in DEFAULTS if name in meta and name != "vote_type"}
    limit = int(meta.get("max_length") or 0)
    return {"method": method, "completion": completion, **named, "vote_type": kind, "max_choices": limit}


def checked(rules: dict[str, Any]) -> dict[str, Any]:
    """Complete rules of which every word is known."""
    rules = {**DEFAULTS, **rules}
    for name, words in WORDS.items():
        if rules[name] not in words:
            raise Problem(f"The rules say {name} is {rules[name]!r}; it has to be one of: {', '.join(words)}.")
    return rules


def scores_of(pot: Pot) -> dict[str, int]:
    """The sum of every item's points."""
    scores = dict.fromkeys(pot.costs, 0)
    for ballot, number in pot.ballots.items():
        for item, points in ballot:
            scores[item] += points * number
    return scores


def votes_of(pot: Pot) -> dict[str, int]:
    """How many voters named every item."""
    named = Counter(dict.fromkeys(pot.costs, 0))
    for ballot, number in pot.ballots.items():
        named.update({item: number for item, _points in ballot})
    return dict(named)


def order_of_ties(pot: Pot) -> dict[str, int]:
    """Who goes first in a tie."""
    sign = {"cheaper-first": 1, "more-expensive-first": -1, "by-lot": 0}[pot.rules["tie_break"]]
    lots = {item: sha256((pot.rules["seed"] + "\n" + item).encode()).hexdigest() for item in pot.costs}
    ordered = sorted(pot.costs, key=lambda item: (sign * pot.costs[item], lots[item]))
    return {item: place for place, item in enumerate(ordered)}


def greedy(pot: Pot, chosen: list[str]) -> list[str]:
    """Choose by score what fits, after what is chosen already."""
    scores, ties = scores_of(pot), order_of_ties(pot)
    left = pot.budget - sum(pot.costs[item] for item in chosen)
    winners = list(chosen)
    for item in sorted(pot.costs, key=lambda item: (-scores[item], ties[item])):
        if item not in chosen and scores[item] and pot.costs[item] <= left:
            winners.append(item)
            left -= pot.costs[item]
    return winners


class Shares:
    """One run of Equal Shares in which every voter has the share of the budget and `raised` units of money more.

    Voters with the same ballot have the same money, so it is kept once for them, as a whole number of 1/unit of money.
    """

    def __init__(self, pot: Pot, raised: int) -> None:
        self.pot, self.unit = pot, max(pot.voters, 1)
        self.share = Fraction(pot.budget, self.unit) + raised
        self.sizes = list(pot.ballots.values())
        self.money = [pot.budget + raised * self.unit] * len(self.sizes)
        self.supporters: dict[str, list[tuple[int, int]]] = {item: [] for item in pot.costs}
        for group, ballot in enumerate(pot.ballots):
            for item, points in ballot:
                self.supporters[item].append((group, points))
        self.winners: list[str] = []
        self.all_paid_in_full = True

    def run(self) -> Shares:
        """Buy until nothing can be bought. Rates only rise, so those of an earlier round tell whom one need not ask again."""
        ties = order_of_ties(self.pot)
        known = {item: Fraction(0) for item, supporters in self.supporters.items() if supporters}
        while known:
            best: tuple[Fraction, int, str] | None = None
            for item in sorted(known, key=lambda item: (known[item], ties[item])):
                if best and (known[item], ties[item]) > best[:2]:
                    break
                rate = self.rate(item)
                if rate is None:
                    del known[item]
                    continue
                gain = self.pot.costs[item] if self.pot.rules["satisfaction"] == "cost" else 1
                known[item] = rate / gain
                best = min(best or (known[item], ties[item], item), (known[item], ties[item], item))
            if best:
                self.buy(best[2])
                del known[best[2]]
        return self

    def rate(self, item: str) -> Fraction | None:
        """What each point costs: from the poorest on, who cannot pay the rate pays all they have, and it rises for the rest."""
        money, sizes, supporters = self.money, self.sizes, self.supporters[item]
        common = lcm(*{points for _group, points in supporters})
        supporters.sort(key=lambda supporter: money[supporter[0]] * (common // supporter[1]))
        missing = self.pot.costs[item] * self.unit
        asked = sum(points * sizes[group] for group, points in supporters)
        for group, points in supporters:
            if money[group] * asked >= missing * points:
                return Fraction(missing, asked * self.unit)
            missing -= money[group] * sizes[group]
            asked -= points * sizes[group]
        return None

    def buy(self, item: str) -> None:
        """Let the supporters pay."""
        rate = self.rate(item)
        assert rate is not None
        finer = (rate * self.unit).denominator
        self.unit *= finer
        self.money = [money * finer for money in self.money]
        per_point = int(rate * self.unit)
        for group, points in self.supporters[item]:
            self.all_paid_in_full &= self.money[group] >= per_point * points
            self.money[group] -= min(self.money[group], per_point * points)
        self.winners.append(item)

    def cost(self) -> int:
        """What the winners cost together."""
        return sum(self.pot.costs[item] for item in self.winners)

    def open(self) -> list[str]:
        """The items that somebody supports and nobody has bought."""
        return [item for item, supporters in self.supporters.items() if supporters and item not in self.winners]

    def idle_raise(self) -> int:
        """How often shares can be raised by one before anything can change; 0 when that is not plain to see.

        Where all paid in full, they will at the same rates with more money; and no other item can be bought as long as it
        costs more than the shares of all its supporters.
        """
        if not self.all_paid_in_full:
            return 0
        voters = {item: sum(self.sizes[group] for group, _points in self.supporters[item]) for item in self.open()}
        enough = min(Fraction(self.pot.costs[item], voters[item]) for item in voters)
        return max(0, -((self.share - enough) // 1) - 1)


def equal_shares(pot: Pot) -> list[str]:
    """Choose by equal shares."""
    shares, raised = Shares(pot, 0).run(), 0
    while pot.rules["completion"] == "add-one" and any(pot.costs[item] <= pot.budget - shares.cost() for item in shares.open()):
        raised += 1 + shares.idle_raise()
        more = Shares(pot, raised).run()
        if more.cost() > pot.budget:
            break
        shares = more
    return greedy(pot, shares.winners) if pot.rules["completion"] == "utilitarian" else shares.winners


def winners_of(pot: Pot) -> list[str]:
    """The winners by the pot's rules, in the order of choosing."""
    return equal_shares(pot) if pot.rules["method"] == "equal-shares" else greedy(pot, [])


def say(words: str) -> None:
    """One line for the reader."""
    sys.stdout.write(f"{words}\n")


def recount(path: Path, rules: dict[str, Any] | None, *, show: bool) -> bool:
    """Count one file again; whether everything in it agrees."""
    pot = Pot(path, rules)
    votes, scores, winners = votes_of(pot), scores_of(pot), winners_of(pot)
    told = ["vote_type", "method", "tie_break"]
    told += ["satisfaction", "completion"] if pot.rules["method"] == "equal-shares" else []
    words = ", ".join(str(pot.rules[name]) for name in told)
    say(f"{path}: {pot.voters} votes on {len(pot.costs)} items, {words}")
    if "rules" in pot.meta:
        say(f"  SHA-256 of the rules in the file: {sha256(pot.meta['rules'].encode()).hexdigest()}")
    for item in winners + [item for item in sorted(pot.costs) if show and item not in winners]:
        mark = "chosen" if item in winners else "not chosen"
        say(f"  {item}: {mark}, {votes[item]} votes, score {scores[item]}, costs {pot.costs[item]}")
    say(f"  {len(winners)} items for {sum(pot.costs[item] for item in winners)} of {pot.budget}")
    return figures_agree(pot, votes, scores) & winners_agree(pot, winners)


def figures_agree(pot: Pot, votes: dict[str, int], scores: dict[str, int]) -> bool:
    """Whether the file's votes and scores are those of its ballots."""
    wrong = [
        item
        for item, row in pot.published.items()
        if row.get("votes", "") not in {"", str(votes[item])} or row.get("score", "") not in {"", str(scores[item])}
    ]
    if wrong:
        say(f"  VOTES DIFFER from the published ones for: {', '.join(wrong)}")
    return not wrong


def winners_agree(pot: Pot, winners: list[str]) -> bool:
    """Whether the winners are the published ones; true where none are published."""
    if not any("selected" in row for row in pot.published.values()):
        say("  The file does not say which items were chosen.")
        return True
    published = {item for item, row in pot.published.items() if row.get("selected") == "1"}
    if published == set(winners):
        say("  The winners AGREE with the published ones.")
        return True
    say(f"  The winners DIFFER: published only {sorted(published - set(winners))}, here only {sorted(set(winners) - published)}")
    return False


def lines_of(path: Path) -> list[str]:
    """A text file's lines that are not empty."""
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{path}: cannot be read: {error}") from None


def chain_of(path: Path) -> tuple[str, list[str]]:
    """The head of a chain and all its hashes; a Problem where a line is not what it has to be."""
    head, before, everything = "0" * 64, "", []
    for number, line in enumerate(lines_of(path), start=1):
        cells = line.split(";")
        if len(cells) != 3:
            raise Problem(f"{path}: line {number}: has to be hour;head;hashes.")
        hour, published, listed = cells
        hashes = listed.split(",") if listed else []
        head = sha256("\n".join([head, *hashes]).encode()).hexdigest()
        if hour <= before or hashes != sorted(set(hashes)):
            raise Problem(f"{path}: line {number}: hours or hashes are out of order.")
        if head != published:
            raise Problem(f"{path}: line {number}: the head of {hour} is {published}, but it should be {head}.")
        before = hour
        everything += hashes
    return head, everything


def receipts_agree(asked: argparse.Namespace) -> bool:
    """Check the chain and the tracker, as far as they are asked for."""
    hashes: list[str] = lines_of(asked.receipts) if asked.receipts else []
    right = True
    if asked.chain:
        head, chained = chain_of(asked.chain)
        hashes += chained
        say(f"{asked.chain}: the chain holds together, {len(chained)} ballots, head {head}")
        if asked.head and asked.head != head:
            say("  The head DIFFERS from the one that you gave.")
            right = False
    if asked.tracker:
        code = "".join(asked.tracker.split()).replace("-", "").lower()
        found = sha256(code.encode()).hexdigest() in hashes
        say(f"Your ballot is {'COUNTED' if found else 'NOT FOUND'}.")
        right &= found
    return right


def main(words: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Counts a published vote again.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.pb")
    parser.add_argument("--rules", type=Path, help="a JSON file with other rules than those in the file")
    parser.add_argument("--show", action="store_true", help="list the items that were not chosen as well")
    parser.add_argument("--receipts", type=Path, help="the published hashes of the trackers, one on each line")
    parser.add_argument("--chain", type=Path, help="the published hourly chain")
    parser.add_argument("--tracker", help="the code on your receipt")
    parser.add_argument("--head", help="a head of the chain that was published elsewhere")
    asked = parser.parse_args(words)
    if not asked.files and not asked.receipts and not asked.chain:
        parser.error("name a file to count, or --receipts or --chain")
    try:
        rules = json.loads("\n".join(lines_of(asked.rules))) if asked.rules else None
        counted = [recount(path, rules, show=asked.show) for path in asked.files]
        return 0 if all(counted) & receipts_agree(asked) else 1
    except (Problem, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
