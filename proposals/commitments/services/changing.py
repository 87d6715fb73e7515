"""Changing a promise while it is being kept: its words, its due date, its steps, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.models import max_length
from participation.common.origin import Origin
from participation.common.refusals import Conflict, Invalid
from proposals.commitments.models import Commitment, DueChange, Milestone, ProgressNote
from proposals.commitments.services.making import TEXT_LENGTH, TITLE_LENGTH, sound_due_date, unit_of
from proposals.commitments.services.pictures import NewPicture, add_pictures
from proposals.commitments.services.rows import change_state, locked_for, record_change, save_changed, tell_followers
from proposals.commitments.states import OPEN, CommitmentState, NoteKind
from proposals.commitments.words import Words, put_words

if TYPE_CHECKING:
    from participation.accounts.models import User

NOTE_LENGTH = max_length(ProgressNote, "text")
REASON_LENGTH = max_length(DueChange, "reason")
STEP_LENGTH = max_length(Milestone, "title")
MOST_STEPS = 12


@transaction.atomic
def edit_commitment(*, commitment_id: int, title: Words, text: Words, unit_id: int, by: User, seen: str = "") -> Commitment:
    """Mend the words or name another unit. The due date has a verb of its own, because moving it has to be said.

    Raises NotAllowed, Invalid with the field, and Conflict.
    """
    commitment = locked_for(commitment_id, by, seen=seen, deciding=True)
    put_words(commitment, "title", title, limit=TITLE_LENGTH, needed=True, line=True)
    put_words(commitment, "text", text, limit=TEXT_LENGTH)
    commitment.unit = unit_of(unit_id)
    save_changed(commitment)
    record_change("commitment.edit", commitment, by, {"unit": unit_id})
    return commitment


@transaction.atomic
def move_due_date(
    *,
    commitment_id: int,
    due_on: date,
    reason: Words,
    by: User,
    seen: str = "",
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> Commitment:
    """Set another due date for what is still to be kept, and say why. Raises NotAllowed, Invalid with the field, and Conflict."""
    commitment = locked_for(commitment_id, by, seen=seen, deciding=True)
    if commitment.state not in OPEN:
        raise Conflict(_("This is not possible any more: the promise has changed meanwhile."))
    was_due_on = commitment.due_on
    move(commitment, due_on, reason, by, at)
    save_changed(commitment, at)
    record_change("commitment.move", commitment, by, {"due_on": due_on.isoformat()})
    tell_followers("commitment.moved", commitment, by, origin, was_due_on=was_due_on)
    return commitment


def move(commitment: Commitment, due_on: date, reason: Words, by: User, at: datetime | None) -> None:
    """Put a locked row's due date elsewhere, with the reason; the row is not saved."""
    if due_on == commitment.due_on:
        raise Invalid(_("This is the due date already. Choose another day."), field="due_on")
    sound_due_date(due_on, after=commitment.made_on)
    if due_on <= timezone.localdate(at):
        raise Invalid(_("Choose a day to come."), field="due_on")
    change = DueChange(commitment=commitment, old_due_on=commitment.due_on, new_due_on=due_on, by=by)
    change.created_at = at or timezone.now()
    put_words(change, "reason", reason, limit=REASON_LENGTH, needed=True)
    change.save()
    commitment.due_on = due_on


@dataclass(frozen=True)
class Step:
    """A milestone as staff write it. id: of the one it changes; None for a new one."""

    title: Words
    due_on: date | None = None
    reached_on: date | None = None
    id: int | None = None


@transaction.atomic
def set_milestones(*, commitment_id: int, steps: Sequence[Step], by: User, seen: str = "") -> Commitment:
    """Write the steps on the way, in their order; steps that are left out go.

    Raises NotAllowed, Conflict, and Invalid with the field, whose name begins with the step's place ("2-title").
    """
    commitment = locked_for(commitment_id, by, seen=seen)
    if len(steps) > MOST_STEPS:
        raise Invalid(_("A promise can have at most %(most)s steps.") % {"most": MOST_STEPS})
    known = {row.pk: row for row in commitment.milestones.all()}
    kept = [_milestone(commitment, step, place, known) for place, step in enumerate(steps)]
    gone = set(known) - {row.pk for row in kept}
    commitment.milestones.filter(pk__in=gone).delete()
    for row in kept:
        row.save()
    save_changed(commitment)
    record_change(
        "commitment.milestones", commitment, by, {"steps": len(kept), "reached": sum(1 for row in kept if row.reached_on)}
    )
    return commitment


def _milestone(commitment: Commitment, step: Step, place: int, known: dict[int, Milestone]) -> Milestone:
    row = known.get(step.id or 0) or Milestone(commitment=commitment)
    try:
        put_words(row, "title", step.title, limit=STEP_LENGTH, needed=True, line=True)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=f"{place}-{refusal.field}") from None
    if step.reached_on and step.reached_on > timezone.localdate():
        raise Invalid(_("This day is still to come."), field=f"{place}-reached_on")
    row.due_on, row.reached_on, row.position = step.due_on, step.reached_on, place
    return row


@transaction.atomic
def note_progress(
    *,
    commitment_id: int,
    text: Words,
    by: User,
    percent: int | None = None,
    pictures: Sequence[NewPicture] = (),
    seen: str = "",
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> ProgressNote:
    """Tell what was done; what was only promised is under way from now on.

    percent: how far it is by the unit's own estimate; None leaves that as it is.
    Raises NotAllowed, Invalid with the field, and Conflict when there is nothing to be kept any more.
    """
    commitment = locked_for(commitment_id, by, seen=seen)
    if commitment.state == CommitmentState.PROMISED:
        change_state(commitment, CommitmentState.UNDER_WAY)
    elif commitment.state != CommitmentState.UNDER_WAY:
        raise Conflict(_("This is not possible any more: the promise has changed meanwhile."))
    if percent is not None:
        if not 0 <= percent <= 100:
            raise Invalid(_("Give a number from 0 to 100."), field="percent")
        commitment.percent = percent
    note = add_note(commitment, NoteKind.PROGRESS, text, by, pictures, at)
    save_changed(commitment, at)
    record_change("commitment.progress", commitment, by, {"note": note.pk, "percent": commitment.percent})
    tell_followers("commitment.progress", commitment, by, origin)
    return note


def add_note(
    commitment: Commitment,
    kind: NoteKind,
    text: Words,
    by: User,
    pictures: Sequence[NewPicture] = (),
    at: datetime | None = None,
) -> ProgressNote:
    """Write a note of a promise whose row is locked. Raises Invalid with the field."""
    note = ProgressNote(commitment=commitment, kind=kind, unit=commitment.unit, author=by, created_at=at or timezone.now())
    put_words(note, "text", text, limit=NOTE_LENGTH, needed=True)
    note.save()
    add_pictures(note, pictures, by=by)
    return note
