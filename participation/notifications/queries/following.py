"""What somebody follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from participation.notifications.models import Follow, MailWish, SavedSearch
from participation.notifications.states import USUAL, Rhythm

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.accounts.models import User

KEPT = "_following"  # on the request
MANY = 100
# How many news wait to be read, up to a hundred; what is followed; and whether they may be staff, since the frame of every page
# wants to know that, too, and this way pays for one question.
MINE = """
    SELECT
        (SELECT count(*) FROM (
            SELECT FROM notifications_notification WHERE user_id = %(user)s AND read_at IS NULL LIMIT %(many)s
        ) unread),
        (SELECT array_agg(concat(kind, ':', object_id)) FROM notifications_follow WHERE user_id = %(user)s),
        EXISTS (SELECT FROM accounts_user_groups WHERE user_id = %(user)s)
"""


@dataclass(frozen=True)
class Mine:
    """What a page says about its reader's following. unread: at most a hundred. followed: such as "proposal:7".

    in_groups: whether they are in some group of staff.
    """

    unread: int = 0
    followed: frozenset[str] = frozenset()
    in_groups: bool = False


def mine(request: HttpRequest) -> Mine:
    """The reader's; one query for a page, and none for who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Mine()
    kept: Mine | None = getattr(request, KEPT, None)
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(MINE, {"user": user.pk, "many": MANY})
            unread, followed, in_groups = cursor.fetchone()
        kept = Mine(unread, frozenset(followed or ()), in_groups)
        setattr(request, KEPT, kept)
    return kept


def ask_again(request: HttpRequest) -> None:
    """Forget what is known of the reader, who has just changed it."""
    if hasattr(request, KEPT):
        delattr(request, KEPT)


def wish_of(user: User) -> MailWish:
    """How the person wants to be told; one that is not saved where they have never said so."""
    return MailWish.objects.filter(user=user).first() or MailWish(user=user)


def usual_rhythm(user: User) -> str:
    """How often somebody is told of what has no rhythm of its own, as things stand."""
    wish = wish_of(user)
    return Rhythm.SITE if wish.stopped else wish.rhythm or USUAL


def follows_of(user: User, *, after: int | None, size: int) -> list[Follow]:
    """What somebody follows, the newest first, after one of them. One query."""
    rows = Follow.objects.filter(user=user).order_by("-pk")
    return list((rows.filter(pk__lt=after) if after else rows)[:size])


def searches_of(user: User) -> list[SavedSearch]:
    """Their saved searches, the newest first. One query."""
    rows = SavedSearch.objects.filter(user=user).select_related("project", "district", "category").order_by("-pk")
    return list(rows.defer("district__boundary"))
