"""What residents answer: answering, changing one's answers, and taking them back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.audit.services import record
from participation.common.origin import Origin
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES, require_open_phase
from participation.projects.models import Project
from participation.projects.states import Action, Visibility
from surveys import rules
from surveys.models import Answer, Participation, Question, Response, Survey
from surveys.queries import questions_of
from surveys.states import SurveyState

SIGN_IN = _("Sign in to answer.")
ANSWERED_ALREADY = _("You have answered this survey. It is confidential, so the answers cannot be changed.")
NOT_ANSWERED = _("You have not answered this survey.")
CHANGED_MEANWHILE = _("Your answers were changed in another window just now. Look at them and send again if you like.")

# They start far above what a sequence will reach.
RANDOM_KEYS = range(2**40, 2**53)


@transaction.atomic
def submit_response(
    *,
    survey_id: int,
    resident: User,
    answers: Mapping[int, Any],
    language: str,
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
    entered_by: User | None = None,
) -> Response:
    """Answer a survey, or change the answers given before. One resident has one response, however often they send.

    answers: by question id: a choice's id, several of them, a number or a text; see `rules.read_answers`.
    language: the code of the language in which the resident read and wrote.
    at: the moment, for paper, imports and seeds only.
    Raises NotAllowed, PhaseClosed, Conflict when a confidential survey has been answered already, and Invalid
    whose fact `problems` says by question id what is wrong.
    """
    survey = for_share(survey_id)
    _require_resident(survey, resident)
    opening = require_open_phase(project_id=survey.project_id, action=Action.ANSWER, origin=origin, at=at)
    values = checked(questions_of(survey), answers)
    participation_id, is_new = _take_part(survey, resident, opening.at)
    if not is_new and survey.confidential:
        raise Conflict(ANSWERED_ALREADY)
    if is_new:
        response = new_response(survey, participation_id, language, origin, entered_by, opening.at)
        response.save(force_insert=True)
    else:
        response = _old_response(participation_id)
        response.language, response.changed_at = language, opening.at
        response.save(update_fields=["language", "changed_at"])
        response.answers.all().delete()
    Answer.objects.bulk_create(answer_rows(survey, response, values))
    # In a confidential survey the record says that somebody answered, and the participation says who: never both.
    _record_answer("survey.answer" if is_new else "survey.change_answers", survey, resident, origin)
    return response


@transaction.atomic
def withdraw_response(*, survey_id: int, resident: User) -> None:
    """Take one's answers back while the survey is open; nothing of them is kept.

    Raises NotAllowed where nothing leads from the person to the answers, PhaseClosed, Conflict without answers.
    """
    survey = for_share(survey_id)
    _require_resident(survey, resident)
    if survey.confidential:
        raise NotAllowed(ANSWERED_ALREADY)
    require_open_phase(project_id=survey.project_id, action=Action.ANSWER)
    participation = survey.participations.select_for_update().filter(resident=resident).first()
    if participation is None:
        raise Conflict(NOT_ANSWERED)
    Response.objects.filter(participation=participation).delete()
    participation.delete()
    _record_answer("survey.withdraw_answers", survey, resident, Origin.WEB)


@transaction.atomic
def unlink_responses(*, resident: User) -> None:
    """Cut an erased person's answers loose: they stay counted, and nothing leads from them to the person."""
    for response in Response.objects.filter(participation__resident=resident).select_for_update(of=("self",)):
        response.participation = None
        response.created_at = response.changed_at = whole_day(response.created_at)
        response.save(update_fields=["participation", "created_at", "changed_at"])


def for_share(survey_id: int) -> Survey:
    """The survey, locked so that its questions cannot change until the answer is in. Raises PhaseClosed for a draft."""
    rows = Survey.objects.raw("SELECT * FROM surveys_survey WHERE id = %s FOR SHARE", [survey_id])
    survey = next(iter(rows), None)
    if survey is None or survey.state != SurveyState.PUBLISHED:
        raise PhaseClosed(CLOSED_MESSAGES[Action.ANSWER])
    return survey


def _require_resident(survey: Survey, resident: User) -> None:
    if not resident.is_authenticated or not resident.is_active:
        raise NotAllowed(SIGN_IN)
    project = survey.project
    if project.visibility == Visibility.MEMBERS and not Project.objects.visible_to(resident).filter(pk=project.pk).exists():
        raise NotAllowed(CLOSED_MESSAGES[Action.ANSWER])


def checked(questions: Sequence[Question], answers: Mapping[int, Any]) -> list[rules.Value]:
    """The answers as values. Raises Invalid whose fact `problems` says by question id what is wrong."""
    values, problems = rules.read_answers(questions, answers)
    if problems:
        first = next(iter(problems))
        raise Invalid(problems[first], field=f"q{first}", problems=problems)
    if not values:
        raise Invalid(rules.NOTHING_ANSWERED, problems={})
    return values


def _take_part(survey: Survey, resident: User, at: datetime) -> tuple[int, bool]:
    """The key of the resident's participation, and whether it is new. The row stays locked until the end.

    A second sender waits at the unique constraint until the first is done, and then finds the first's row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO surveys_participation (id, survey_id, resident_id, created_at)
            VALUES (COALESCE(%s, nextval(pg_get_serial_sequence('surveys_participation', 'id'))), %s, %s, %s)
            ON CONFLICT (survey_id, resident_id) DO NOTHING RETURNING id
            """,
            [own_key(survey), survey.pk, resident.pk, survey.created_at if survey.confidential else at],
        )
        if row := cursor.fetchone():
            return row[0], True
    found = Participation.objects.select_for_update().filter(survey=survey, resident=resident).first()
    if found is None:  # taken back between the two statements
        raise Conflict(CHANGED_MEANWHILE)
    return found.pk, False


def own_key(survey: Survey) -> int | None:
    """The key of a row about one person's answers: random in a confidential survey, so that it does not tell in which order
    people came; None otherwise, for the next in order."""
    return secrets.choice(RANDOM_KEYS) if survey.confidential else None


def _old_response(participation_id: int) -> Response:
    response = Response.objects.filter(participation_id=participation_id).first()
    if response is None:
        raise Conflict(CHANGED_MEANWHILE)
    return response


def new_response(
    survey: Survey,
    participation_id: int | None,
    language: str,
    origin: Origin,
    entered_by: User | None,
    at: datetime,
) -> Response:
    """A response that is about to be saved; a confidential one keeps neither the participation nor the time of day."""
    response = Response(pk=own_key(survey), survey=survey, language=language, channel=origin, entered_by=entered_by)
    if survey.confidential:
        response.created_at = response.changed_at = whole_day(at)
    else:
        response.participation_id = participation_id
        response.created_at = response.changed_at = at
    return response


def answer_rows(survey: Survey, response: Response, values: Sequence[rules.Value]) -> list[Answer]:
    """The rows of a saved response, about to be saved themselves."""
    return [
        Answer(
            pk=own_key(survey),
            response=response,
            question_id=value.question_id,
            choice_id=value.choice_id,
            number=value.number,
            text=value.text,
            slot=value.slot,
        )
        for value in values
    ]


def _record_answer(action: str, survey: Survey, resident: User, origin: Origin) -> None:
    actor = None if survey.confidential else resident
    record(action=action, actor=actor, target=survey, project_id=survey.project_id, data={"channel": origin})


def whole_day(at: datetime) -> datetime:
    """The beginning of the day in the city, so that the moment itself is forgotten."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
