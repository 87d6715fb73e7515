"""Saying what was found out, to residents and to who proposed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from participation.notifications.services import queue_mail
from proposals.assessment.models import Assessment
from proposals.assessment.queries.people import authors_of
from proposals.assessment.services.rows import change_state, locked_to_work, record_act
from proposals.assessment.services.work import Work, write_work
from proposals.assessment.states import NEEDS_REASONS, AssessmentState
from proposals.following import tell_of

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def conclude(*, assessment_id: int, by: User, seen: str, work: Work) -> Assessment:
    """Save the work and publish what was found out. The proposal's status changes when the city answers.

    Raises what `save_work` does, and Invalid without a feasibility or, where one is needed, without reasons.
    """
    assessment = locked_to_work(assessment_id, by)
    if not work.feasibility:
        raise Invalid(_("Choose whether it can be done."), field="feasibility")
    write_work(assessment, work, by=by, seen=seen)
    if assessment.feasibility in NEEDS_REASONS and not assessment.reasons:
        raise Invalid(_("Tell residents which changes it needs."), field="reasons")
    change_state(assessment, AssessmentState.CONCLUDED)
    assessment.concluded_at, assessment.concluded_by = timezone.now(), by
    assessment.conclusions += 1
    assessment.save()
    record_act("conclude", assessment, by, feasibility=assessment.feasibility)
    _tell(assessment, by)
    return assessment


def _tell(assessment: Assessment, by: User) -> None:
    proposal = assessment.proposal
    tell_of("assessment.concluded", proposal, actor=by, data={"feasibility": assessment.feasibility})
    for author in authors_of(proposal):
        queue_mail(
            recipient=author,
            template="assessment_concluded",
            context={"assessment": assessment, "proposal": proposal, "project": proposal.project},
            key=f"assessment.{assessment.pk}.concluded.{assessment.conclusions}.{author.pk}",
        )
