"""Opening and closing a question to residents, by those who hold the promise's row."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone

from participation.common.origin import HISTORICAL, Origin
from participation.common.queueing import enqueue
from proposals.commitments.models import Round
from proposals.commitments.queries.asking import count_asked

if TYPE_CHECKING:
    from proposals.commitments.models import Commitment
    from proposals.commitments.states import Outcome


def open_round(commitment: Commitment, *, origin: Origin = Origin.WEB, at: datetime | None = None) -> Round:
    """Ask anew. Mail goes out in batches after the commit; of history nobody is told."""
    opened_at = at or timezone.now()
    last = commitment.rounds.aggregate(last=Max("number"))["last"] or 0
    asked = Round.objects.create(
        commitment=commitment,
        number=last + 1,
        opened_at=opened_at,
        closes_at=opened_at + timedelta(days=settings.PROMISE_QUESTION_DAYS),
        asked=count_asked(commitment.proposal, before=opened_at),
        told_at=opened_at if origin in HISTORICAL else None,
    )
    if origin not in HISTORICAL:
        enqueue("commitments.ask", asked.pk)
    return asked


def close_round(asked: Round, outcome: Outcome, at: datetime) -> None:
    """Close a round whose row is locked, with the numbers as they are now."""
    counted = asked.confirmations.aggregate(yes=Count("pk", filter=Q(is_done=True)), no=Count("pk", filter=Q(is_done=False)))
    asked.yes, asked.no = counted["yes"], counted["no"]
    asked.outcome, asked.closed_at = outcome, at
    asked.save(update_fields=["yes", "no", "outcome", "closed_at"])
