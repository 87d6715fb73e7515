"""What staff's pages and files show of assessments, made ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from proposals.assessment.staff_labels import move_label
from proposals.assessment.states import HIGHEST, LOWEST, AssessmentState, CriterionKind, next_states

if TYPE_CHECKING:
    from proposals.assessment.models import Assessment, Criterion, CriterionScore


@dataclass(frozen=True)
class Card:
    """An assessment on the board. late: how late it is, in words; due: the deadline where it is not late."""

    row: Assessment
    url: str
    assessors: str
    supports: str
    late: str
    moves: Sequence[tuple[str, str]]


def card_of(row: Assessment) -> Card:
    """Uses row.proposal and row.working."""
    supports = row.proposal.support_count
    return Card(
        row,
        reverse("assessment_detail", args=[row.pk]),
        ", ".join(assignment.assessor.display_name for assignment in row.working),
        ngettext("%(n)s support", "%(n)s supports", supports) % {"n": intcomma(supports)},
        late_words(row),
        [(f"{row.pk}:{state.value}", str(move_label(state))) for state in next_states(row.state)],
    )


def late_words(row: Assessment) -> str:
    """How late it is; empty where it is in time, concluded, or nothing is promised."""
    if row.due_on is None or row.state == AssessmentState.CONCLUDED:
        return ""
    days = (timezone.localdate() - row.due_on).days
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": intcomma(days)} if days > 0 else ""


def points(criteria: Sequence[Criterion], scores: Mapping[int, CriterionScore]) -> int | None:
    """The weighted mean of what was answered by yes, no or a number, from 0 to 100; None while there is nothing."""
    whole = counted = 0.0
    for criterion in criteria:
        score = scores.get(criterion.pk)
        if score is None or criterion.kind == CriterionKind.TEXT:
            continue
        value = float(score.yes) if score.yes is not None else ((score.number or LOWEST) - LOWEST) / (HIGHEST - LOWEST)
        whole += criterion.weight
        counted += criterion.weight * value
    return round(100 * counted / whole) if whole else None
