"""Who may do what with assessments. Each rule is evaluated on rows already loaded, once for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from districts.states import Role
from participation.common.refusals import NotAllowed
from participation.projects.rules import roles_of
from proposals.assessment.states import WORKERS
from proposals.rules import is_author, may_respond

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.assessment.models import Assessment, InternalNote
    from proposals.models import Proposal


def works_anywhere(user: User | AnonymousUser) -> bool:
    """Whether the person coordinates or assesses somewhere: at most one query for a request, none for administrators."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role.role in WORKERS for role in roles_of(user))


def coordinates_anywhere(user: User | AnonymousUser) -> bool:
    """Whether the person answers for the city somewhere."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role.role == Role.COORDINATOR for role in roles_of(user))


def may_coordinate(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Coordinators of the project or of the proposal's district start, assign, conclude and open again.

    Uses proposal.project.lead_district and proposal.district.
    """
    return may_respond(user, proposal)


def assesses_there(user: User, proposal: Proposal) -> bool:
    """Whether a role as assessor reaches the proposal. Uses proposal.project.lead_district and proposal.district."""
    paths = (proposal.district.path, proposal.project.lead_district.path)
    return user.is_active and any(
        role.role == Role.ASSESSOR
        and role.project_id in (None, proposal.project_id)
        and any(path.startswith(role.district.path) for path in paths)
        for role in roles_of(user)
    )


def may_be_assigned(person: User, proposal: Proposal) -> bool:
    """Assessors and coordinators whose reach holds the proposal; nobody judges what they wrote themselves."""
    if not person.is_active or is_author(person, proposal):
        return False
    return assesses_there(person, proposal) or may_coordinate(person, proposal)


def may_work(user: User, assessment: Assessment, *, assigned: bool) -> bool:
    """Coordinators, and the assessors to whom it is assigned, unless they wrote the proposal.

    assigned: whether this person is among those who work on it now. Uses assessment.proposal.
    """
    if not user.is_active or is_author(user, assessment.proposal):
        return False
    return may_coordinate(user, assessment.proposal) or (assigned and assesses_there(user, assessment.proposal))


def may_mend(user: User, note: InternalNote) -> bool:
    """Only who wrote a note puts another one in its place."""
    return user.is_active and note.author_id == user.pk


def require_coordinator(user: User | None, proposal: Proposal) -> None:
    """Raise NotAllowed for anyone but the proposal's coordinators; None is the system itself."""
    if user is not None and not may_coordinate(user, proposal):
        raise NotAllowed(_("You do not coordinate the district of this proposal."))


def may_set_criteria(user: User, project: Project) -> bool:
    """Coordinators of a project say what its proposals are held against. Uses project.lead_district."""
    if user.is_superuser:
        return user.is_active
    path = project.lead_district.path
    return user.is_active and any(
        role.role == Role.COORDINATOR and role.project_id in (None, project.pk) and path.startswith(role.district.path)
        for role in roles_of(user)
    )
