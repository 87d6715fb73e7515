"""Work in the background. Arguments are rounds, never voters."""

from __future__ import annotations

import logging

from celery import shared_task

from participation.common.refusals import Refusal
from proposals.voting.models import Round
from proposals.voting.services import check_count, clock, count_round
from proposals.voting.states import RoundState

logger = logging.getLogger(__name__)


@shared_task(name="voting.count")
def count(round_id: int) -> int:
    """Count a round that is closed; returns the number of pots. Run twice it comes to the same."""
    try:
        return len(count_round(round_id=round_id))
    except Refusal as refusal:
        logger.info("Round %s is not counted: %s", round_id, refusal.message)
        return 0


@shared_task(name="voting.check_counts")
def check_counts() -> int:
    """Every night: what is closed and not counted is counted, what is counted is counted again. Returns how many differ."""
    differing = 0
    states = (RoundState.CLOSED, RoundState.DECIDED, RoundState.SEALED)
    for voting_round in Round.objects.filter(state__in=states).order_by("pk"):
        if voting_round.state == RoundState.CLOSED and not voting_round.results.exists():
            count(voting_round.pk)
            continue
        for pot in check_count(round_id=voting_round.pk):
            differing += 1
            logger.error("Pot %s of round %s does not come out as it was counted.", pot, voting_round.pk)
    return differing


@shared_task(name="voting.close_ended")
def close_ended() -> int:
    """Every minute: end votes whose phase has ended."""
    return clock.close_ended()


@shared_task(name="voting.link")
def link() -> int:
    """Every hour: bind what was cast."""
    return clock.link_all()


@shared_task(name="voting.finish_sealing")
def finish_sealing() -> int:
    """Go on with sealing that died."""
    return clock.finish_all()


@shared_task(name="voting.remind")
def remind() -> int:
    """Remind coordinators of rules that are due."""
    return clock.remind_of_rules()
