"""The ends of a promise: done by the city's word, given up, taken up again, and the answer to those who disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.models import max_length
from participation.common.origin import Origin
from participation.common.refusals import Conflict, Invalid
from proposals.commitments.models import Commitment, ProgressNote, Round
from proposals.commitments.services.changing import add_note, move
from proposals.commitments.services.pictures import NewPicture
from proposals.commitments.services.rounds import close_round, open_round
from proposals.commitments.services.rows import change_state, locked_for, record_change, save_changed, tell_followers
from proposals.commitments.states import CommitmentState, NoteKind, Outcome
from proposals.commitments.words import Words, put_words

if TYPE_CHECKING:
    from participation.accounts.models import User

REASONS_LENGTH = max_length(Commitment, "reasons")


@transaction.atomic
def mark_done(
    *,
    commitment_id: int,
    done_on: date,
    text: Words,
    by: User,
    pictures: Sequence[NewPicture] = (),
    seen: str = "",
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> Round:
    """Say that a promise is done, and ask the author and those who supported the proposal whether it is.

    text: what was done. at: when it was said, for history only, which asks nobody by mail.
    Returns the round in which they answer. Raises NotAllowed, Invalid with the field, and Conflict.
    """
    commitment = locked_for(commitment_id, by, seen=seen)
    change_state(commitment, CommitmentState.DONE)
    if done_on < commitment.made_on:
        raise Invalid(_("It cannot be done before it was promised."), field="done_on")
    if done_on > timezone.localdate(at):
        raise Invalid(_("This day is still to come."), field="done_on")
    commitment.done_on, commitment.explained_at, commitment.settled_on = done_on, None, None
    if commitment.percent is not None:
        commitment.percent = 100
    note = add_note(commitment, NoteKind.DONE, text, by, pictures, at)
    save_changed(commitment, at)
    asked = open_round(commitment, origin=origin, at=at)
    record_change("commitment.done", commitment, by, {"note": note.pk, "round": asked.number, "asked": asked.asked})
    tell_followers("commitment.done", commitment, by, origin)
    return asked


@transaction.atomic
def give_up(
    *,
    commitment_id: int,
    reasons: Words,
    by: User,
    seen: str = "",
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> Commitment:
    """Say in public that a promise will not be kept, and why. Raises NotAllowed, Invalid with the field, and Conflict."""
    commitment = locked_for(commitment_id, by, seen=seen, deciding=True)
    change_state(commitment, CommitmentState.GIVEN_UP)
    put_words(commitment, "reasons", reasons, limit=REASONS_LENGTH, needed=True)
    commitment.given_up_on = timezone.localdate(at)
    save_changed(commitment, at)
    record_change("commitment.give_up", commitment, by)
    tell_followers("commitment.given_up", commitment, by, origin)
    return commitment


@transaction.atomic
def reopen(
    *,
    commitment_id: int,
    due_on: date,
    reason: Words,
    by: User,
    seen: str = "",
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> Commitment:
    """Take up again what residents say is not done, what was given up, or what was called done too soon; by a new day.

    A question that is still open is taken back. Raises NotAllowed, Invalid with the field, and Conflict.
    """
    commitment = locked_for(commitment_id, by, seen=seen, deciding=True)
    was, was_due_on = commitment.state, commitment.due_on
    change_state(commitment, CommitmentState.UNDER_WAY)
    for asked in Round.objects.select_for_update().filter(commitment=commitment, closed_at__isnull=True):
        close_round(asked, Outcome.TAKEN_BACK, at or timezone.now())
    move(commitment, due_on, reason, by, at)
    commitment.done_on = commitment.given_up_on = commitment.settled_on = commitment.explained_at = None
    put_words(commitment, "reasons", {}, limit=REASONS_LENGTH)
    save_changed(commitment, at)
    record_change("commitment.reopen", commitment, by, {"was": was, "due_on": due_on.isoformat()})
    tell_followers("commitment.reopened", commitment, by, origin, was_due_on=was_due_on)
    return commitment


@transaction.atomic
def explain(*, commitment_id: int, text: Words, by: User, seen: str = "", at: datetime | None = None) -> ProgressNote:
    """Answer residents who say that it is not done. It stays said that they do; their numbers stay too.

    Raises NotAllowed, Invalid with the field, and Conflict where nobody disputes it.
    """
    commitment = locked_for(commitment_id, by, seen=seen, deciding=True)
    if commitment.state != CommitmentState.DISPUTED:
        raise Conflict(_("This is not possible any more: the promise has changed meanwhile."))
    note = add_note(commitment, NoteKind.ANSWER, text, by, at=at)
    commitment.explained_at = note.created_at
    save_changed(commitment, at)
    record_change("commitment.explain", commitment, by, {"note": note.pk})
    return note
