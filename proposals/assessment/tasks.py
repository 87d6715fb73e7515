"""Background work on assessments."""

from celery import shared_task

from proposals.assessment import services


@shared_task(name="assessment.announce_started")
def announce_started() -> int:
    """Tell followers of what began; queued when it does, and run periodically for what was lost."""
    return services.announce_started()


@shared_task(name="assessment.remind")
def remind() -> int:
    """Remind assessors of what is due soon, and tell coordinators of what is late."""
    return services.remind_assessors() + services.remind_coordinators()
