"""Background work on promises: ids in, delegate."""

from celery import shared_task
from django.utils import timezone

from proposals.commitments import services
from proposals.commitments.models import Round


@shared_task(name="commitments.ask")
def ask(round_id: int) -> int:
    """Write to everybody who is asked whether a promise is done; queued when the city says so."""
    return services.ask(round_id=round_id)


@shared_task(name="commitments.settle")
def settle() -> int:
    """Settle the questions that are over, and go on with mails that a lost message or a dead worker left unwritten."""
    for pk in Round.objects.unfinished_mail().filter(closes_at__gt=timezone.now()).values_list("pk", flat=True):
        services.ask(round_id=pk)
    return services.settle_due()


@shared_task(name="commitments.daily")
def daily() -> int:
    """Remind before due dates, and escalate what is late."""
    return services.remind_and_escalate()
