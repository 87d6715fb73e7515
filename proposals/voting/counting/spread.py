"""Where the money went: over districts of items, and for the voters with one ballot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from proposals.voting.counting.elections import Ballot
from proposals.voting.counting.outcome import Outcome


@dataclass(frozen=True)
class Spread:
    """items, chosen: numbers of them in a district. asked, spent: what they cost. share: of all money that was spent."""

    items: int
    chosen: int
    asked: int
    spent: int
    share: Fraction


@dataclass(frozen=True)
class Bought:
    """What a ballot did for one of its items. paid: by each voter who cast it; None where nobody pays out of a share."""

    key: str
    cost: int
    chosen: bool
    paid: Fraction | None


def over_districts(outcome: Outcome, districts: Mapping[str, str]) -> dict[str, Spread]:
    """By district, in the order of their names. districts: of the items, by key; an item without one is under ""."""
    groups: dict[str, list[str]] = {}
    for key in outcome.records:
        groups.setdefault(districts.get(key, ""), []).append(key)
    return {district: _spread(outcome, groups[district]) for district in sorted(groups)}


def bought_by(outcome: Outcome, ballot: Ballot) -> tuple[Bought, ...]:
    """What became of each item of a ballot: the chosen ones first, in the order of choosing."""
    paid = outcome.paid_by(ballot)
    found = [
        Bought(key, outcome.records[key].cost, outcome.records[key].chosen, paid.get(key, Fraction()) if outcome.share else None)
        for key, _points in ballot
    ]
    return tuple(sorted(found, key=lambda one: (not one.chosen, outcome.records[one.key].place or 0, one.key)))


def _spread(outcome: Outcome, keys: list[str]) -> Spread:
    records = [outcome.records[key] for key in keys]
    spent = sum(record.cost for record in records if record.chosen)
    share = Fraction(spent, outcome.spent) if outcome.spent else Fraction()
    chosen = sum(record.chosen for record in records)
    return Spread(len(records), chosen, sum(record.cost for record in records), spent, share)
