"""What the front page tells about the whole city."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum

from participation.comments.models import Comment
from participation.projects.models import Project
from proposals.models import OfficialResponse, Proposal
from proposals.states import Status
from surveys.models import Response

NUMBERS_KEPT = 600  # seconds; these figures belong to nobody


@dataclass(frozen=True)
class Numbers:
    """How much has been said, supported and answered."""

    proposals: int
    supports: int
    comments: int
    answers: int


def city_numbers() -> Numbers:
    """Totals over all public projects; kept for ten minutes because counting comments reads them all."""
    numbers = cache.get("city-numbers")
    if numbers is None:
        public = Q(project__in=Project.objects.listed())
        proposals = Proposal.objects.published().filter(public)
        numbers = Numbers(
            proposals=proposals.count(),
            supports=proposals.aggregate(total=Sum("support_count"))["total"] or 0,
            comments=Comment.objects.readable().filter(thread__project__in=Project.objects.listed()).count(),
            answers=Response.objects.filter(survey__project__in=Project.objects.listed()).count(),
        )
        cache.set("city-numbers", numbers, NUMBERS_KEPT)
    return numbers


def latest_answers(limit: int) -> QuerySet[OfficialResponse]:
    """The city's newest answers that decided something, on proposals everyone can read."""
    decided = (Status.ACCEPTED, Status.REJECTED, Status.DONE)
    return (
        OfficialResponse.objects.filter(
            status__in=decided,
            proposal__state="published",
            proposal__project__in=Project.objects.listed(),
        )
        .select_related("proposal__project", "unit")
        .order_by("-id")[:limit]
    )
