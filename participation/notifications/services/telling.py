"""Mail at once, for those who want it so: in batches, each claimed, written and marked in one transaction."""

from __future__ import annotations

from itertools import groupby

from django.db import transaction
from django.utils import timezone

from participation.common.queueing import enqueue
from participation.notifications.models import Notification, OutboxMessage
from participation.notifications.queries.news import to_mail_at_once
from participation.notifications.services.composing import Composer
from participation.notifications.states import Rhythm

BATCH = 300


@transaction.atomic
def mail_at_once() -> int:
    """Write the mails of one batch of notifications; returns how many notifications that were, 0 when none wait.

    What one person waits for comes in one mail. A worker that dies leaves neither mails nor marks behind.
    """
    claimed = to_mail_at_once(BATCH)
    if not claimed:
        return 0
    composer = Composer(claimed)
    by_person = groupby(claimed, key=lambda row: row.user)
    mails = [composer.mail_to(user, list(rows), rhythm=Rhythm.AT_ONCE) for user, rows in by_person]
    OutboxMessage.objects.bulk_create([mail for mail in mails if mail is not None])
    Notification.objects.filter(pk__in=[row.pk for row in claimed]).update(mailed_at=timezone.now())
    enqueue("notifications.send_queued")
    return len(claimed)
