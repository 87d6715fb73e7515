"""Cases, asked for in words of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists

from districts.models import DistrictRole
from districts.states import Role
from participation.moderation.states import CaseState

if TYPE_CHECKING:
    from participation.accounts.models import User


class CaseQuerySet(models.QuerySet):
    """Cases of moderation."""

    def open(self) -> CaseQuerySet:
        """Cases nobody has decided yet."""
        return self.filter(state=CaseState.OPEN)

    def about(self, object_type: str, object_id: int) -> CaseQuerySet:
        """Every case there has been about one piece of content."""
        return self.filter(object_type=object_type, object_id=object_id)

    def moderated_by(self, user: User) -> CaseQuerySet:
        """Cases in the districts, or of the projects, that this person moderates."""
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        roles = DistrictRole.objects.held_by(user).filter(role=Role.MODERATOR)
        return self.filter(Exists(roles.reaching(path="district__path", project="project_id")))
