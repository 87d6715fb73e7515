"""An outcome as JSON, and back: fractions as "numerator/denominator", so that nothing is rounded on the way."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from proposals.voting.counting.comparing import Compared, Content
from proposals.voting.counting.outcome import Fate, Outcome, Record
from proposals.voting.counting.rules import Rules


def to_json(outcome: Outcome) -> dict[str, Any]:
    """Winners, and every item's record. What each ballot paid is not in it: the ballots are published, and so is how to count."""
    return {
        "budget": outcome.budget,
        "winners": list(outcome.winners),
        "share": _written(outcome.share),
        "raised": outcome.raised,
        "records": {key: _record(record) for key, record in outcome.records.items()},
    }


def from_json(data: dict[str, Any]) -> Outcome:
    """The outcome without what single ballots paid."""
    records = {key: _read(row) for key, row in data["records"].items()}
    return Outcome(data["budget"], tuple(data["winners"]), records, (), _fraction(data["share"]), data["raised"])


def compared_to_json(compared: Compared) -> dict[str, Any]:
    """What other rules would have chosen, and how content voters would be."""
    return {
        "rules": {name: str(getattr(compared.rules, name)) for name in ("method", "satisfaction", "completion")},
        "winners": list(compared.outcome.winners),
        "spent": compared.outcome.spent,
        "common": list(compared.common),
        "gained": list(compared.gained),
        "lost": list(compared.lost),
        "voters": compared.content.voters,
        "served": compared.content.served,
        "mean": _written(compared.content.mean),
    }


def compared_from_json(data: dict[str, Any], outcome: Outcome) -> Compared:
    """The same, beside the outcome that it was held against; what the other rules recorded of single items is not kept."""
    rules = Rules(**data["rules"])
    content = Content(data["voters"], data["served"], _fraction(data["mean"]) or Fraction())
    return Compared(rules, outcome, content, tuple(data["common"]), tuple(data["gained"]), tuple(data["lost"]))


def _record(record: Record) -> dict[str, Any]:
    row = {name: value for name, value in asdict(record).items() if value is not None}
    return {name: _written(value) if isinstance(value, Fraction) else value for name, value in row.items()}


def _read(row: dict[str, Any]) -> Record:
    values = {**row, "fate": Fate(row["fate"])}
    for name in ("price", "had"):
        if name in values:
            values[name] = _fraction(values[name])
    return Record(**values)


def _written(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
