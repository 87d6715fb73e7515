"""Who answers accessibility feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from districts.states import Level, Role
from participation.projects.rules import roles_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def may_answer(user: User | AnonymousUser) -> bool:
    """Coordinators of the whole city and administrators: the statement speaks for the whole service."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(
        role.role == Role.COORDINATOR and role.district.level == Level.CITY and role.project_id is None for role in roles_of(user)
    )
