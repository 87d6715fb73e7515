"""Reading the record."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from participation.audit.models import Entry


def entries(
    *,
    action: str = "",
    actor: str = "",
    since: date | None = None,
    until: date | None = None,
    before: int | None = None,
) -> QuerySet[Entry]:
    """Entries, newest first, with who acted.

    action: the beginning of a verb: "comment" finds "comment.hide" and "comment.restore".
    actor: an e-mail, a part of a public name, or a person's number.
    since, until: days in the city's time zone, both included.
    before: the id to continue below, so that a page far down costs what the first one does.
    """
    found = Entry.objects.select_related("actor").order_by("-id")
    if action:
        found = found.filter(action__startswith=action)
    if actor:
        who = Q(actor__email__iexact=actor) | Q(actor__public_name__icontains=actor)
        if actor.isdecimal() and len(actor) < 19:
            who |= Q(actor_id=int(actor))
        found = found.filter(who)
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    if before is not None:
        found = found.filter(pk__lt=before)
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
