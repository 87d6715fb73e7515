"""What somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.notifications.followables import PERSON, read_target
from participation.notifications.models import Follow, MailWish, News, Notification, SavedSearch
from participation.notifications.states import USUAL, Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    """Lock what waits for these people's digests, which the caller has locked. One query.

    Who is just choosing another rhythm holds these rows: the choice is waited for, and what it takes out of mails is not read.
    Must be called inside a transaction.
    """
    waiting = Notification.objects.filter(user__in=people, rhythm__in=rhythms, mailed_at__isnull=True)
    return list(waiting.select_for_update(of=("self",)).order_by("user", "pk"))


def unwanted(rows: Sequence[Notification]) -> set[int]:
    """Those of which their people want no mail as things stand, though they wait for one. Three queries.

    A rhythm is settled when a piece of news is spread, and settled anew for what waits when somebody chooses another. What was
    being spread at that moment is seen by neither: so it is asked once more before a mail is written.
    """
    people = {row.user_id for row in rows}
    wishes = {wish.user_id: wish for wish in MailWish.objects.filter(user__in=people)}
    own = _own_rhythms(rows, people)
    return {row.pk for row in rows if _wanted(row, wishes.get(row.user_id), own) == Rhythm.SITE}


def _own_rhythms(rows: Sequence[Notification], people: set[int]) -> dict[tuple[int, str], str]:
    """(person, target) -> the rhythm of its own, empty where it has none, of what they follow and these rows are because of."""
    reasons = {read_target(row.because) for row in rows}
    kinds, ids = {kind for kind, _pk in reasons}, {pk for _kind, pk in reasons}
    follows = Follow.objects.filter(user__in=people, kind__in=kinds, object_id__in=ids)
    searches = SavedSearch.objects.filter(user__in=people, pk__in=ids)
    found = {(row.user_id, row.target): row.rhythm for row in follows}
    return found | {(row.user_id, row.target): row.rhythm for row in searches}


def _wanted(row: Notification, wish: MailWish | None, own: Mapping[tuple[int, str], str]) -> str:
    """What the person wants now of what they follow; of what they follow no more, nothing."""
    if wish is not None and wish.stopped:
        return Rhythm.SITE
    reason = (row.user_id, row.because)
    if reason not in own and read_target(row.because)[0] != PERSON:
        return Rhythm.SITE
    return own.get(reason) or (wish.rhythm if wish is not None else USUAL)


def news_about(target: str, kinds: Iterable[str], *, size: int) -> list[News]:
    """The newest news of some kinds that were told to the followers of a target. One query."""
    return list(News.objects.filter(targets__contains=[target], kind__in=list(kinds)).order_by("-at", "-pk")[:size])
