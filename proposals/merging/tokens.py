"""Links in mails that stand for one supporter of one merger, and for nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from proposals.merging.models import Supporter

if TYPE_CHECKING:
    from django.db.models import QuerySet

SALT = "merging.supporter"
LONGEST = 200


def make_token(supporter: Supporter) -> str:
    """A signed text for the address. Uses supporter.resident.

    It names the row and how often the person's sessions were ended: a changed address or a suspension ends old links, too.
    """
    return signing.dumps([supporter.pk, supporter.resident.sessions_ended], salt=SALT)


def supporter_of(token: str) -> Supporter | None:
    """Whom a link stands for; None when it is not ours, too old, revoked, or of an account that is no more."""
    if len(token) > LONGEST:
        return None
    try:
        pk, sessions_ended = signing.loads(token, salt=SALT, max_age=timedelta(days=settings.MERGER_LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = _rows().filter(pk=pk, resident__sessions_ended=sessions_ended, resident__is_active=True, revoked_at__isnull=True)
    return found.first()


def _rows() -> QuerySet[Supporter]:
    return Supporter.objects.select_related("resident", "merger__project", "merger__proposal").defer("merger__proposal__search")
