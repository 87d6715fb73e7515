"""A round before its rules are published: everything can be changed, by one coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, Invalid
from proposals.voting.canonical import canonical, digest
from proposals.voting.models import Round
from proposals.voting.services.rounds import locked_round, told
from proposals.voting.states import BallotKind, CountingRule, RoundState

if TYPE_CHECKING:
    from participation.accounts.models import User

FIELDS = (
    "kind",
    "most_choices",
    "points",
    "rule",
    "satisfaction",
    "completion",
    "tie_break",
    "districts",
    "sources",
    "age_from",
    "age_rule",
    "hides_turnout",
    "objection_days",
    "small_pot",
)
MOST_OBJECTION_DAYS = 365


def draft_round(round_id: int, by: User | None) -> Round:
    """The round, locked, for who runs it. Raises Conflict once its rules are published."""
    voting_round = locked_round(round_id, by)
    if voting_round.state != RoundState.DRAFT:
        raise Conflict(_("The rules are published. Propose a change of them instead."), code="published")
    return voting_round


@transaction.atomic
def edit_round(*, round_id: int, by: User | None, values: Mapping[str, Any], seen: str = "") -> Round:
    """Change the rules of a round in preparation.

    values: names of FIELDS. seen: the mark of what the form was shown with.
    Raises Invalid with the field that is wrong; Conflict when somebody else has changed the rules since, or they are published.
    """
    voting_round = draft_round(round_id, by)
    if strange := [name for name in values if name not in FIELDS]:
        raise Invalid(_("This cannot be set."), field=strange[0])
    if seen and seen != mark_of(voting_round):
        raise Conflict(_("Somebody else has changed the rules. Look at them again."), code="changed")
    before = {name: getattr(voting_round, name) for name in FIELDS}
    for name, value in values.items():
        setattr(voting_round, name, value)
    require_sound(voting_round)
    voting_round.save()
    changed = [name for name in FIELDS if getattr(voting_round, name) != before[name]]
    if changed:
        told(voting_round, "round.edit", by, changed=changed)
    return voting_round


def require_sound(voting_round: Round) -> None:
    """Raise Invalid for a rule that cannot be, or that does not go with another."""
    try:
        voting_round.clean_fields(exclude=[field.name for field in Round._meta.fields if field.name not in FIELDS])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Invalid(messages[0], field=field) from error
    voting_round.sources = sorted(set(voting_round.sources))
    if not voting_round.sources:
        raise Invalid(_("Choose at least one way to show who may vote."), field="sources")
    if voting_round.objection_days > MOST_OBJECTION_DAYS:
        raise Invalid(_("Choose at most %(days)s days.") % {"days": MOST_OBJECTION_DAYS}, field="objection_days")
    chosen = (BallotKind.APPROVAL, BallotKind.KNAPSACK)
    if voting_round.rule == CountingRule.EQUAL_SHARES and voting_round.kind not in chosen:
        raise Invalid(_("The Method of Equal Shares goes with ballots on which items are chosen."), field="rule")


def mark_of(voting_round: Round) -> str:
    """What tells these rules from others, to notice that somebody else was faster."""
    return digest(canonical({name: str(getattr(voting_round, name)) for name in FIELDS}))
