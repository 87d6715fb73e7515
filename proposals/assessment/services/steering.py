"""Where the work stands, and until when it is promised."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from proposals.assessment.models import Assessment
from proposals.assessment.services.rows import (
    change_state,
    checked_deadline,
    locked_to_coordinate,
    locked_to_work,
    record_act,
    require_open,
)
from proposals.assessment.states import BY_ANOTHER_ACT, AssessmentState

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def move(*, assessment_id: int, state: str, by: User) -> Assessment:
    """Put it into another state; nothing happens when it is there already.

    Only coordinators open a concluded one again. Raises NotAllowed, Invalid for what is reached by another act (naming
    somebody, concluding), Conflict where no way leads there.
    """
    if state not in AssessmentState.values or state in BY_ANOTHER_ACT:
        raise Invalid(_("Choose a state. To conclude, open the assessment and say what was found out."), field="state")
    wanted = AssessmentState(state)
    find = locked_to_coordinate if wanted == AssessmentState.REOPENED else locked_to_work
    assessment = find(assessment_id, by)
    if assessment.state == wanted:
        return assessment
    before = assessment.state
    change_state(assessment, wanted)
    assessment.save(update_fields=["state", "state_since"])
    record_act("state", assessment, by, **{"from": before, "to": str(wanted)})
    return assessment


@transaction.atomic
def set_deadline(*, assessment_id: int, due_on: date | None, by: User) -> Assessment:
    """Promise residents a day, another day, or none. Raises NotAllowed, Invalid with the field, Conflict when concluded."""
    due_on = checked_deadline(due_on)
    assessment = locked_to_coordinate(assessment_id, by)
    require_open(assessment)
    if assessment.due_on == due_on:
        return assessment
    before, assessment.due_on = assessment.due_on, due_on
    assessment.save(update_fields=["due_on"])
    record_act("deadline", assessment, by, **{"from": before and before.isoformat(), "to": due_on and due_on.isoformat()})
    return assessment
