"""Background work on proposals."""

from celery import shared_task

from proposals import services


@shared_task(name="proposals.refresh_counts")
def refresh_counts(proposal_ids: list[int]) -> None:
    """Count the supports of some proposals; queued after supports, once for many."""
    services.refresh_counts(proposal_ids=proposal_ids)


@shared_task(name="proposals.rebuild_counts")
def rebuild_counts() -> int:
    """Count everything; runs periodically, so that a lost message loses nothing."""
    return services.rebuild_counts()


@shared_task(name="proposals.forget_invitations")
def forget_invitations() -> int:
    """End what nobody has answered, and forget addresses; runs every day, and twice does nothing more."""
    return services.forget_invitations()
