"""Reading the outbox."""

from django.utils import timezone

from participation.notifications.models import OutboxMessage


def claim_next(*, after: int) -> OutboxMessage | None:
    """Lock the next mail that is due, passing over those that other workers hold; None when there is none.

    after: key of the mail claimed before, so that one run tries each mail once.
    Must be called inside a transaction: the claim lasts as long as it does.
    """
    due = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, due_at__lte=timezone.now(), pk__gt=after)
    return due.select_for_update(skip_locked=True).order_by("pk").first()
