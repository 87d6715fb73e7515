"""Beginning to assess: one proposal, or all of a project in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record, record_many
from participation.common.queueing import enqueue
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.notifications.announcing import announce
from participation.projects.models import Phase, Project
from participation.projects.states import Action, ProjectState
from proposals.assessment.models import Assessment
from proposals.assessment.rules import may_set_criteria
from proposals.assessment.services.rows import checked_deadline, checked_unit
from proposals.models import Proposal
from proposals.services import begin_assessing

if TYPE_CHECKING:
    from participation.accounts.models import User

BATCH = 1000
ANNOUNCED_AT_ONCE = 100


@dataclass(frozen=True)
class Started:
    """What starting a whole project did, in numbers of proposals. answered: the city has decided about these already."""

    started: int
    had_one: int
    answered: int
    below_goal: int


@transaction.atomic
def start_assessment(*, proposal_id: int, by: User, unit_id: int | None = None, due_on: date | None = None) -> Assessment:
    """Begin to assess one proposal; its status says so from now on.

    unit_id: which unit looks at it. due_on: the day that residents are promised.
    Raises NotAllowed, Invalid with the field, and Conflict when the proposal is not public, is answered, or has an assessment.
    """
    due_on, unit_id = checked_deadline(due_on), checked_unit(unit_id)
    proposals = begin_assessing(proposal_ids=[proposal_id], by=by)
    if not proposals:
        raise Conflict(_("The proposal is not public, or the city has decided about it already."))
    made = _start(proposals, by=by, unit_id=unit_id, due_on=due_on)
    if not made:
        raise Conflict(_("This proposal has an assessment already."), code="started")
    return made[0]


@transaction.atomic
def start_for_project(
    *, project_id: int, by: User, only_with_goal: bool = False, unit_id: int | None = None, due_on: date | None = None
) -> Started:
    """Begin to assess every proposal of a project that has no deciding answer, when its collecting is over; set-based.

    only_with_goal: those that have as many supports as the project asks for, counted from the rows themselves.
    Doing it twice starts what has come since. Raises NotAllowed, Invalid with the field, Conflict while ideas are collected.
    """
    project = Project.objects.select_related("lead_district").get(pk=project_id)
    if not may_set_criteria(by, project):
        raise NotAllowed(_("You do not coordinate this project."))
    if only_with_goal and not project.support_goal:
        raise Invalid(_("This project has no support goal."), field="which")
    if is_collecting(project):
        raise Conflict(_("Ideas are still being collected or supported in this project. Wait until that is over."))
    due_on, unit_id = checked_deadline(due_on), checked_unit(unit_id)
    every = Proposal.objects.published().filter(project=project).annotate(supporters=Count("supports")).order_by("pk")
    rows = dict(every.values_list("pk", "supporters"))
    goal = project.support_goal or 0
    wanted = [pk for pk, supporters in rows.items() if not only_with_goal or supporters >= goal]
    proposals = begin_assessing(proposal_ids=wanted, by=by)
    made = _start(proposals, by=by, unit_id=unit_id, due_on=due_on)
    done = Started(len(made), len(proposals) - len(made), len(wanted) - len(proposals), len(rows) - len(wanted))
    record(
        action="assessment.start_project",
        actor=by,
        target=project,
        project_id=project.pk,
        district_id=project.lead_district_id,
        data={"started": done.started, "only_with_goal": only_with_goal, "due_on": due_on.isoformat() if due_on else None},
    )
    return done


def is_collecting(project: Project) -> bool:
    """Whether ideas can be shared or supported now, or later. One query."""
    if project.state != ProjectState.PUBLISHED:
        return False
    phases = Phase.objects.filter(project=project, features__overlap=[Action.PROPOSE, Action.SUPPORT])
    return any(not phase.is_over() for phase in phases)


def _start(proposals: list[Proposal], *, by: User, unit_id: int | None, due_on: date | None) -> list[Assessment]:
    """Assessments of those locked proposals that have none."""
    ids = [proposal.pk for proposal in proposals]
    there = set(Assessment.objects.filter(proposal__in=ids).values_list("proposal_id", flat=True))
    now = timezone.now()
    made = Assessment.objects.bulk_create(
        [
            Assessment(
                proposal=proposal,
                started_by=by,
                started_at=now,
                state_since=now,
                due_on=due_on,
                unit_id=unit_id or proposal.project.unit_id,
            )
            for proposal in proposals
            if proposal.pk not in there
        ],
        batch_size=BATCH,
    )
    record_many(
        {
            "action": "assessment.start",
            "actor": by,
            "target": row,
            "project_id": row.proposal.project_id,
            "district_id": row.proposal.district_id,
            "data": {"due_on": due_on.isoformat() if due_on else None},
        }
        for row in made
    )
    if made:
        enqueue("assessment.announce_started")
    return made


def announce_started() -> int:
    """Tell followers of every assessment that began and was not told of yet; returns how many.

    In batches, each in a transaction of its own: any number of workers may run it, and one that dies tells nobody twice.
    """
    number = 0
    while told := _announce_some():
        number += told
    return number


@transaction.atomic
def _announce_some() -> int:
    waiting = Assessment.objects.filter(announced_at__isnull=True).order_by("pk")
    rows = list(
        waiting.select_for_update(of=("self",), no_key=True, skip_locked=True).select_related("proposal", "started_by")[
            :ANNOUNCED_AT_ONCE
        ]
    )
    for row in rows:
        announce(
            kind="assessment.started",
            subject=("proposal", row.proposal_id),
            targets=[("proposal", row.proposal_id)],
            actor=row.started_by,
            data={"due_on": row.due_on.isoformat() if row.due_on else None},
        )
    Assessment.objects.filter(pk__in=[row.pk for row in rows]).update(announced_at=timezone.now())
    return len(rows)
