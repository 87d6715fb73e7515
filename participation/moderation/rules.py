"""Who may decide about what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from districts.models import District, DistrictRole
from districts.queries import paths_around
from districts.states import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from districts.querysets import DistrictRoleQuerySet
    from participation.accounts.models import User
    from participation.moderation.models import Case


def moderates_anywhere(user: User | AnonymousUser) -> bool:
    """Whether the person moderates at all: one query for residents and staff, none for administrators."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or _roles(user).exists()


def may_moderate(user: User | AnonymousUser, *, district_id: int, project_id: int | None) -> bool:
    """Whether the person moderates this district, one above it, or this project in it.

    project_id: the project that content belongs to; None asks for the right to the whole district.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    district = District.objects.only("path").filter(pk=district_id).first()
    if district is None:
        return False
    around = _roles(user).filter(district__path__in=paths_around(district))
    return around.filter(Q(project__isnull=True) | Q(project_id=project_id)).exists()


def is_own(user: User, case: Case) -> bool:
    """Nobody decides about what they wrote themselves."""
    return case.author_id == user.pk


def _roles(user: User) -> DistrictRoleQuerySet:
    return DistrictRole.objects.held_by(user).filter(role=Role.MODERATOR)
