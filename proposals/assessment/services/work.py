"""What assessors fill in, perhaps two of them at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.languages import content_languages, words_of
from participation.common.models import max_length
from participation.common.refusals import Conflict, Invalid
from participation.common.text import clean_text
from proposals.assessment.models import MOST_EUROS, Assessment, Criterion, CriterionScore
from proposals.assessment.services.rows import change_state, checked_unit, locked_to_work, record_act, require_open
from proposals.assessment.states import HIGHEST, LOWEST, AssessmentState, CriterionKind, Feasibility

if TYPE_CHECKING:
    from participation.accounts.models import User

Value = bool | int | str | None
MOVED = "moved"
MARK_LENGTH = 32
RANGES = (("cost_low", "cost_high"), ("yearly_low", "yearly_high"))
REASONS_LENGTH = max_length(Assessment, "reasons")
TEXT_LENGTH = max_length(CriterionScore, "text")
BEGINS_FROM = (AssessmentState.NEW, AssessmentState.ASSIGNED, AssessmentState.REOPENED)


@dataclass(frozen=True, kw_only=True)
class Work:
    """Everything that the form holds.

    reasons: by the codes of the content languages. Costs: whole euros, both ends of a range or neither.
    scores: criterion id -> yes or no, a number, words, or None for nothing; a criterion that is left out stays as it was.
    """

    feasibility: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    cost_low: int | None = None
    cost_high: int | None = None
    yearly_low: int | None = None
    yearly_high: int | None = None
    unit_id: int | None = None
    scores: Mapping[int, Value] = field(default_factory=dict)


@transaction.atomic
def save_work(*, assessment_id: int, by: User, seen: str, work: Work) -> Assessment:
    """Keep what was filled in so far; the first time it also says that the work has begun.

    seen: the `mark_of` the assessment when the form was shown, or "" to write over whatever is there.
    Raises NotAllowed, Invalid with the field, and Conflict: with the code "moved" when somebody else has filled in something
    since, with "concluded" when it is.
    """
    assessment = locked_to_work(assessment_id, by)
    write_work(assessment, work, by=by, seen=seen)
    assessment.save()
    record_act("save", assessment, by)
    return assessment


def write_work(assessment: Assessment, work: Work, *, by: User, seen: str) -> None:
    """Put everything into the locked row, which is about to be saved, and into the rows of its criteria."""
    require_open(assessment)
    if seen and seen != mark_of(assessment):
        raise Conflict(_("Somebody else has changed this assessment meanwhile."), code=MOVED)
    _fill(assessment, work)
    _write_scores(assessment, work.scores, by)
    if assessment.state in BEGINS_FROM:
        change_state(assessment, AssessmentState.IN_PROGRESS)


def mark_of(assessment: Assessment) -> str:
    """A short text that is another when somebody has filled in something else. One query."""
    says = [assessment.feasibility, words_of(assessment, "reasons"), assessment.unit_id]
    says += [getattr(assessment, name) for names in RANGES for name in names]
    scores = assessment.scores.order_by("criterion_id").values_list("criterion_id", "yes", "number", "text")
    whole = json.dumps([says, list(scores)], sort_keys=True, default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:MARK_LENGTH]


def _fill(assessment: Assessment, work: Work) -> None:
    if work.feasibility and work.feasibility not in Feasibility.values:
        raise Invalid(_("Choose whether it can be done."), field="feasibility")
    assessment.feasibility = work.feasibility
    for language, text in work.reasons.items():
        name = "reasons" if language == settings.LANGUAGE_CODE else f"reasons_{language}"
        if language not in content_languages():
            raise Invalid(_("Reasons cannot be kept in this language."), field="feasibility")
        tidy = clean_text(text, field=name, limit=REASONS_LENGTH)
        setattr(assessment, name, tidy if name == "reasons" else tidy or None)
    if assessment.feasibility == Feasibility.NOT_FEASIBLE and not assessment.reasons:
        raise Invalid(_("Tell residents why it cannot be done."), field="reasons")
    for low, high in RANGES:
        _fill_range(assessment, low, high, getattr(work, low), getattr(work, high))
    assessment.unit_id = checked_unit(work.unit_id)


def _fill_range(assessment: Assessment, low: str, high: str, least: int | None, most: int | None) -> None:
    if least is None:
        least = most
    if most is None:
        most = least
    if least is not None and most is not None:
        if not 0 <= least <= MOST_EUROS:
            raise Invalid(_("Give whole euros, from 0 to ten billion."), field=low)
        if not 0 <= most <= MOST_EUROS:
            raise Invalid(_("Give whole euros, from 0 to ten billion."), field=high)
        if most < least:
            raise Invalid(_("The most cannot be less than the least."), field=high)
    setattr(assessment, low, least)
    setattr(assessment, high, most)


def _write_scores(assessment: Assessment, scores: Mapping[int, Value], by: User) -> None:
    criteria = {row.pk: row for row in Criterion.objects.in_use(assessment.proposal.project_id)}
    there = {row.criterion_id: row for row in assessment.scores.all()}
    emptied, written = [], []
    for criterion_id, given in scores.items():
        if criterion_id not in criteria:
            raise Invalid(_("This criterion is not in use in the project."), field=f"criterion_{criterion_id}")
        value = _checked(criteria[criterion_id], given)
        row = there.get(criterion_id)
        if value is None:
            emptied += [row.pk] if row else []
        elif row is None or (type(row.value), row.value) != (type(value), value):  # True is 1, too
            written.append(_scored(row or CriterionScore(assessment=assessment, criterion_id=criterion_id), value, by))
    CriterionScore.objects.filter(pk__in=emptied).delete()
    CriterionScore.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["assessment", "criterion"],
        update_fields=["yes", "number", "text", "scored_by", "scored_at"],
    )


def _scored(row: CriterionScore, value: bool | int | str, by: User) -> CriterionScore:
    row.yes = value if isinstance(value, bool) else None
    row.number = value if isinstance(value, int) and not isinstance(value, bool) else None
    row.text = value if isinstance(value, str) else ""
    row.pk, row.scored_by, row.scored_at = None, by, timezone.now()
    return row


def _checked(criterion: Criterion, value: Value) -> Value:
    """What can be kept under the criterion; None for nothing."""
    name = f"criterion_{criterion.pk}"
    if value is None or value == "":
        return None
    if criterion.kind == CriterionKind.TEXT:
        return clean_text(str(value), field=name, limit=TEXT_LENGTH) or None
    if criterion.kind == CriterionKind.YES_NO:
        if not isinstance(value, bool):
            raise Invalid(_("Choose yes or no."), field=name)
    elif isinstance(value, bool) or not isinstance(value, int) or not LOWEST <= value <= HIGHEST:
        raise Invalid(_("Choose a number from 1 to 5."), field=name)
    return value
