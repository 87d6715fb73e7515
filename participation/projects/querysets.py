"""Projects and phases, asked for in words of the domain. Everything readable starts from `visible_to`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from districts.models import DistrictRole
from participation.projects.states import ProjectState, Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project


OPEN_TO_ALL = (Visibility.PUBLIC, Visibility.UNLISTED)


def is_public(project: Project) -> bool:
    """Whether everybody may read the project: the part of `visible_to` that asks nothing about the person."""
    return project.state in ProjectState.READABLE and project.visibility in OPEN_TO_ALL


class ProjectQuerySet(models.QuerySet):
    """Participation projects."""

    def visible_to(self, user: User | AnonymousUser) -> ProjectQuerySet:
        """Projects whose address answers this person: published ones, those they are a member of, those they run."""
        public = Q(state__in=ProjectState.READABLE, visibility__in=OPEN_TO_ALL)
        if not user.is_authenticated:
            return self.filter(public)
        if user.is_superuser:
            return self
        member = Q(state__in=ProjectState.READABLE, memberships__user=user)
        return self.filter(public | Q(pk__in=type(self)(self.model).filter(member).values("pk")) | self._run_by(user))

    def open_to_all(self) -> ProjectQuerySet:
        """Projects that everybody may read who has their address."""
        return self.filter(state__in=ProjectState.READABLE, visibility__in=OPEN_TO_ALL)

    def listed(self) -> ProjectQuerySet:
        """Projects that lists, search, feeds and the sitemap may name."""
        return self.filter(state__in=ProjectState.READABLE, visibility=Visibility.PUBLIC)

    def run_by(self, user: User) -> ProjectQuerySet:
        """Projects in districts where this person holds any active role."""
        return self if user.is_superuser else self.filter(self._run_by(user))

    def _run_by(self, user: User) -> Q:
        roles = DistrictRole.objects.held_by(user)
        return Q(models.Exists(roles.reaching(path="lead_district__path", project="pk")))


class CategoryQuerySet(models.QuerySet):
    """Themes of proposals."""

    def offered_in(self, project_id: int) -> CategoryQuerySet:
        """Those that a project offers: its own, and those of every project."""
        return self.filter(Q(project__isnull=True) | Q(project_id=project_id))


class PhaseQuerySet(models.QuerySet):
    """Phases in time."""

    def open(self, at: datetime | None = None) -> PhaseQuerySet:
        """Phases that run at a moment (now unless told)."""
        at = at or timezone.now()
        return self.filter(starts_at__lte=at).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))

    def offering(self, action: str) -> PhaseQuerySet:
        """Phases whose features include the action."""
        return self.filter(features__contains=[action])
