"""How much one person may send in an hour: the question that the services of comments, proposals and reports ask.

The rows themselves are counted, so nothing that is emptied or restarted gives anybody a fresh hour.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from participation.common.refusals import TooMany

HOUR = timedelta(hours=1)
# Two that one person sends at once are counted one after the other. Two statements in one round trip: a single one would
# read before its wait for the lock, and so not see what it waited for. Plain SQL: every comment pays for this.
ASK = """
    SELECT pg_advisory_xact_lock(hashtextextended(%s, 0));
    SELECT {moment} FROM {rows} AND {moment} > statement_timestamp() - interval '1 hour'
    ORDER BY {moment} DESC OFFSET %s LIMIT 1
"""


def require_pace(
    *,
    rows: str,
    person: int | str,
    moment: str,
    most: int,
    message: str | Promise,
    exempt: Callable[[], bool] = lambda: False,
) -> None:
    """Let one more row in unless there are enough within the hour; one question, which reads at most `most` rows.

    rows: what somebody has sent by this door, as SQL: "table WHERE column = %s"; an index should lead there by `moment`.
    person: whom %s stands for; who sends two at once waits for their own first one.
    moment: the column that says when.
    most: how many in an hour; 0 for no limit.
    message: for the person, with %(most)s and the time at which they may go on, %(time)s.
    exempt: asked only about somebody who has reached the limit.
    Raises TooMany with that time as its fact `again_at`. Must be called in the transaction of the insert.
    """
    if most <= 0:
        return
    oldest_of_the_most = _ask(rows, person, moment, most)
    if oldest_of_the_most is None or exempt():
        return
    again_at = oldest_of_the_most + HOUR
    raise TooMany(message % {"most": most, "time": _shown(again_at)}, again_at=again_at)


def _ask(rows: str, person: int | str, moment: str, most: int) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(ASK.format(rows=rows, moment=moment), [f"{rows} {person}", person, most - 1])
        cursor.nextset()
        row = cursor.fetchone()
    return row[0] if row else None


def _shown(moment: datetime) -> str:
    """The first whole minute at which it is true."""
    return date_format(timezone.localtime(moment + timedelta(minutes=1)), "TIME_FORMAT")
