"""Forgetting: news that are old, what has been read, and everything about somebody who is erased."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from participation.common.trying import ASIDE
from participation.notifications.models import Digest, Follow, MailWish, News, Notification, OutboxMessage, SavedSearch

if TYPE_CHECKING:
    from participation.accounts.models import User

READ_DAYS, UNREAD_DAYS, NEWS_DAYS, MAIL_DAYS = 60, 180, 400, 30
BATCH = 5_000


def prune() -> int:
    """Delete what has served its purpose, in batches; returns how many rows went. Safe to die midway and to run twice.

    Notifications that were read go after two months, others after half a year, news after a year, mails about what people
    follow a month after they were sent, together with the digests that they were. What was put aside goes like what was told.
    """
    now = timezone.now()
    read, unread, news, mail = (now - timedelta(days=days) for days in (READ_DAYS, UNREAD_DAYS, NEWS_DAYS, MAIL_DAYS))
    gone = _delete(Notification.objects.filter(at__lt=read, read_at__isnull=False))
    gone += _delete(Notification.objects.filter(at__lt=unread))
    gone += _delete(News.objects.filter(at__lt=news).filter(Q(spread_at__isnull=False) | ASIDE))
    gone += _delete(OutboxMessage.objects.exclude(unsubscribe_url="").filter(sent_at__lt=mail))
    return gone + _delete(Digest.objects.filter(Q(made_at__lt=mail) | (ASIDE & Q(until__lt=mail))))


def forget_person(*, user: User) -> None:
    """Everything that somebody follows and was told, places and settings included."""
    for model in (Notification, Digest, Follow, SavedSearch, MailWish):
        model._default_manager.filter(user=user).delete()


def _delete(rows: models.QuerySet) -> int:
    """Batch by batch, the oldest keys first."""
    gone = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=ids).delete()
        gone += len(ids)
    return gone
