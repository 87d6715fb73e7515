"""What the front page tells about the whole city."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Sum
from django.utils import timezone

from participation.comments.models import Comment
from participation.projects.models import Project
from proposals.models import OfficialResponse, Proposal
from proposals.outcomes import DECIDED
from proposals.queries.numbers import numbers_by_status
from proposals.states import ProposalState, Status
from surveys.models import Response

NUMBERS_KEY = "city-numbers-by-status"
NUMBERS_KEPT = 600  # seconds; these figures belong to nobody


@dataclass(frozen=True)
class Numbers:
    """How much has been said, supported and answered, and how many proposals have which status."""

    proposals: int
    supports: int
    comments: int
    answers: int
    by_status: dict[str, int]


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
            by_status=numbers_by_status(None),
        )
        cache.set(NUMBERS_KEY, numbers, NUMBERS_KEPT)
    return numbers


def forget_city_numbers() -> None:
    """Count anew when they are asked for next: a whole city has just been made."""
    cache.delete(NUMBERS_KEY)


def latest_answers(limit: int) -> list[tuple[OfficialResponse, int]]:
    """The city's newest answers that decided something and still hold, on proposals everyone can read; done ones first.

    Each with the days it took from publishing the proposal. One query.
    """
    rows = (
        OfficialResponse.objects.filter(
            status__in=DECIDED,
            status=F("proposal__status"),
            proposal__state=ProposalState.PUBLISHED,
            proposal__project__in=Project.objects.listed(),
        )
        .select_related("proposal__project", "unit")
        .order_by("-id")[:limit]
    )
    return [(answer, _days_waited(answer)) for answer in sorted(rows, key=lambda answer: answer.status != Status.DONE)]


def _days_waited(answer: OfficialResponse) -> int:
    asked = answer.proposal.published_at or answer.proposal.created_at
    return max(0, (timezone.localdate(answer.created_at) - timezone.localdate(asked)).days)
