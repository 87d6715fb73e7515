"""What staff say to each other about an assessment. Nothing of it is ever public, and nothing is ever taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from participation.common.models import max_length
from participation.common.refusals import Conflict, NotAllowed
from participation.common.text import clean_text
from proposals.assessment.models import InternalNote
from proposals.assessment.rules import may_mend
from proposals.assessment.services.rows import locked_to_work, record_act

if TYPE_CHECKING:
    from participation.accounts.models import User

NOTE_LENGTH = max_length(InternalNote, "text")


@transaction.atomic
def add_note(*, assessment_id: int, author: User, text: str) -> InternalNote:
    """Add a note, also to a concluded assessment. Raises NotAllowed, Invalid."""
    assessment = locked_to_work(assessment_id, author)
    tidy = clean_text(text, field="text", limit=NOTE_LENGTH, required=True)
    note = InternalNote.objects.create(assessment=assessment, author=author, text=tidy)
    record_act("note", assessment, author, note=note.pk)
    return note


@transaction.atomic
def mend_note(*, assessment_id: int, note_id: int, author: User, text: str) -> InternalNote:
    """Put another note in the place of one's own; the old one can still be read.

    Raises NotAllowed, Invalid, and Conflict with the newer note when that one has been mended already.
    """
    assessment = locked_to_work(assessment_id, author)
    old = assessment.notes.filter(pk=note_id).first()
    if old is None or not may_mend(author, old):
        raise NotAllowed(_("Only who wrote a note can change it."))
    tidy = clean_text(text, field="text", limit=NOTE_LENGTH, required=True)
    if tidy == old.text:
        return old
    try:
        with transaction.atomic():
            note = InternalNote.objects.create(assessment=assessment, author=author, text=tidy, replaces=old)
    except IntegrityError as error:  # the constraint decides between two windows
        newer = InternalNote.objects.filter(replaces=old).first()
        raise Conflict(_("You have changed this note in another window meanwhile."), note=newer) from error
    record_act("note", assessment, author, note=note.pk, replaces=old.pk)
    return note
