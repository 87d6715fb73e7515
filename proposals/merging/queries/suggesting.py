"""What staff see of bringing together: proposals they may suggest, and what became of suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from proposals.merging.models import Merger, MergerMember
from proposals.models import Proposal
from proposals.queries.answering import answerable_by

if TYPE_CHECKING:
    from participation.accounts.models import User


def suggestable(user: User, ids: list[int]) -> list[Proposal]:
    """Those of the ids whose proposals this person answers for. One query."""
    rows = answerable_by(user).filter(pk__in=ids).select_related("author", "project", "district")
    return list(rows.defer("search", "body", "district__boundary").order_by("pk"))


def mergers_in_reach(user: User) -> QuerySet[Merger]:
    """Mergers with a proposal that this person answers for, newest first; drafts that nobody has been shown are not there."""
    theirs = MergerMember.objects.filter(merger=OuterRef("pk"), proposal__in=answerable_by(user).order_by().values("pk"))
    shown = Q(suggested_by__isnull=False) | ~Q(state="draft")
    agreed = Count("members", filter=Q(members__consent="yes", members__left_at__isnull=True))
    rows = Merger.objects.filter(shown & Q(Exists(theirs))).select_related("project", "suggested_by", "proposal")
    counted = rows.annotate(agreed=agreed, number=Count("members", filter=Q(members__left_at__isnull=True)))
    return counted.defer("body", "proposal__body", "proposal__search").order_by("-pk")
