"""Mail at once, for those who want it so: in batches, each claimed, written and marked in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from participation.common.queueing import enqueue
from participation.common.trying import in_halves, said_of
from participation.notifications.models import Notification, OutboxMessage
from participation.notifications.queries.news import to_mail_at_once
from participation.notifications.services.composing import Composer
from participation.notifications.states import Rhythm

logger = logging.getLogger(__name__)
BATCH = 300


@transaction.atomic
def mail_at_once() -> int:
    """Write the mails of one batch of notifications; returns how many notifications that were, 0 when none wait.

    What one person waits for comes in one mail. A worker that dies leaves neither mails nor marks behind. What cannot be mailed
    at once is left to the person's next digest, which counts its tries.
    """
    claimed = to_mail_at_once(BATCH)
    by_person = [list(rows) for _user, rows in groupby(claimed, key=lambda row: row.user_id)]
    in_halves(by_person, _write, failed=_leave_to_digest)
    return len(claimed)


def _write(by_person: Sequence[list[Notification]]) -> None:
    claimed = [row for rows in by_person for row in rows]
    composer = Composer(claimed)
    mails = [composer.mail_to(rows[0].user, rows, rhythm=Rhythm.AT_ONCE) for rows in by_person]
    OutboxMessage.objects.bulk_create([mail for mail in mails if mail is not None])
    Notification.objects.filter(pk__in=[row.pk for row in claimed]).update(mailed_at=timezone.now())
    composer.put_silent_aside()
    enqueue("notifications.send_queued")


def _leave_to_digest(rows: list[Notification], error: Exception) -> None:
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(rhythm=Rhythm.DAILY)
    logger.warning("A mail at once to person %s failed, the digest will tell: %s", rows[0].user_id, said_of(error))
