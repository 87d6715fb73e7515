"""Promises, asked for in words of the domain. Everything readable starts from `public`, or from `visible_to`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from participation.projects.models import Project
from proposals.commitments.states import OPEN, CommitmentState, Standing
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def standing_is(standing: str, today: date) -> Q:
    """The rows that readers are told are so."""
    late = Q(due_on__lt=today)
    return {
        Standing.KEPT: Q(state=CommitmentState.CONFIRMED),
        Standing.UNDER_WAY: Q(state__in=OPEN) & ~late,
        Standing.LATE: Q(state__in=OPEN) & late,
        Standing.ASKED: Q(state=CommitmentState.DONE),
        Standing.DISPUTED: Q(state=CommitmentState.DISPUTED),
        Standing.GIVEN_UP: Q(state=CommitmentState.GIVEN_UP),
    }[Standing(standing)]


class CommitmentQuerySet(models.QuerySet):
    """What the city promised."""

    def public(self) -> CommitmentQuerySet:
        """Promises on proposals that are public; one that is hidden or taken back takes its promises with it."""
        return self.filter(proposal__state=ProposalState.PUBLISHED)

    def listed(self) -> CommitmentQuerySet:
        """Those that lists, numbers and feeds of the whole city may name."""
        return self.public().filter(proposal__project__in=Project.objects.listed())

    def visible_to(self, user: User | AnonymousUser) -> CommitmentQuerySet:
        """Those whose proposal is public in a project that this person sees."""
        return self.public().filter(proposal__project__in=Project.objects.visible_to(user))

    def standing(self, standing: str, today: date | None = None) -> CommitmentQuerySet:
        """Those that readers are told are so, today unless told."""
        return self.filter(standing_is(standing, today or timezone.localdate()))

    def open(self) -> CommitmentQuerySet:
        """Those that the city has yet to keep."""
        return self.filter(state__in=OPEN)


class RoundQuerySet(models.QuerySet):
    """Questions to residents."""

    def open(self) -> RoundQuerySet:
        """Those that nobody has closed; whether they still take answers is up to the clock."""
        return self.filter(closed_at__isnull=True)

    def askable(self) -> RoundQuerySet:
        """Open ones on proposals that are public."""
        return self.open().filter(commitment__proposal__state=ProposalState.PUBLISHED)

    def unfinished_mail(self) -> RoundQuerySet:
        """Open ones of which somebody may not have been told yet."""
        return self.askable().filter(told_at__isnull=True)
