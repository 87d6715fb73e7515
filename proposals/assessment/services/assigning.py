"""Who works on an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid
from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.rules import may_be_assigned
from proposals.assessment.services.rows import change_state, locked_to_coordinate, record_act, require_open
from proposals.assessment.states import AssessmentState

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def assign(*, assessment_id: int, assessor_id: int, by: User) -> Assignment:
    """Ask somebody to work on it, beside those who do already.

    Raises NotAllowed, Invalid when this person cannot assess the proposal, Conflict when they do already or it is concluded.
    """
    assessment = locked_to_coordinate(assessment_id, by)
    require_open(assessment)
    person = User.objects.filter(pk=assessor_id).first()
    if person is None or not may_be_assigned(person, assessment.proposal):
        raise Invalid(_("This person cannot assess proposals of this district, or has written this one."), field="assessor")
    try:
        with transaction.atomic():
            given = Assignment.objects.create(assessment=assessment, assessor=person, given_by=by)
    except IntegrityError as error:  # the constraint decides between two who name the same person at once
        raise Conflict(_("%(name)s works on it already.") % {"name": person.display_name}) from error
    if assessment.state == AssessmentState.NEW:
        change_state(assessment, AssessmentState.ASSIGNED)
        assessment.save(update_fields=["state", "state_since"])
    record_act("assign", assessment, by, assessor=person.pk)
    return given


@transaction.atomic
def unassign(*, assessment_id: int, assessor_id: int, by: User) -> None:
    """Take somebody off it. What they did stays. Raises NotAllowed, Conflict when they do not work on it."""
    assessment = locked_to_coordinate(assessment_id, by)
    ended = assessment.assignments.filter(assessor=assessor_id, until__isnull=True).update(until=timezone.now())
    if not ended:
        raise Conflict(_("This person does not work on it any more."))
    _nobody_left([assessment.pk])
    record_act("unassign", assessment, by, assessor=assessor_id)


@transaction.atomic
def leave_work(*, person: User) -> int:
    """End everything that is assigned to somebody whose account is erased; returns how many there were."""
    mine = Assessment.objects.filter(assignments__assessor=person, assignments__until__isnull=True)
    ids = list(mine.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))
    Assignment.objects.filter(assessor=person, until__isnull=True).update(until=timezone.now())
    _nobody_left(ids)
    return len(ids)


def _nobody_left(ids: list[int]) -> None:
    """What was assigned and is not any more waits anew for somebody."""
    alone: QuerySet[Assessment] = Assessment.objects.filter(pk__in=ids, state=AssessmentState.ASSIGNED)
    alone.exclude(assignments__until__isnull=True, assignments__isnull=False).update(
        state=AssessmentState.NEW, state_since=timezone.now()
    )
