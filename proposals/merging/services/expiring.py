"""Deadlines: who has not answered is reminded, and what nobody answers ends by itself."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from proposals.merging.models import Merger
from proposals.merging.rules import taking_part
from proposals.merging.services import mails
from proposals.merging.services.leaving import is_shown
from proposals.merging.services.rows import finish, locked, members_of, tell_of
from proposals.merging.states import OPEN, Act, Consent, MergerState


def remind_pending() -> int:
    """Remind authors who have not agreed, some days before the last one, each once per deadline; how many mails were written."""
    now = timezone.now()
    soon = now + timedelta(days=settings.MERGER_REMIND_DAYS)
    due = Merger.objects.filter(state=MergerState.ASKED, answer_by__gt=now, answer_by__lte=soon)
    written = 0
    for merger in due.select_related("project").order_by("pk"):
        members = members_of(merger)
        pending = [row.proposal.author_id for row in taking_part(members) if row.consent != Consent.YES]
        written += mails.tell_authors(
            merger,
            members,
            "reminded",
            number=int(merger.answer_by.timestamp()),
            only=[pk for pk in pending if pk is not None],
        )
    return written


def end_overdue() -> int:
    """Give up what was not agreed on in time, each in a transaction of its own; how many ended.

    What everybody has agreed to is kept: something else stands in its way, and publishing it again is one click.
    """
    overdue = Merger.objects.filter(state__in=(MergerState.DRAFT, MergerState.ASKED), answer_by__lte=timezone.now())
    return sum(_end(pk) for pk in overdue.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _end(merger_id: int) -> bool:
    merger = locked(merger_id)
    if merger.state not in OPEN or merger.state == MergerState.AGREED or merger.answer_by > timezone.now():
        return False  # somebody answered, or changed the text, meanwhile
    members, was_shown = members_of(merger), is_shown(merger)
    finish(merger, MergerState.ABANDONED)
    tell_of(merger, Act.EXPIRED, None)
    if was_shown:
        mails.tell_authors(merger, members, "ended")
    return True
