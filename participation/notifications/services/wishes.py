"""How often somebody is told by mail, unless one thing says otherwise; and the end of all such mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid
from participation.notifications.models import MailWish, Notification
from participation.notifications.states import Rhythm

if TYPE_CHECKING:
    from participation.accounts.models import User

# What waits because of something without a rhythm of its own. What was kept for the site alone waits for no mail any more.
RETIME = """
    UPDATE notifications_notification waiting SET rhythm = %(rhythm)s
    WHERE waiting.user_id = %(user)s AND waiting.mailed_at IS NULL AND waiting.rhythm <> %(site)s AND waiting.because NOT IN (
        SELECT concat(kind, ':', object_id) FROM notifications_follow WHERE user_id = %(user)s AND rhythm <> ''
        UNION ALL SELECT concat('search:', id) FROM notifications_savedsearch WHERE user_id = %(user)s AND rhythm <> '')
"""


@transaction.atomic
def choose_rhythm(*, user: User, rhythm: str) -> MailWish:
    """Be told so often of everything that has no rhythm of its own. Raises Invalid for a rhythm that is none."""
    if rhythm not in Rhythm.values:
        raise Invalid(_("Choose how often you want to be told."), field="rhythm")
    wish, _made = MailWish.objects.update_or_create(user=user, defaults={"rhythm": rhythm})
    with connection.cursor() as cursor:
        cursor.execute(RETIME, {"rhythm": Rhythm.SITE if wish.stopped else rhythm, "user": user.pk, "site": Rhythm.SITE})
    return wish


@transaction.atomic
def stop_mail(*, user_id: int) -> None:
    """No mail any more about what the person follows, also about what waits now. Stopping twice is stopping once."""
    MailWish.objects.update_or_create(user_id=user_id, defaults={"stopped": True})
    Notification.objects.filter(user=user_id, mailed_at__isnull=True).update(rhythm=Rhythm.SITE)


def resume_mail(*, user_id: int) -> None:
    """Mail again, as it was chosen, about what happens from now on."""
    MailWish.objects.update_or_create(user_id=user_id, defaults={"stopped": False})
