"""What the front page tells about the whole city."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, QuerySet, Sum

from participation.comments.models import Comment
from participation.projects.models import Project
from proposals.models import OfficialResponse, Proposal
from proposals.states import ProposalState, Status
from surveys.models import Response

NUMBERS_KEY = "city-numbers"
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
    numbers = cache.get(NUMBERS_KEY)
    if numbers is None:
        listed = Project.objects.listed()
        proposals = Proposal.objects.published().filter(project__in=listed)
        numbers = Numbers(
            **proposals.aggregate(proposals=Count("pk"), supports=Sum("support_count", default=0)),
            comments=Comment.objects.readable().filter(thread__project__in=listed).count(),
            answers=Response.objects.filter(survey__project__in=listed).count(),
        )
        cache.set(NUMBERS_KEY, numbers, NUMBERS_KEPT)
    return numbers


def forget_city_numbers() -> None:
    """Count anew when they are asked for next: a whole city has just been made."""
    cache.delete(NUMBERS_KEY)


def latest_answers(limit: int) -> QuerySet[OfficialResponse]:
    """The city's newest answers that decided something, on proposals everyone can read."""
    decided = (Status.ACCEPTED, Status.REJECTED, Status.DONE)
    return (
        OfficialResponse.objects.filter(
            status__in=decided,
            proposal__state=ProposalState.PUBLISHED,
            proposal__project__in=Project.objects.listed(),
        )
        .select_related("proposal__project", "unit")
        .order_by("-id")[:limit]
    )
