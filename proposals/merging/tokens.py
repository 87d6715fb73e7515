"""Links in mails that stand for one supporter of one merger, and for nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from participation.common.mail_links import MailLink
from proposals.merging.models import Supporter

if TYPE_CHECKING:
    from django.db.models import QuerySet

_link = MailLink("merging.supporter", numbers=2)


def make_token(supporter: Supporter) -> str:
    """A signed text for the address. Uses supporter.resident.

    It names the row and how often the person's sessions were ended: a changed address or a suspension ends old links, too.
    """
    return _link.word(supporter.pk, supporter.resident.sessions_ended)


def supporter_of(token: str) -> Supporter | None:
    """Whom a link stands for; None when it is not ours, too old, revoked, or of an account that is no more."""
    read = _link.read(token, max_age=timedelta(days=settings.MERGER_LINK_DAYS))
    if read is None:
        return None
    pk, sessions_ended = read
    found = _rows().filter(pk=pk, resident__sessions_ended=sessions_ended, resident__is_active=True, revoked_at__isnull=True)
    return found.first()


def _rows() -> QuerySet[Supporter]:
    return Supporter.objects.select_related("resident", "merger__project", "merger__proposal").defer("merger__proposal__search")
