"""What a person may do in a project, evaluated once per request from rows already loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from districts.models import DistrictRole
from districts.states import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project

KEPT = "_active_roles"  # on the user


def has_role(user: User | AnonymousUser, project: Project, *roles: Role) -> bool:
    """Whether this person holds one of the roles for the project: in its lead district, above it, or for it alone."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    path = project.lead_district.path
    return any(
        path.startswith(role.district.path) and role.project_id in (None, project.pk) and role.role in roles
        for role in roles_of(user)
    )


def roles_of(user: User) -> list[DistrictRole]:
    """The person's active roles, loaded once for as long as this user object lives (a request)."""
    roles: list[DistrictRole] | None = getattr(user, KEPT, None)
    if roles is None:
        roles = list(DistrictRole.objects.held_by(user).select_related("district"))
        setattr(user, KEPT, roles)
    return roles


def works_for(user: User | AnonymousUser, project: Project) -> bool:
    """Staff of the project, in whichever role."""
    return has_role(user, project, *Role)


def may_moderate(user: User | AnonymousUser, project: Project) -> bool:
    """Moderators of the project's district act on what residents write there."""
    return has_role(user, project, Role.MODERATOR)


def may_coordinate(user: User | AnonymousUser, project: Project) -> bool:
    """Coordinators open and close phases and answer officially."""
    return has_role(user, project, Role.COORDINATOR)
