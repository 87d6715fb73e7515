"""What the answers make of a merger: asked or agreed; and what happens when an agreed one cannot be published yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from participation.common.refusals import Refusal
from proposals.merging.models import Merger
from proposals.merging.queries.coauthors import coauthors_of
from proposals.merging.rules import coauthor_ids_of, everybody_agrees
from proposals.merging.services import mails
from proposals.merging.services.publishing import publish_merger
from proposals.merging.services.rows import change_state, locked, members_of
from proposals.merging.states import ASKING, MergerState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from participation.accounts.models import User
    from proposals.merging.models import MergerMember

DIGITS = 12  # of the fingerprint: tells one text of a merger from another


def settle(merger: Merger, members: Sequence[MergerMember]) -> None:
    """Bring a locked merger that has been asked into the state that the answers make of it."""
    agreed = everybody_agrees(merger, members)
    if not agreed:
        merger.held_up_at = None
    wanted = MergerState.AGREED if agreed and not coauthors_of(merger, coauthor_ids_of(members)).objecting else MergerState.ASKED
    if wanted != merger.state:
        change_state(merger, wanted)
    merger.save(update_fields=["state", "held_up_at"])


def published_if_agreed(merger: Merger, members: Sequence[MergerMember], by: User) -> Merger:
    """The last consent publishes, under the same lock.

    Where something stands in the way, the consents count all the same: the row returned says what it is as `held_up`, who
    began it is told by mail, each text once, and publishing is tried again by itself.
    """
    if not everybody_agrees(merger, members):
        return merger
    try:
        return publish_merger(merger_id=merger.pk, by=by)
    except Refusal as refusal:
        merger.held_up = str(refusal.message)
    merger.held_up_at = merger.held_up_at or timezone.now()
    merger.save(update_fields=["held_up_at"])
    _tell_who_began(merger, members, by)
    return merger


def _tell_who_began(merger: Merger, members: Sequence[MergerMember], by: User) -> None:
    """In their language, in which the reason has to be asked for anew."""
    began = merger.initiator
    if began is None or began.pk == by.pk:
        return
    with override(began.language or None):
        why = _why_not(merger)
    if why:
        mails.tell_authors(merger, members, "held_up", number=int(merger.digest[:DIGITS], 16), only=[began.pk], why=why)


def _why_not(merger: Merger) -> str:
    try:
        with transaction.atomic():
            publish_merger(merger_id=merger.pk, by=None)
            transaction.set_rollback(True)  # only asked
    except Refusal as refusal:
        return str(refusal.message)
    return ""


def publish_held_up() -> int:
    """Publish what all authors have agreed to as soon as nothing stands in its way any more; how many there were.

    Each in a transaction of its own; one that is still held up is left as it is, and nobody is told again.
    """
    waiting = Merger.objects.filter(state__in=ASKING, held_up_at__isnull=False).order_by("pk")
    return sum(_try_again(pk) for pk in waiting.values_list("pk", flat=True))


def _try_again(merger_id: int) -> bool:
    with transaction.atomic():
        merger = locked(merger_id)
        if merger.state not in ASKING or merger.held_up_at is None:
            return False
        settle(merger, members_of(merger))
        if merger.state != MergerState.AGREED:
            return False
        try:
            publish_merger(merger_id=merger_id, by=None)
        except Refusal:
            return False
        return True
