"""The set-based twin of answering, for thousands of responses: the same rules, the same rows, few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from participation.audit.services import record
from participation.common.origin import Origin
from participation.common.refusals import PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES
from participation.projects.models import Phase
from participation.projects.states import Action
from surveys.models import Answer, Participation, Response, Survey
from surveys.queries import questions_of
from surveys.services.answering import answer_rows, checked, for_share, new_response, own_key


@dataclass(frozen=True)
class SeedResponse:
    """One resident's answers for `seed_responses`; the fields mean what they mean to `submit_response`."""

    resident_id: int
    answers: Mapping[int, Any]
    language: str
    at: datetime


@transaction.atomic
def seed_responses(*, survey_id: int, rows: Sequence[SeedResponse]) -> int:
    """The set-based twin of `submit_response` for demo content: the same rows, in a fixed number of statements.

    Residents who have answered already are passed over. Writes one entry of the record for the lot.
    Returns how many responses were made. Raises PhaseClosed and Invalid as the single one does.
    """
    survey = for_share(survey_id)
    _require_open(survey, rows)
    questions = questions_of(survey)
    values = [checked(questions, row.answers) for row in rows]
    chosen = [(rows[place], values[place]) for place in _first_of_each(survey, rows)]
    participations = Participation.objects.bulk_create(
        [
            Participation(
                pk=own_key(survey),
                survey=survey,
                resident_id=row.resident_id,
                created_at=survey.created_at if survey.confidential else row.at,
            )
            for row, _values in chosen
        ],
        batch_size=2000,
    )
    responses = Response.objects.bulk_create(
        [
            new_response(survey, participation.pk, row.language, Origin.SEED, None, row.at)
            for participation, (row, _values) in zip(participations, chosen, strict=True)
        ],
        batch_size=2000,
    )
    Answer.objects.bulk_create(
        [
            answer
            for response, (_row, found) in zip(responses, chosen, strict=True)
            for answer in answer_rows(survey, response, found)
        ],
        batch_size=5000,
    )
    record(action="survey.seed_answers", actor=None, target=survey, project_id=survey.project_id, data={"number": len(chosen)})
    return len(chosen)


def _require_open(survey: Survey, rows: Sequence[SeedResponse]) -> None:
    phases = list(Phase.objects.filter(project=survey.project_id).offering(Action.ANSWER))
    if any(not any(phase.is_open(row.at) for phase in phases) for row in rows):
        raise PhaseClosed(CLOSED_MESSAGES[Action.ANSWER])


def _first_of_each(survey: Survey, rows: Sequence[SeedResponse]) -> Iterable[int]:
    """The place of each resident's first row, for those who have not answered yet."""
    done = set(survey.participations.values_list("resident_id", flat=True))
    first: dict[int, int] = {}
    for place, row in enumerate(rows):
        if row.resident_id not in done:
            first.setdefault(row.resident_id, place)
    return first.values()
