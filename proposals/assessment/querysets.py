"""Assessments, asked for in words of the domain. Everything that staff reach starts from `worked_on_by`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from districts.states import Role
from participation.projects.rules import roles_of
from proposals.assessment.states import AssessmentState
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User
    from participation.projects.models import Project


def reach(user: User, role: Role, *, proposal: str = "") -> Q:
    """The proposals that a role of this person reaches: in its district, or in a project led there; for one project only
    where the role names one. No query beyond the roles, which are loaded once for a request.

    proposal: how the outer query names the proposal, such as "proposal__"; nothing when it asks for proposals.
    """
    found = Q(pk__in=[])
    for held in roles_of(user):
        if held.role == role:
            path = held.district.path
            inside = Q(**{f"{proposal}district__path__startswith": path})
            inside |= Q(**{f"{proposal}project__lead_district__path__startswith": path})
            found |= inside & Q(**{f"{proposal}project": held.project_id}) if held.project_id else inside
    return found


def project_reach(user: User, role: Role, *, project: str = "") -> Q:
    """The projects that a role of this person reaches, asked as `reach` asks."""
    found = Q(pk__in=[])
    for held in roles_of(user):
        if held.role == role:
            inside = Q(**{f"{project}lead_district__path__startswith": held.district.path})
            found |= inside & Q(**{f"{project}pk": held.project_id}) if held.project_id else inside
    return found


class AssessmentQuerySet(models.QuerySet):
    """Assessments of proposals."""

    def open(self) -> AssessmentQuerySet:
        """Those that are not concluded."""
        return self.filter(state__in=AssessmentState.OPEN)

    def overdue(self, on: date | None = None) -> AssessmentQuerySet:
        """Open ones whose deadline has passed by a day (today unless told)."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def of_public_proposals(self) -> AssessmentQuerySet:
        """What is hidden or taken back is not worked on."""
        return self.filter(proposal__state=ProposalState.PUBLISHED)

    def assigned_to(self, user: User) -> AssessmentQuerySet:
        """Those on which this person works now."""
        return self.filter(pk__in=self._assigned(user))

    def coordinated_by(self, user: User) -> AssessmentQuerySet:
        """Of public proposals, in the projects or districts that this person coordinates."""
        found = self.of_public_proposals()
        if not user.is_active:
            return self.none()
        return found if user.is_superuser else found.filter(reach(user, Role.COORDINATOR, proposal="proposal__"))

    def worked_on_by(self, user: User) -> AssessmentQuerySet:
        """Of public proposals: what this person coordinates, and what is assigned to them where they are an assessor."""
        if not user.is_active:
            return self.none()
        found = self.of_public_proposals()
        if user.is_superuser:
            return found
        mine = reach(user, Role.ASSESSOR, proposal="proposal__") & Q(pk__in=self._assigned(user))
        return found.filter(reach(user, Role.COORDINATOR, proposal="proposal__") | mine)

    def _assigned(self, user: User) -> models.QuerySet:
        """The ids, as a subquery: a join would find an assessment once for each of its assessors."""
        return type(self)(self.model).filter(assignments__assessor=user, assignments__until__isnull=True).values("pk")


class CriterionQuerySet(models.QuerySet):
    """What proposals of a project are held against."""

    def in_use(self, project: Project | int) -> CriterionQuerySet:
        """Those of a project that are asked for now, in their order."""
        return self.filter(project=project, retired=False)
