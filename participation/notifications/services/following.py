"""Following things, and letting go of them. Nothing of it is recorded: what somebody follows is nobody's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid, NotAllowed
from participation.notifications.followables import offered
from participation.notifications.models import Follow, Notification
from participation.notifications.queries.following import usual_rhythm
from participation.notifications.states import Rhythm

if TYPE_CHECKING:
    from participation.accounts.models import User

MOST_FOLLOWS = 500


@transaction.atomic
def follow(*, user: User, kind: str, object_id: int, rhythm: str = "") -> Follow:
    """Follow something that one may read. Following twice is following once, as the second time says.

    rhythm: how often to be told by mail; empty: as one's other things.
    Raises NotAllowed with the code "unreadable" for what this person may not read or nobody can follow, Invalid for too many.
    """
    thing = offered(kind)
    if thing is None or object_id not in thing.readable([object_id], user):
        raise NotAllowed(_("This cannot be followed."), code="unreadable")
    if Follow.objects.filter(user=user).count() >= MOST_FOLLOWS:
        raise Invalid(_("You follow as much as one can (%(most)s). End something first.") % {"most": MOST_FOLLOWS})
    row = Follow(user=user, kind=kind, object_id=object_id, rhythm=clean_rhythm(rhythm))
    Follow.objects.bulk_create([row], ignore_conflicts=True)
    known = Follow.objects.get(user=user, kind=kind, object_id=object_id)
    return change_follow(user=user, follow_id=known.pk, rhythm=rhythm) if rhythm and known.rhythm != rhythm else known


def follow_own(*, user: User, kind: str, object_id: int) -> None:
    """Let somebody follow what they have just made, in the transaction that makes it. One insert, no question."""
    Follow.objects.bulk_create([Follow(user=user, kind=kind, object_id=object_id)], ignore_conflicts=True)


@transaction.atomic
def unfollow(*, user: User, kind: str, object_id: int) -> bool:
    """Let go of something, also of what one may not read any more; returns whether it was followed.

    What has happened already stays among the person's news, but is not mailed any more.
    """
    ended, _kinds = Follow.objects.filter(user=user, kind=kind, object_id=object_id).delete()
    if ended:
        keep_out_of_mail(user, f"{kind}:{object_id}")
    return bool(ended)


@transaction.atomic
def change_follow(*, user: User, follow_id: int, rhythm: str) -> Follow:
    """Be told more or less often of one thing; holds for what waits to be mailed, too.

    Raises Follow.DoesNotExist for what is somebody else's, Invalid for a rhythm that is none.
    """
    row = Follow.objects.select_for_update().get(pk=follow_id, user=user)
    row.rhythm = clean_rhythm(rhythm)
    row.save(update_fields=["rhythm"])
    retime(user, row.target, row.rhythm)
    return row


def clean_rhythm(rhythm: str) -> str:
    """A known rhythm or an empty one. Raises Invalid with the field."""
    if rhythm and rhythm not in Rhythm.values:
        raise Invalid(_("Choose how often you want to be told."), field="rhythm")
    return rhythm


def retime(user: User, target: str, rhythm: str) -> None:
    """What waits to be mailed because of this target waits for another mail."""
    waiting(user).filter(because=target).update(rhythm=rhythm or usual_rhythm(user))


def keep_out_of_mail(user: User, target: str) -> None:
    """What waits to be mailed because of this target is shown in the site alone."""
    waiting(user).filter(because=target).update(rhythm=Rhythm.SITE)


def waiting(user: User) -> QuerySet[Notification]:
    """What waits to be mailed to a person; what was kept for the site alone waits for nothing."""
    return Notification.objects.filter(user=user, mailed_at__isnull=True).exclude(rhythm=Rhythm.SITE)
