"""What staff may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from districts.states import Role
from participation.projects.models import Project
from participation.projects.rules import roles_of
from proposals.models import Proposal
from proposals.queries.search import matching

if TYPE_CHECKING:
    from participation.accounts.models import User


def coordinates_anywhere(user: User) -> bool:
    """Whether this person answers for the city somewhere. At most one query per request."""
    return user.is_active and (user.is_superuser or any(role.role == Role.COORDINATOR for role in roles_of(user)))


def answerable_by(user: User) -> QuerySet[Proposal]:
    """Public proposals in the projects or districts that this person coordinates: the set of `rules.may_respond`."""
    proposals = Proposal.objects.published()
    if user.is_superuser:
        return proposals
    reach = Q(pk__in=[])
    for role in roles_of(user):
        if role.role == Role.COORDINATOR:
            inside = Q(district__path__startswith=role.district.path) | Q(
                project__lead_district__path__startswith=role.district.path
            )
            reach |= inside & Q(project=role.project_id) if role.project_id else inside
    return proposals.filter(reach)


def answer_list(user: User, *, text: str = "", status: str = "", project_id: int | None = None) -> QuerySet[Proposal]:
    """Those that fit a filter, the most supported first."""
    found = matching(answerable_by(user), text)
    if status:
        found = found.filter(status=status)
    if project_id:
        found = found.filter(project=project_id)
    return found.select_related("project", "district").defer("search", "body").order_by("-support_count", "-pk")


def projects_to_answer(user: User) -> QuerySet[Project]:
    """The projects whose proposals this person answers."""
    return Project.objects.filter(pk__in=answerable_by(user).order_by().values("project").distinct()).order_by("slug")
