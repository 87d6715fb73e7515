"""Digests: planned for everybody in one statement, written in batches.

A digest is planned once for a person and a period (a constraint), and claimed, written as a mail and marked together with its
notifications in one transaction. So a worker that dies at any step leaves nothing half done, and nobody is told twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from participation.common.queueing import enqueue
from participation.common.trying import MOST_ATTEMPTS, attempt_all, due
from participation.notifications.models import Digest, Notification, OutboxMessage
from participation.notifications.queries.news import to_put_in_digests
from participation.notifications.services.composing import Composer
from participation.notifications.states import Rhythm

BATCH = 300
# For everybody for whom something waits. Who has an older one that is not written yet gets all with that one, unless it was put
# aside: then the next one tries with all of it. NOT IN, because
# it reads these once, where a join would read the rows that it is just adding again for every person (28 s for 50,000).
PLAN = """
    INSERT INTO notifications_digest (user_id, period, rhythm, until)
    SELECT DISTINCT waiting.user_id, %(period)s, %(rhythm)s, %(until)s::timestamptz
    FROM notifications_notification waiting
    JOIN accounts_user person ON person.id = waiting.user_id AND person.is_active
    WHERE waiting.rhythm = %(rhythm)s AND waiting.mailed_at IS NULL AND waiting.at < %(until)s
      AND waiting.user_id NOT IN (
        SELECT undone.user_id FROM notifications_digest undone
        WHERE undone.rhythm = %(rhythm)s AND undone.made_at IS NULL AND undone.attempts < %(most)s)
    ON CONFLICT (user_id, period) DO NOTHING
"""

MARK_DIGESTS = """
    UPDATE notifications_digest digest SET made_at = %(at)s, message_id = made.message
    FROM unnest(%(digests)s::bigint[], %(messages)s::bigint[]) AS made (digest, message) WHERE digest.id = made.digest
"""
MARK_TOLD = """
    UPDATE notifications_notification notification SET mailed_at = %(at)s, digest_id = told.digest
    FROM unnest(%(told)s::bigint[], %(told_in)s::bigint[]) AS told (id, digest) WHERE notification.id = told.id
"""


def plan_digests(*, at: datetime | None = None) -> int:
    """Plan the digests that are due at a moment (now unless told): those of this day and of this week. Returns how many are new.

    They are due at `FOLLOWING_DIGEST_HOUR` of the city's time, the weekly ones on Mondays, and tell of what happened before.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    year, week, _day = today.isocalendar()
    due = ((Rhythm.DAILY, today.isoformat(), _hour_of(today)), (Rhythm.WEEKLY, f"{year}-W{week:02}", _hour_of(monday)))
    planned = 0
    for rhythm, period, until in due:
        if until <= at:
            with connection.cursor() as cursor:
                cursor.execute(PLAN, {"rhythm": rhythm, "period": period, "until": until, "most": MOST_ATTEMPTS})
                planned += cursor.rowcount
    return planned


def _hour_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(settings.FOLLOWING_DIGEST_HOUR)))


@transaction.atomic
def write_digests() -> int:
    """Write one batch of the digests that are planned; returns how many were handled, 0 when none wait.

    A digest in which there is nothing to tell, because all of it was hidden meanwhile, makes no mail. One that cannot be written
    is put off, and the others are written without it.
    """
    planned = due(Digest.objects.filter(made_at__isnull=True)).select_for_update(of=("self",), skip_locked=True)
    digests = list(planned.select_related("user").order_by("pk")[:BATCH])
    attempt_all(digests, _write)
    return len(digests)


def _write(digests: Sequence[Digest]) -> None:
    waiting = to_put_in_digests({digest.user_id for digest in digests}, {digest.rhythm for digest in digests})
    composer = Composer(waiting)
    by_person: dict[tuple[int, str], list[Notification]] = defaultdict(list)
    for row in waiting:
        by_person[row.user_id, row.rhythm].append(row)
    mails: dict[Digest, OutboxMessage | None] = {}
    told: dict[int, Digest] = {}
    for digest in digests:
        mine = [row for row in by_person[digest.user_id, digest.rhythm] if row.at < digest.until]
        mails[digest] = composer.mail_to(digest.user, mine, rhythm=digest.rhythm)
        told |= dict.fromkeys([row.pk for row in mine], digest)
    _save(mails, told)
    composer.put_silent_aside()


def _save(mails: dict[Digest, OutboxMessage | None], told: dict[int, Digest]) -> None:
    """Mails, digests and marks. told: notification id -> the digest that it came in."""
    OutboxMessage.objects.bulk_create([mail for mail in mails.values() if mail is not None])
    marked: dict[str, Any] = {
        "at": timezone.now(),
        "digests": [digest.pk for digest in mails],
        "messages": [mail.pk if mail is not None else None for mail in mails.values()],
        "told": list(told),
        "told_in": [digest.pk for digest in told.values()],
    }
    _mark_digests(marked)
    _mark_told(marked)
    enqueue("notifications.send_queued")


def _mark_digests(marked: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MARK_DIGESTS, marked)


def _mark_told(marked: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MARK_TOLD, marked)
