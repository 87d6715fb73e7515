"""What every writer of assessments needs: the locked row, who may touch it, its state, and the entry in the record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import Unit
from participation.audit.services import record
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.rules import may_coordinate, may_work
from proposals.assessment.staff_labels import staff_label
from proposals.assessment.states import TRANSITIONS, AssessmentState
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

FURTHEST = timedelta(days=5 * 366)


def locked_to_coordinate(assessment_id: int, by: User) -> Assessment:
    """The row, held until the end of the transaction, for who coordinates its proposal.

    Raises NotAllowed in the same words whether it is somebody else's or nobody's.
    """
    return _locked(assessment_id, by, coordinating=True)


def locked_to_work(assessment_id: int, by: User) -> Assessment:
    """The same for who works on it: its coordinators, and the assessors to whom it is assigned."""
    return _locked(assessment_id, by, coordinating=False)


def _locked(assessment_id: int, by: User, *, coordinating: bool) -> Assessment:
    mine = Assignment.objects.filter(assessment=OuterRef("pk"), assessor=by, until__isnull=True)
    found = (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("proposal__project__lead_district", "proposal__district")
        .defer("proposal__search", "proposal__project__lead_district__boundary", "proposal__district__boundary")
        .annotate(assigned=Exists(mine))
    )
    assessment = found.filter(pk=assessment_id).first()
    if assessment is None or not may_work(by, assessment, assigned=assessment.assigned):
        raise NotAllowed(_("There is no assessment %(number)s among yours.") % {"number": assessment_id})
    if coordinating and not may_coordinate(by, assessment.proposal):
        raise NotAllowed(_("Only coordinators can do this."))
    if assessment.proposal.state != ProposalState.PUBLISHED:
        raise Conflict(_("The proposal is not public any more, so it is not assessed now."))
    return assessment


def change_state(assessment: Assessment, state: AssessmentState) -> None:
    """Put a locked row, which is about to be saved, into another state. Raises Conflict where no way leads there."""
    now = AssessmentState(assessment.state)
    if state not in TRANSITIONS[now]:
        raise Conflict(
            _("An assessment cannot go from “%(now)s” to “%(then)s”.") % {"now": staff_label(now), "then": staff_label(state)}
        )
    assessment.state, assessment.state_since = state, timezone.now()


def require_open(assessment: Assessment) -> None:
    """Raise Conflict for a concluded one."""
    if assessment.state == AssessmentState.CONCLUDED:
        raise Conflict(_("This assessment is concluded. Open it again to change it."), code="concluded")


def checked_deadline(due_on: date | None) -> date | None:
    """The same day. Raises Invalid for one that has passed or that nobody can promise."""
    today = timezone.localdate()
    if due_on is not None and not today <= due_on <= today + FURTHEST:
        raise Invalid(_("Choose a day from today on, within five years."), field="due_on")
    return due_on


def checked_unit(unit_id: int | None) -> int | None:
    """The same id. Raises Invalid where there is no such unit."""
    if unit_id is not None and not Unit.objects.filter(pk=unit_id).exists():
        raise Invalid(_("Choose one of the units."), field="unit")
    return unit_id


def record_act(action: str, assessment: Assessment, actor: User | None, **data: Any) -> None:
    """Write down who did what with it. Uses assessment.proposal."""
    record(
        action=f"assessment.{action}",
        actor=actor,
        target=assessment,
        project_id=assessment.proposal.project_id,
        district_id=assessment.proposal.district_id,
        data=data,
    )
