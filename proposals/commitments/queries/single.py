"""The promises of one proposal with everything that its page tells of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import JSONObject

from proposals.commitments.models import Commitment, DueChange, NotePicture, ProgressNote, Round
from proposals.models import Support

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from proposals.commitments.querysets import CommitmentQuerySet
    from proposals.models import Proposal


def promises_of(proposal: Proposal, reader: User | AnonymousUser) -> list[Commitment]:
    """Those still to be kept first, then the nearest due date. Six queries at most, once for each object of a proposal."""
    found: list[Commitment] | None = getattr(proposal, "_promises", None)
    if found is None:
        rows = whole(Commitment.objects.filter(proposal=proposal.pk).select_related("unit"), reader)
        found = sorted(rows, key=lambda row: (row.done_on is not None or row.given_up_on is not None, row.due_on, row.pk))
        proposal._promises = found  # type: ignore[attr-defined]
    return found


def whole(rows: CommitmentQuerySet, reader: User | AnonymousUser | None = None) -> CommitmentQuerySet:
    """With steps, notes and their pictures, how often residents were asked, and `moves`, its moved due dates as JSON.

    Each round says with `is_for` whether it asks this reader.
    """
    pictures = NotePicture.objects.select_related("image").prefetch_related("image__renditions")
    notes = ProgressNote.objects.select_related("unit").prefetch_related(Prefetch("pictures", pictures))
    supported = Support.objects.filter(
        proposal=OuterRef("commitment__proposal"), resident=getattr(reader, "pk", None), created_at__lte=OuterRef("opened_at")
    )
    wrote = Q(commitment__proposal__author__isnull=False, commitment__proposal__author=getattr(reader, "pk", None))
    rounds = Round.objects.annotate(answers=Count("confirmations"), is_for=wrote | Exists(supported))
    moves = DueChange.objects.filter(commitment=OuterRef("pk")).order_by("pk")
    moved = moves.values(told=JSONObject(old="old_due_on", new="new_due_on", reason="reason", i18n="i18n"))
    return rows.annotate(moves=ArraySubquery(moved)).prefetch_related(
        "milestones", Prefetch("notes", notes), Prefetch("rounds", rounds)
    )


def moves_of(row: Any) -> list[DueChange]:
    """The moved due dates of a promise that `whole` has loaded, oldest first."""
    return [
        DueChange(
            old_due_on=date.fromisoformat(told["old"]),
            new_due_on=date.fromisoformat(told["new"]),
            reason=told["reason"],
            i18n=told["i18n"],
        )
        for told in row.moves
    ]
