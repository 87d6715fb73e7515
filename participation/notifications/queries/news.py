"""What somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.notifications.models import News, Notification
from participation.notifications.states import Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from participation.accounts.models import User


def notifications_of(user: User, *, after: int | None, size: int) -> list[Notification]:
    """A page of somebody's, the newest first, with their news. One query."""
    rows = Notification.objects.filter(user=user).select_related("news").order_by("-pk")
    return list((rows.filter(pk__lt=after) if after else rows)[:size])


def to_mail_at_once(size: int) -> list[Notification]:
    """Lock some that wait to be mailed at once, passing over those that other workers hold; a person's lie together.

    Must be called inside a transaction: the claim lasts as long as it does.
    """
    waiting = Notification.objects.filter(rhythm=Rhythm.AT_ONCE, mailed_at__isnull=True)
    claimed = waiting.select_for_update(of=("self",), skip_locked=True).select_related("user")
    return list(claimed.order_by("user", "pk")[:size])


def to_put_in_digests(people: Iterable[int], rhythms: Iterable[str]) -> list[Notification]:
    """What waits for these people's digests, which the caller has locked. One query."""
    waiting = Notification.objects.filter(user__in=people, rhythm__in=rhythms, mailed_at__isnull=True)
    return list(waiting.order_by("user", "pk"))


def news_about(target: str, kinds: Iterable[str], *, size: int) -> list[News]:
    """The newest news of some kinds that were told to the followers of a target. One query."""
    return list(News.objects.filter(targets__contains=[target], kind__in=list(kinds)).order_by("-at", "-pk")[:size])
