"""Asking the other authors, and what they answer. Each agrees to one text, named by its fingerprint, or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, NotAllowed
from proposals.merging.models import Merger, MergerMember
from proposals.merging.rules import own_members, taking_part
from proposals.merging.services import mails
from proposals.merging.services.publishing import require_fit
from proposals.merging.services.rows import (
    answer_time,
    change_state,
    locked,
    members_of,
    refuse_taken,
    require_calm,
    require_merging_time,
    require_open_merger,
    require_participant,
    tell_of,
)
from proposals.merging.services.settling import published_if_agreed, settle
from proposals.merging.services.texts import content_of, keep_version
from proposals.merging.services.writing import require_seen
from proposals.merging.states import ASKING, Act, Consent, MergerState

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def ask(*, merger_id: int, author: User, seen: str, note: str = "") -> Merger:
    """Show the joint text to the other authors and ask each to agree; whoever asks agrees by that.

    Raises PhaseClosed, NotAllowed, Invalid for a text that is not complete, or Conflict: "taken" when one of the proposals is
    in another merger by now, "moved" when the text is another than the one that was seen. Asking twice is asking once.
    """
    merger, members = _entered(merger_id, author)
    if merger.state != MergerState.DRAFT:
        return merger
    if merger.initiator_id is None:
        raise NotAllowed(_("Write the joint text first, then ask the others."))
    merger.initiator = author  # of a suggestion, any of them can ask; of one's own draft nobody else knows
    require_seen(merger, seen)
    require_calm(author)
    content_of(merger).clean(merger.project_id)
    require_fit(members)
    change_state(merger, MergerState.ASKED)
    merger.answer_by = answer_time()
    merger.save(update_fields=["state", "answer_by", "initiator"])
    _take(members)
    keep_version(merger, author)
    tell_of(merger, Act.ASKED, author, note)
    mails.tell_authors(merger, members, "asked", by=author, note=note)
    _answer(merger, members, author, Consent.YES)
    return published_if_agreed(merger, members, author)


@transaction.atomic
def agree(*, merger_id: int, author: User, seen: str, note: str = "") -> Merger:
    """Agree to the text that was seen, for all of one's own proposals in the merger. The last one to agree publishes it;
    what stands in the way of that is said in `held_up` of the row returned.

    Raises PhaseClosed, NotAllowed, or Conflict with the code "moved" when the text is another by now.
    """
    merger, members = _entered(merger_id, author)
    _require_asked(merger)
    require_seen(merger, seen)
    if _answer(merger, members, author, Consent.YES):
        tell_of(merger, Act.AGREED, author, note)
    return published_if_agreed(merger, members, author)


@transaction.atomic
def disagree(*, merger_id: int, author: User, seen: str, note: str = "") -> Merger:
    """Say that one does not agree to the text that was seen; it can be changed, or one can leave. Nothing else happens.

    Raises as `agree`.
    """
    merger, members = _entered(merger_id, author)
    _require_asked(merger)
    require_seen(merger, seen)
    if _answer(merger, members, author, Consent.NO) or note.strip():
        require_calm(author)
        tell_of(merger, Act.DISAGREED, author, note)
        mails.tell_authors(merger, members, "disagreed", by=author, note=note, number=merger.entries.count())
    return merger


def _entered(merger_id: int, author: User) -> tuple[Merger, list[MergerMember]]:
    merger = locked(merger_id)
    members = members_of(merger)
    require_open_merger(merger)
    require_participant(author, merger, members)
    require_merging_time(merger)
    return merger, members


def _require_asked(merger: Merger) -> None:
    if merger.state not in ASKING:
        raise Conflict(_("Nobody has been asked yet."))


def _take(members: list[MergerMember]) -> None:
    """From now on each of the proposals is in this merger alone."""
    for member in taking_part(members):
        member.holds = True
    try:
        with transaction.atomic():
            MergerMember.objects.bulk_update(taking_part(members), ["holds"])
    except IntegrityError as error:
        refuse_taken(error)


def _answer(merger: Merger, members: list[MergerMember], author: User, consent: Consent) -> bool:
    """Write down one author's answer and what follows from it for the state; whether it is another answer than before."""
    new = False
    for member in own_members(taking_part(members), author):
        digest = merger.digest if consent == Consent.YES else ""
        new = new or (member.consent, member.digest) != (consent, digest)
        member.consent, member.consented_at, member.digest = consent, timezone.now(), digest
        member.save(update_fields=["consent", "consented_at", "digest"])
    settle(merger, members)
    return new
