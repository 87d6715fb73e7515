"""Rounds and items, asked for in words of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from participation.projects.models import Project
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


class VoteQuerySet(models.QuerySet):
    """Rounds of voting."""

    def visible_to(self, user: User | AnonymousUser) -> VoteQuerySet:
        """Rounds whose rules are published, in projects that this person may read."""
        return self.filter(state__in=RoundState.PUBLIC, project__in=Project.objects.visible_to(user))

    def current(self) -> VoteQuerySet:
        """Those that were not cancelled: one of a project at most."""
        return self.exclude(state=RoundState.CANCELLED)


class ItemQuerySet(models.QuerySet):
    """What is voted on."""

    def on_ballot(self) -> ItemQuerySet:
        """Items that can be chosen."""
        return self.filter(withdrawn_at__isnull=True)
