"""The promises of one proposal with everything that its page tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch

from proposals.commitments.models import Commitment, NotePicture, ProgressNote, Round

if TYPE_CHECKING:
    from proposals.commitments.querysets import CommitmentQuerySet


def promises_of(proposal_id: int) -> list[Commitment]:
    """Those still to be kept first, then the nearest due date. Eight queries at most, however many promises there are."""
    rows = whole(Commitment.objects.filter(proposal=proposal_id).select_related("unit"))
    return sorted(rows, key=lambda row: (row.done_on is not None or row.given_up_on is not None, row.due_on, row.pk))


def whole(rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """With milestones, notes and their pictures, moved due dates, and how often residents were asked."""
    pictures = NotePicture.objects.select_related("image").prefetch_related("image__renditions")
    notes = ProgressNote.objects.select_related("unit").prefetch_related(Prefetch("pictures", pictures))
    rounds = Round.objects.annotate(answers=Count("confirmations"))
    return rows.prefetch_related("milestones", "due_changes", Prefetch("notes", notes), Prefetch("rounds", rounds))
