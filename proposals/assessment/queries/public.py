"""What residents are shown of assessments. Nothing else of them leaves by a public door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from districts.models import Unit
from participation.common.languages import Said, said
from proposals.assessment.models import Assessment, CriterionScore
from proposals.assessment.states import AssessmentState, CriterionKind, Feasibility

if TYPE_CHECKING:
    from participation.projects.models import Project
    from proposals.models import Proposal

PROGRESS_KEPT = 60  # seconds


@dataclass(frozen=True)
class PublicResult:
    """What came out under one criterion that the project shows. value: yes or no, or a number."""

    label: Said
    value: bool | int


@dataclass(frozen=True, kw_only=True)
class PublicCost:
    """A range in whole euros."""

    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class PublicAssessment:
    """An assessment as everybody sees it: no names, no notes, nothing of unfinished work."""

    state: AssessmentState
    since: datetime
    due_on: date | None
    unit: Unit | None
    feasibility: Feasibility | None = None
    reasons: Said | None = None
    cost: PublicCost | None = None
    yearly: PublicCost | None = None
    results: Sequence[PublicResult] = field(default_factory=list)

    @property
    def is_concluded(self) -> bool:
        """Whether it says what was found out."""
        return self.state == AssessmentState.CONCLUDED

    @property
    def is_late(self) -> bool:
        """Whether the promised day has passed without a result."""
        return not self.is_concluded and self.due_on is not None and self.due_on < timezone.localdate()


def public_assessment(proposal: Proposal) -> PublicAssessment | None:
    """What everybody sees of the assessment of a proposal that the caller has found readable. One query, two when concluded."""
    row = Assessment.objects.select_related("unit").filter(proposal=proposal).first()
    if row is None:
        return None
    found = PublicAssessment(state=AssessmentState(row.state), since=row.state_since, due_on=row.due_on, unit=row.unit)
    if not found.is_concluded:
        return found
    return replace(
        found,
        feasibility=Feasibility(row.feasibility),
        reasons=row.words if row.reasons else None,
        cost=_cost(row.cost_low, row.cost_high),
        yearly=_cost(row.yearly_low, row.yearly_high),
        results=_results(row),
    )


def _cost(low: int | None, high: int | None) -> PublicCost | None:
    return PublicCost(low=low, high=high) if low is not None and high is not None else None


def _results(row: Assessment) -> list[PublicResult]:
    shown = CriterionScore.objects.filter(assessment=row, criterion__public=True, criterion__retired=False)
    shown = shown.exclude(criterion__kind=CriterionKind.TEXT).select_related("criterion")
    ordered = shown.order_by("criterion__position", "criterion_id")
    return [PublicResult(said(score.criterion, "label"), value) for score in ordered if not isinstance(value := score.value, str)]


@dataclass(frozen=True)
class Progress:
    """How far the assessing of a project is. by_feasibility: of those that are concluded."""

    total: int
    concluded: int
    by_feasibility: dict[Feasibility, int]


def progress_of(project: Project) -> Progress:
    """Of the project's public proposals. One query."""
    found = Assessment.objects.of_public_proposals().filter(proposal__project=project)
    done = Q(state=AssessmentState.CONCLUDED)
    counts = {f"n_{one}": Count("pk", filter=done & Q(feasibility=one)) for one in Feasibility.values}
    numbers = found.aggregate(total=Count("pk"), concluded=Count("pk", filter=done), **counts)
    by_feasibility = {one: numbers[f"n_{one.value}"] for one in Feasibility if numbers[f"n_{one.value}"]}
    return Progress(numbers["total"], numbers["concluded"], by_feasibility)


def recent_progress(project: Project) -> Progress:
    """The same as it was a minute ago at most, for pages that everybody opens."""
    key = f"assessment-progress-{project.pk}"
    return cast("Progress", cache.get_or_set(key, lambda: progress_of(project), PROGRESS_KEPT))
