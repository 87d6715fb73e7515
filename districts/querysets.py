"""Districts and roles, asked for in words of the domain."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from participation.accounts.models import User


class DistrictQuerySet(models.QuerySet):
    """Parts of the city."""

    def valid(self, on: date | None = None) -> DistrictQuerySet:
        """Districts that exist on a day (today unless told)."""
        on = on or timezone.localdate()
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )

    def participation_level(self) -> DistrictQuerySet:
        """The one level that contributions are counted by."""
        return self.filter(level=settings.PARTICIPATION_LEVEL)

    def at_or_below(self, district: Any) -> DistrictQuerySet:
        """The district and everything inside it; `path` starts with the ancestor's path."""
        return self.filter(path__startswith=district.path)


class DistrictRoleQuerySet(models.QuerySet):
    """Who does what where."""

    def active(self, at: datetime | None = None) -> DistrictRoleQuerySet:
        """Roles that hold at a moment (now unless told)."""
        at = at or timezone.now()
        return self.filter(starts_at__lte=at).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))

    def reaching(self, *, path: str, project: str) -> DistrictRoleQuerySet:
        """For Exists: roles in the outer row's district or one around it, unless they are for another project only.

        path, project: how the outer query names the path of the row's district and the id of its project.
        """
        return (
            self.filter(Q(project__isnull=True) | Q(project_id=OuterRef(project)))
            .annotate(below=ExpressionWrapper(OuterRef(path), output_field=models.CharField()))
            .filter(below__startswith=F("district__path"))
        )

    def held_by(self, user: User) -> DistrictRoleQuerySet:
        """Active roles of one person."""
        return self.active().filter(user=user)
