"""One assessment, with all that staff know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from participation.audit.models import Entry
from participation.projects.queries import with_titles
from proposals.assessment.models import Assessment, Assignment, Criterion, CriterionScore, InternalNote

if TYPE_CHECKING:
    from participation.accounts.models import User

HISTORY_SHOWN = 50


def assessment_of(user: User, pk: int) -> Assessment | None:
    """The row with its proposal and `working`, who works on it now, if this person works with it. Three queries."""
    working = Assignment.objects.filter(until__isnull=True).select_related("assessor")
    found = (
        Assessment.objects.worked_on_by(user)
        .select_related(
            "proposal__project__lead_district", "proposal__district", "proposal__category", "unit", "concluded_by", "started_by"
        )
        .defer("proposal__search", "proposal__district__boundary", "proposal__project__lead_district__boundary")
        .prefetch_related(Prefetch("assignments", queryset=working, to_attr="working"))
    )
    assessment = found.filter(pk=pk).first()
    if assessment is not None:
        with_titles([assessment.proposal.project])
    return assessment


def criteria_of(assessment: Assessment) -> tuple[list[Criterion], dict[int, CriterionScore]]:
    """What is asked for now, and what was said, by criterion; also under those that are out of use. Two queries."""
    scores = {score.criterion_id: score for score in assessment.scores.select_related("criterion", "scored_by")}
    return list(Criterion.objects.in_use(assessment.proposal.project_id)), scores


def notes_of(assessment: Assessment) -> list[tuple[InternalNote, list[InternalNote]]]:
    """Notes as they stand, the newest first, each with what it said before, the latest of that first. One query."""
    rows = {note.pk: note for note in assessment.notes.select_related("author")}
    replaced = {note.replaces_id for note in rows.values()}
    found = []
    for note in reversed(rows.values()):
        if note.pk in replaced:
            continue
        earlier, before = [], note.replaces_id
        while before is not None:
            earlier.append(rows[before])
            before = rows[before].replaces_id
        found.append((note, earlier))
    return found


def history_of(assessment: Assessment) -> list[Entry]:
    """What was done with it, the newest first. One query."""
    about = Entry.objects.filter(object_type=Assessment._meta.label_lower, object_id=assessment.pk)
    return list(about.select_related("actor").order_by("-id")[:HISTORY_SHOWN])
