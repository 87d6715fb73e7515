"""What co-authors of the proposals say to the joint text: nothing is asked of them, but they can object. See decision 10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, NotAllowed
from proposals.merging.models import CoAuthorAnswer, Merger
from proposals.merging.rules import is_coauthor, may_see
from proposals.merging.services import mails
from proposals.merging.services.rows import locked, members_of, require_calm, require_open_merger, tell_of
from proposals.merging.services.settling import published_if_agreed, settle
from proposals.merging.services.writing import require_seen
from proposals.merging.states import ASKING, Act

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.merging.models import MergerMember


@transaction.atomic
def object_to(*, merger_id: int, person: User, seen: str, note: str = "") -> Merger:
    """A co-author objects to the text that was seen: it is not published while they do. Objecting twice is objecting once.

    They can take it back; another text asks them anew; and where nothing is changed it ends with the days for answers.
    Raises NotAllowed, or Conflict: "moved" when the text is another by now, or when the days for answers are over.
    """
    merger, members = _entered(merger_id, person, seen)
    if merger.answer_by <= timezone.now():
        raise Conflict(_("The days in which co-authors can object are over."))
    require_calm(person)
    if _answer(merger, person, objects=True) or note.strip():
        tell_of(merger, Act.OBJECTED, person, note)
        mails.tell_authors(merger, members, "objected", by=person, note=note, number=merger.entries.count())
    settle(merger, members)
    return merger


@transaction.atomic
def accept(*, merger_id: int, person: User, seen: str, note: str = "") -> Merger:
    """A co-author has no objection, or takes it back. Where all authors agree and no other co-author can object, it publishes.

    Raises as `object_to`, but not for its days.
    """
    merger, members = _entered(merger_id, person, seen)
    if _answer(merger, person, objects=False):
        tell_of(merger, Act.ACCEPTED, person, note)
    settle(merger, members)
    return published_if_agreed(merger, members, person)


def _entered(merger_id: int, person: User, seen: str) -> tuple[Merger, list[MergerMember]]:
    merger = locked(merger_id)
    members = members_of(merger)
    require_open_merger(merger)
    if not is_coauthor(person, members) or not may_see(person, merger, members):
        raise NotAllowed(_("Only co-authors of the proposals can do this."))
    if merger.state not in ASKING:
        raise Conflict(_("Nobody has been asked yet."))
    require_seen(merger, seen)
    return merger, members


def _answer(merger: Merger, person: User, *, objects: bool) -> bool:
    """Write the answer to this text down; whether it is another than before. The merger's row is locked."""
    before = CoAuthorAnswer.objects.filter(merger=merger, person=person, digest=merger.digest, objects_to=objects).exists()
    CoAuthorAnswer.objects.update_or_create(
        merger=merger,
        person=person,
        defaults={"digest": merger.digest, "objects_to": objects, "answered_at": timezone.now()},
    )
    return not before
