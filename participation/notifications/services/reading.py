"""What somebody has seen of their news."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils import timezone

from participation.notifications.models import Notification

if TYPE_CHECKING:
    from participation.accounts.models import User


def mark_read(*, user: User, ids: Collection[int]) -> None:
    """These have been seen."""
    Notification.objects.filter(user=user, pk__in=ids, read_at__isnull=True).update(read_at=timezone.now())


def mark_all_read(*, user: User, up_to: int) -> int:
    """All have been seen up to the newest one that was shown, so that what came meanwhile stays new; returns how many."""
    theirs = Notification.objects.filter(user=user, pk__lte=up_to, read_at__isnull=True)
    return theirs.update(read_at=timezone.now())
