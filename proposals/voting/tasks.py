"""Background work of votes."""

from celery import shared_task

from proposals.voting.services import clock


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
