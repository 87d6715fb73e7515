"""What assessments offer to the rooms below: a project's progress, its criteria, data requests, missing languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from participation.projects.features import Feature, Panel
from participation.projects.models import Project
from participation.projects.states import Action
from proposals.addresses import address
from proposals.assessment.language_gaps import language_gaps
from proposals.assessment.models import Assessment, Assignment, InternalNote
from proposals.assessment.queries.public import recent_progress
from proposals.assessment.services import add_default_criteria, leave_work

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.accounts.models import User


def panel(request: HttpRequest, project: Project) -> Panel | None:
    """How far the city is, while the project runs."""
    return None if _is_over(project) else outcome(request, project)


def outcome(_request: HttpRequest, project: Project) -> Panel | None:
    """How many proposals the city has assessed, and what it found out."""
    if not any({Action.PROPOSE, Action.SUPPORT} & set(phase.features) for phase in project.phase_list):
        return None
    progress = recent_progress(project)
    if not progress.total:
        return None
    rows = [{"label": str(one.label), "value": number} for one, number in progress.by_feasibility.items()]
    return Panel(
        template="assessment/_project_progress.html",
        context={"progress": progress, "rows": rows, "is_over": _is_over(project)},
    )


def _is_over(project: Project) -> bool:
    """Nothing can be done any more, now or later: the page shows what came of it."""
    return not any(phase.features and not phase.is_over() for phase in project.phase_list)


def build(project: Project, _blueprint: str, _data: Mapping[str, Any]) -> None:
    """The criteria of the blueprint."""
    add_default_criteria(project=project, by=None)


def export(user: User) -> Any:
    """What was assigned to a member of staff, what they concluded, and the notes they wrote; nobody else's."""
    assigned = Assignment.objects.filter(assessor=user).select_related("assessment__proposal__project").order_by("pk")
    notes = InternalNote.objects.filter(author=user).select_related("assessment__proposal__project").order_by("pk")
    concluded = Assessment.objects.filter(concluded_by=user).select_related("proposal__project").order_by("pk")
    return {
        "assignments": [
            {
                "proposal": address(row.assessment.proposal),
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row in assigned
        ],
        "concluded": [
            {"proposal": address(row.proposal), "at": row.concluded_at.isoformat() if row.concluded_at else None}
            for row in concluded
        ],
        "notes": [
            {"proposal": address(note.assessment.proposal), "at": note.created_at.isoformat(), "text": note.text}
            for note in notes
        ],
    }


def erase(user: User) -> None:
    """Nothing waits for them any more. Their work stays, under no name."""
    leave_work(person=user)


ASSESSMENT = Feature(
    key="assessment",
    label=_("Assessment"),
    order=15,
    panel=panel,
    outcome=outcome,
    build=build,
    export=export,
    erase=erase,
    language_gaps=language_gaps,
)
