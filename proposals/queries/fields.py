"""What a project asks for beside the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from proposals.models import FormField

if TYPE_CHECKING:
    from participation.projects.models import Project
    from proposals.models import Proposal


def fields_asked(project: Project, proposal: Proposal | None = None) -> list[FormField]:
    """The project's fields with their options, in their order, and older ones that the proposal has answered.

    One query, and one more where there are any. Uses proposal.said_more.
    """
    wanted = Q(archived_at=None)
    if proposal is not None and proposal.said_more:
        wanted |= Q(pk__in=[answer.field for answer in proposal.said_more])
    return list(FormField.objects.filter(wanted, project=project.pk).prefetch_related("options"))


def all_fields(project: Project) -> list[FormField]:
    """For staff: those that are asked first, then the archived ones."""
    rows = FormField.objects.filter(project=project.pk).prefetch_related("options")
    return sorted(rows, key=lambda row: (row.archived_at is not None, row.position, row.pk))
