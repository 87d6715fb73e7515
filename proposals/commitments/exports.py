"""The report of promises as rows of a CSV file; nobody's name but the units'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import F, IntegerField, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.languages import said
from proposals.commitments.models import DueChange, Round
from proposals.commitments.presentation import standing_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from proposals.commitments.querysets import CommitmentQuerySet

CHUNK = 500


def report_rows(rows: CommitmentQuerySet) -> Iterator[list[Any]]:
    """A heading and one row per promise. One query, read in pieces."""
    today = timezone.localdate()
    yield [
        _("Number"),
        _("Promise"),
        _("Where it stands"),
        _("Promised on"),
        _("First due"),
        _("Due"),
        _("Days late"),
        _("Done on"),
        _("Given up on"),
        _("Unit"),
        _("District"),
        _("Project"),
        _("Proposal"),
        _("Asked"),
        _("Yes"),
        _("No"),
    ]
    for row in _with_numbers(rows).iterator(chunk_size=CHUNK):
        end = row.done_on or row.given_up_on or today
        yield [
            row.pk,
            said(row, "title").text,
            str(standing_of(row, today).label),
            row.made_on.isoformat(),
            (row.first_due or row.due_on).isoformat(),
            row.due_on.isoformat(),
            max(0, (end - row.due_on).days),
            row.done_on.isoformat() if row.done_on else "",
            row.given_up_on.isoformat() if row.given_up_on else "",
            str(row.unit),
            str(row.proposal.district),
            row.proposal.project.slug,
            row.proposal_id,
            row.asked,
            row.yes,
            row.no,
        ]


def _with_numbers(rows: CommitmentQuerySet) -> QuerySet[Any]:
    moves = DueChange.objects.filter(commitment=OuterRef("pk")).order_by("pk").values("old_due_on")
    last = Round.objects.filter(commitment=OuterRef("pk")).order_by("-number")
    numbers = {name: Subquery(last.values(name)[:1], output_field=IntegerField()) for name in ("asked", "yes", "no")}
    return rows.annotate(first_due=Subquery(moves[:1]), slug=F("proposal__project__slug"), **numbers)
