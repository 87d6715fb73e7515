"""Daily work on accessibility feedback."""

from celery import shared_task

from participation.feedback.services import forget_addresses, remind_responsible


@shared_task(name="feedback.daily")
def daily() -> None:
    """Remind those responsible of what is due, and forget addresses that have served their purpose."""
    remind_responsible()
    forget_addresses()
