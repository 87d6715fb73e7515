"""What concerns one person: mergers they are asked about, and choices that wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from participation.projects.models import Project
from proposals.merging.models import MergerEntry, MergerMember, Supporter
from proposals.merging.states import MergerState

if TYPE_CHECKING:
    from participation.accounts.models import User


def shown_memberships(user: User) -> QuerySet[MergerMember]:
    """The person's proposals in mergers, but for those whose text somebody else has not shown to anybody."""
    shown = ~Q(merger__state=MergerState.DRAFT) | Q(merger__initiator=user) | Q(merger__suggested_by__isnull=False)
    rows = MergerMember.objects.filter(shown, proposal__author=user).select_related("merger__project", "proposal")
    return rows.defer("proposal__body", "proposal__search").order_by("pk")


def memberships_of(user: User) -> QuerySet[MergerMember]:
    """Those of them that the person may read now, newest first."""
    readable = Project.objects.visible_to(user)
    return (
        shown_memberships(user)
        .filter(merger__project__in=readable)
        .defer("merger__body", "proposal__body", "proposal__search")
        .order_by("-pk")
    )


def choices_of(user: User) -> QuerySet[Supporter]:
    """What the person was asked as a supporter, where they may still read it, newest first."""
    rows = Supporter.objects.filter(
        resident=user, merger__proposal__state="published", merger__project__in=Project.objects.visible_to(user)
    )
    related = rows.select_related("merger__project", "merger__proposal")
    return related.defer("merger__body", "merger__proposal__body", "merger__proposal__search").order_by("-pk")


def notes_of(user: User) -> QuerySet[MergerEntry]:
    """What the person did and said in mergers."""
    return MergerEntry.objects.filter(author=user).select_related("merger__project").order_by("pk")
