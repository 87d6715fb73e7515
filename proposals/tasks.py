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


@shared_task(name="proposals.count_words")
def count_words() -> int:
    """Count how many proposals use each word; runs periodically, and only weighs words against each other."""
    return services.count_words()
