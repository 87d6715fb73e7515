"""Writing the joint text, perhaps several people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from proposals.merging.models import Merger, MergerMember
from proposals.merging.rules import own_members, taking_part
from proposals.merging.services import mails
from proposals.merging.services.rows import (
    change_state,
    days_from_now,
    locked,
    members_of,
    require_calm,
    require_merging_time,
    require_open_merger,
    require_participant,
    tell_of,
)
from proposals.merging.services.texts import fill, fingerprint, keep_version
from proposals.merging.states import ASKING, Act, Consent, MergerState
from proposals.services.content import Content, Words

if TYPE_CHECKING:
    from participation.accounts.models import User

MOVED = "moved"


@transaction.atomic
def save_text(*, merger_id: int, author: User, seen: str, note: str = "", **words: Unpack[Words]) -> Merger:
    """Change the joint text.

    Before the others are asked it is a draft. Afterwards whoever changes it agrees to it by that, everybody else is told and
    asked anew: nobody's yes is carried over to a text they have not read.
    seen: the fingerprint of the text that was shown with the form. words: as in `proposals.services.content.Content`.
    Raises PhaseClosed, NotAllowed, Invalid with the field, and Conflict: with the code "moved" when somebody else has changed
    it since it was seen, "published" or "over" when there is nothing to change any more.
    """
    merger = locked(merger_id)
    members = members_of(merger)
    require_open_merger(merger)
    require_participant(author, merger, members)
    require_merging_time(merger)
    asked = merger.state in ASKING
    content = Content(**words).clean(merger.project_id, complete=asked)
    content.find_district()  # a place outside the city is refused now, not when everybody has agreed
    if fingerprint(content) == merger.digest:
        return merger
    require_seen(merger, seen)
    fill(merger, content)
    if merger.initiator_id is None:
        merger.initiator = author
    if asked:
        require_calm(author)
        _ask_anew(merger, members, author, note)
    merger.save()
    return merger


def require_seen(merger: Merger, seen: str) -> None:
    """Raise Conflict with the code "moved" unless the locked row says what this person has seen."""
    if seen != merger.digest:
        raise Conflict(_("Somebody else has changed the joint text meanwhile."), code=MOVED)


def _ask_anew(merger: Merger, members: list[MergerMember], author: User, note: str) -> None:
    if merger.state == MergerState.AGREED:
        change_state(merger, MergerState.ASKED)
    merger.held_up_at = None
    merger.answer_by = max(merger.answer_by, days_from_now(settings.MERGER_ANEW_DAYS))
    own = {member.pk for member in own_members(members, author)}
    now = timezone.now()
    for member in taking_part(members):
        agrees = member.pk in own
        member.consent = Consent.YES if agrees else Consent.PENDING
        member.consented_at, member.digest = (now, merger.digest) if agrees else (None, "")
        member.save(update_fields=["consent", "consented_at", "digest"])
    version = keep_version(merger, author)
    tell_of(merger, Act.CHANGED, author, note, data={"version": version.pk})
    mails.tell_authors(merger, members, "changed", by=author, note=note, number=version.pk)
