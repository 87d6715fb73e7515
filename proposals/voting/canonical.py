"""The rules of a round as text that is the same for the same rules: what is hashed and published before the first vote.

JSON with sorted keys, no spaces, whole numbers and texts only, in UTF-8 (RFC 8785 for such values). The digest is its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from proposals.voting.states import BallotKind, CountingRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from participation.projects.models import Phase
    from proposals.voting.models import BudgetItem, Pot, Round

FORM = 1  # of this text; another number when its keys change


def rules_in_force(voting_round: Round, phase: Phase, pots: Iterable[Pot], items: Iterable[BudgetItem]) -> dict[str, Any]:
    """Everything that decides who wins. Pots with their district, items with their district loaded by the caller."""
    rules: dict[str, Any] = {
        "form": FORM,
        "project": voting_round.project.slug,
        "vote": {
            "opens": phase.starts_at.isoformat() if phase.starts_at else "",
            "closes": phase.ends_at.isoformat() if phase.ends_at else "",
            "kind": voting_round.kind,
            "districts": voting_round.districts,
            "sources": sorted(voting_round.sources),
            "age_from": voting_round.age_from,
            "age_rule": voting_round.age_rule,
        },
        "count": {"rule": voting_round.rule, "tie_break": voting_round.tie_break, "seed": voting_round.seed},
        "objection_days": voting_round.objection_days,
        "small_pot": voting_round.small_pot,
        "pots": [{"key": str(pot.pk), "district": pot.district.code, "budget": pot.budget} for pot in pots],
        "items": [
            {
                "number": item.number,
                "pot": str(item.pot_id),
                "cost": item.cost,
                "words": words_digest(item),
                "withdrawn": item.withdrawn_at is not None,
            }
            for item in items
        ],
    }
    if voting_round.kind in (BallotKind.APPROVAL, BallotKind.ORDINAL):
        rules["vote"]["most_choices"] = voting_round.most_choices
    if voting_round.kind == BallotKind.CUMULATIVE:
        rules["vote"]["points"] = voting_round.points
    if voting_round.rule == CountingRule.EQUAL_SHARES:
        rules["count"] |= {"satisfaction": voting_round.satisfaction, "completion": voting_round.completion}
    return rules


def canonical(rules: dict[str, Any]) -> str:
    """The text that is hashed."""
    return json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def words_digest(item: BudgetItem) -> str:
    """Of title and text in every language."""
    words = {"title": item.title, "text": item.text, **{key: value for key, value in (item.i18n or {}).items() if value}}
    return digest(canonical({key: value for key, value in words.items() if not key.startswith("withdrawn")}))
