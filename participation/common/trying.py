"""Rows of work that a worker could not do: tried again later, put aside after some tries, and never in the way of the others.

A worker claims its rows with `due`, and does them in `attempt` or `attempt_all`, inside the transaction that holds the claim.
What fails is undone to a savepoint; its row counts the try and keeps the error. Only what fails by itself is counted: while the
database is away the count cannot be written either, so the whole run fails and nothing is lost.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

logger = logging.getLogger(__name__)
Item = TypeVar("Item")
Row = TypeVar("Row", bound="Tried")
Result = TypeVar("Result")

MOST_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)  # five times longer after every attempt: the last one comes after two hours
ERROR_LENGTH = 200


class Tried(models.Model):
    """A row that a worker does something about. It is put aside when it has failed so often; staff can have it tried again."""

    attempts = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False, help_text="How often it has failed")
    try_at = models.DateTimeField(null=True, editable=False, help_text="Not before; moved on after an attempt that failed")
    last_error = models.CharField(max_length=ERROR_LENGTH, blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True


ASIDE = Q(attempts__gte=MOST_ATTEMPTS)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts have failed."""
    return FIRST_WAIT * 5 ** (attempts - 1)


def due(rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
    """Those that are to be tried now."""
    return rows.exclude(ASIDE).filter(Q(try_at__isnull=True) | Q(try_at__lte=timezone.now()))


def attempt(row: Tried, act: Callable[[], Result], *, otherwise: Result) -> Result:
    """Do something about a row that is locked; what `act` returns, or `otherwise` where it failed and the row is put off."""
    done: list[Result] = []
    attempt_all([row], lambda _rows: done.append(act()))
    return done[0] if done else otherwise


def attempt_all(rows: Sequence[Row], act: Callable[[Sequence[Row]], None]) -> None:
    """Do something about many rows at once, which are locked; those with which it fails are put off, and the others done."""
    for row in in_halves(rows, act, failed=put_off):
        if row.attempts:
            fresh(row)
            row.save(update_fields=["attempts", "try_at", "last_error"])


def in_halves(
    items: Sequence[Item], act: Callable[[Sequence[Item]], None], *, failed: Callable[[Item, Exception], None]
) -> list[Item]:
    """Do things together; where that fails, each half by itself, down to the single ones at fault. Returns what was done."""
    if not items:
        return []
    try:
        with transaction.atomic():
            act(items)
    except Exception as error:  # noqa: BLE001 - whatever one of them breaks on, the others are not to wait for it
        if len(items) == 1:
            failed(items[0], error)
            return []
    else:
        return list(items)
    middle = len(items) // 2
    return in_halves(items[:middle], act, failed=failed) + in_halves(items[middle:], act, failed=failed)


def put_off(row: Tried, error: Exception) -> None:
    """Count an attempt that failed: the next one comes later, after the last none does."""
    row.attempts = min(row.attempts + 1, MOST_ATTEMPTS)
    row.try_at = timezone.now() + wait_after(row.attempts)
    row.last_error = said_of(error)
    row.save(update_fields=["attempts", "try_at", "last_error"])
    logger.warning("%s %s failed, attempt %s: %s", row._meta.label, row.pk, row.attempts, row.last_error)


def fresh(row: Tried) -> None:
    """As if it had never failed; the row is not saved."""
    row.attempts, row.try_at, row.last_error = 0, None, ""


def said_of(error: BaseException) -> str:
    """What an error is and where in our code it came up. Not its own words: they may hold an address, or what somebody wrote."""
    root = Path(settings.ROOT)
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(root) and "site-packages" not in frame.filename
    ]
    place = f" ({Path(ours[-1].filename).relative_to(root)}:{ours[-1].lineno})" if ours else ""
    return f"{type(error).__name__}{place}"[:ERROR_LENGTH]
