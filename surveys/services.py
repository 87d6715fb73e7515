"""The only writers of surveys: what staff ask and what residents answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.audit.services import record
from participation.comments.services import open_thread
from participation.comments.states import Anchor
from participation.common.origin import Origin
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES, require_open_phase
from participation.projects.models import Phase, Project
from participation.projects.states import Action, Visibility
from surveys import rules
from surveys.models import Answer, Choice, Participation, Question, Response, Survey
from surveys.queries import has_answers, questions_of
from surveys.specs import MOST_QUESTIONS, QuestionSpec, is_reordered, problems_of, spec_of
from surveys.states import SURVEY_TRANSITIONS, Kind, ResultsShown, SurveyState
from surveys.words import MAIN_LANGUAGE, Words, set_words

NOT_YOURS = _("Only coordinators and editors of the project's district can change its surveys.")
FIXED_QUESTIONS = _("Somebody has answered already. You can mend words, but not add, remove, move or reshape questions.")
FIXED_MODE = _("Somebody has answered already, so the survey stays as confidential as it was promised to be.")
NEEDS_QUESTIONS = _("Write at least one question before you publish the survey.")
TOO_MANY_QUESTIONS = _("A survey can have at most 50 questions.")
NEEDS_TITLE = _("Write the title in the main language.")
PUBLISHED_ALREADY = _("The survey is published already.")
SIGN_IN = _("Sign in to answer.")
ANSWERED_ALREADY = _("You have answered this survey. It is confidential, so the answers cannot be changed.")
NOT_ANSWERED = _("You have not answered this survey.")
CHANGED_MEANWHILE = _("Your answers were changed in another window just now. Look at them and send again if you like.")

# Keys that do not tell in which order rows were written. They start far above what a sequence will reach.
RANDOM_KEYS = range(2**40, 2**53)


# --- What staff ask -------------------------------------------------------------


@transaction.atomic
def create_survey(
    *,
    project_id: int,
    title: Words,
    intro: Words | None = None,
    results_shown: str = ResultsShown.ANSWERED,
    confidential: bool = False,
    questions: Sequence[QuestionSpec] = (),
    by: User | None,
) -> Survey:
    """Make a draft with its questions.

    by: who makes it; None for a blueprint or a seed.
    Raises NotAllowed, and Invalid with the field: "title", or "questions-<index>-<part>".
    """
    project = Project.objects.select_related("lead_district").get(pk=project_id)
    _require_editor(by, project)
    survey = Survey(project=project)
    _write_survey(survey, title, intro or {}, results_shown, confidential)
    _write_questions(survey, questions)
    _record("survey.create", survey, by, questions=len(questions))
    return survey


@transaction.atomic
def edit_survey(
    *,
    survey_id: int,
    title: Words,
    intro: Words | None = None,
    results_shown: str,
    confidential: bool,
    questions: Sequence[QuestionSpec],
    by: User | None,
) -> Survey:
    """Change a survey and its questions; after the first answer only words and who sees the results.

    Raises NotAllowed, Conflict when somebody has answered, Invalid as `create_survey` does.
    """
    survey = _for_update(survey_id)
    _require_editor(by, survey.project)
    if survey.confidential != confidential and has_answers(survey):
        raise Conflict(FIXED_MODE, field="confidential")
    _write_survey(survey, title, intro or {}, results_shown, confidential)
    _write_questions(survey, questions)
    _record("survey.edit", survey, by, questions=len(questions))
    return survey


@transaction.atomic
def set_questions(*, survey_id: int, questions: Sequence[QuestionSpec], by: User | None) -> Survey:
    """Replace a survey's questions: those with an id are kept, those missing go. Raises as `edit_survey` does."""
    survey = _for_update(survey_id)
    _require_editor(by, survey.project)
    _write_questions(survey, questions)
    _record("survey.edit", survey, by, questions=len(questions))
    return survey


@transaction.atomic
def publish_survey(*, survey_id: int, by: User | None) -> Survey:
    """Open a draft to residents, with a conversation of its own. When they can answer is for the phases to say.

    Raises NotAllowed, Conflict when it is published already, Invalid when there is nothing to answer.
    """
    survey = _for_update(survey_id)
    _require_editor(by, survey.project)
    if SurveyState.PUBLISHED not in SURVEY_TRANSITIONS[SurveyState(survey.state)]:
        raise Conflict(PUBLISHED_ALREADY)
    if not survey.questions.exists():
        raise Invalid(NEEDS_QUESTIONS)
    survey.thread = open_thread(project_id=survey.project_id, anchor=Anchor.SURVEY)
    survey.state = SurveyState.PUBLISHED
    survey.save(update_fields=["thread", "state"])
    _record("survey.publish", survey, by)
    return survey


def _for_update(survey_id: int) -> Survey:
    """Waits for answers on their way, which hold the row FOR SHARE."""
    return Survey.objects.select_for_update(of=("self",)).select_related("project__lead_district").get(pk=survey_id)


def _require_editor(by: User | None, project: Project) -> None:
    if by is not None and not rules.may_edit(by, project):
        raise NotAllowed(NOT_YOURS)


def _write_survey(survey: Survey, title: Words, intro: Words, results_shown: str, confidential: bool) -> None:
    if not title.get(MAIN_LANGUAGE, "").strip():
        raise Invalid(NEEDS_TITLE, field="title")
    set_words(survey, "title", title)
    set_words(survey, "intro", intro)
    survey.results_shown = ResultsShown(results_shown)
    survey.confidential = confidential
    survey.save()


def _write_questions(survey: Survey, specs: Sequence[QuestionSpec]) -> None:
    existing = {question.pk: question for question in questions_of(survey)}
    _check_specs(survey, specs, existing)
    for question in existing.values():
        if question.pk not in {spec.id for spec in specs}:
            question.delete()
    for position, spec in enumerate(specs):
        _write_question(existing.get(spec.id or 0) or Question(survey=survey), spec, position)


def _check_specs(survey: Survey, specs: Sequence[QuestionSpec], existing: Mapping[int, Question]) -> None:
    if len(specs) > MOST_QUESTIONS:
        raise Invalid(TOO_MANY_QUESTIONS)
    if not specs and survey.state == SurveyState.PUBLISHED:
        raise Invalid(NEEDS_QUESTIONS)
    for index, spec in enumerate(specs):
        for part, message in problems_of(spec).items():
            raise Invalid(message, field=f"questions-{index}-{part}")
    if existing and has_answers(survey):
        before = [spec_of(question) for question in existing.values()]
        if [spec.shape for spec in before] != [spec.shape for spec in specs]:
            raise Conflict(FIXED_QUESTIONS)
        if any(is_reordered(old.choices, new.choices) for old, new in zip(before, specs, strict=True)):
            raise Conflict(FIXED_QUESTIONS)


def _write_question(question: Question, spec: QuestionSpec, position: int) -> None:
    for part in ("title", "help_text", "scale_min_label", "scale_max_label"):
        set_words(question, part, getattr(spec, part))
    question.kind = Kind(spec.kind)
    question.required = spec.required
    question.scale_min, question.scale_max = (spec.scale_min, spec.scale_max) if spec.kind == Kind.SCALE else (1, 5)
    question.position = position
    is_new = question.pk is None
    question.save()
    _write_choices(question, [] if is_new else list(question.choices.all()), spec)


def _write_choices(question: Question, existing: list[Choice], spec: QuestionSpec) -> None:
    wanted = spec.choices if spec.kind in Kind.WITH_CHOICES else ()
    for extra in existing[len(wanted) :]:
        extra.delete()
    for position, words in enumerate(wanted):
        choice = existing[position] if position < len(existing) else Choice(question=question)
        set_words(choice, "label", words)
        choice.position = position
        choice.save()


def _record(action: str, survey: Survey, actor: User | None, **data: Any) -> None:
    record(
        action=action,
        actor=actor,
        target=survey,
        project_id=survey.project_id,
        district_id=survey.project.lead_district_id,
        data=data,
    )


# --- What residents answer ------------------------------------------------------


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
    survey = _for_share(survey_id)
    _require_resident(survey, resident)
    opening = require_open_phase(project_id=survey.project_id, action=Action.ANSWER, origin=origin, at=at)
    values = _checked(questions_of(survey), answers)
    participation_id, is_new = _take_part(survey, resident, opening.at)
    if not is_new and survey.confidential:
        raise Conflict(ANSWERED_ALREADY)
    if is_new:
        response = _new_response(survey, participation_id, language, origin, entered_by, opening.at)
        response.save(force_insert=True)
    else:
        response = _old_response(participation_id)
        response.language, response.changed_at = language, opening.at
        response.save(update_fields=["language", "changed_at"])
        response.answers.all().delete()
    Answer.objects.bulk_create(_answer_rows(survey, response, values))
    # In a confidential survey the record says that somebody answered, and the participation says who: never both.
    _record_answer("survey.answer" if is_new else "survey.change_answers", survey, resident, origin)
    return response


@transaction.atomic
def withdraw_response(*, survey_id: int, resident: User) -> None:
    """Take one's answers back while the survey is open; nothing of them is kept.

    Raises NotAllowed where nothing leads from the person to the answers, PhaseClosed, Conflict without answers.
    """
    survey = _for_share(survey_id)
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


def _for_share(survey_id: int) -> Survey:
    """The survey, locked so that its questions cannot change until the answer is in."""
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


def _checked(questions: Sequence[Question], answers: Mapping[int, Any]) -> list[rules.Value]:
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
    key = secrets.choice(RANDOM_KEYS) if survey.confidential else None
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO surveys_participation (id, survey_id, resident_id, created_at)
            VALUES (COALESCE(%s, nextval(pg_get_serial_sequence('surveys_participation', 'id'))), %s, %s, %s)
            ON CONFLICT (survey_id, resident_id) DO NOTHING RETURNING id
            """,
            [key, survey.pk, resident.pk, survey.created_at if survey.confidential else at],
        )
        if row := cursor.fetchone():
            return row[0], True
    found = Participation.objects.select_for_update().filter(survey=survey, resident=resident).first()
    if found is None:  # taken back between the two statements
        raise Conflict(CHANGED_MEANWHILE)
    return found.pk, False


def _old_response(participation_id: int) -> Response:
    response = Response.objects.filter(participation_id=participation_id).first()
    if response is None:
        raise Conflict(CHANGED_MEANWHILE)
    return response


def _new_response(
    survey: Survey,
    participation_id: int | None,
    language: str,
    origin: Origin,
    entered_by: User | None,
    at: datetime,
) -> Response:
    response = Response(survey=survey, language=language, channel=origin, entered_by=entered_by)
    if survey.confidential:
        response.pk = secrets.choice(RANDOM_KEYS)
        response.created_at = response.changed_at = whole_day(at)
    else:
        response.participation_id = participation_id
        response.created_at = response.changed_at = at
    return response


def _answer_rows(survey: Survey, response: Response, values: Sequence[rules.Value]) -> list[Answer]:
    return [
        Answer(
            pk=secrets.choice(RANDOM_KEYS) if survey.confidential else None,
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


# --- Many at once -----------------------------------------------------------------


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
    survey = _for_share(survey_id)
    questions = questions_of(survey)
    phases = list(Phase.objects.filter(project=survey.project_id).offering(Action.ANSWER))
    if any(not any(phase.is_open(row.at) for phase in phases) for row in rows):
        raise PhaseClosed(CLOSED_MESSAGES[Action.ANSWER])
    values = [_checked(questions, row.answers) for row in rows]
    done = set(survey.participations.values_list("resident_id", flat=True))
    first: dict[int, int] = {}
    for index, row in enumerate(rows):
        if row.resident_id not in done:
            first.setdefault(row.resident_id, index)
    chosen = [(rows[index], values[index]) for index in first.values()]
    participations = Participation.objects.bulk_create(
        [
            Participation(
                pk=secrets.choice(RANDOM_KEYS) if survey.confidential else None,
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
            _new_response(survey, participation.pk, row.language, Origin.SEED, None, row.at)
            for participation, (row, _values) in zip(participations, chosen, strict=True)
        ],
        batch_size=2000,
    )
    Answer.objects.bulk_create(
        [
            answer
            for response, (_row, found) in zip(responses, chosen, strict=True)
            for answer in _answer_rows(survey, response, found)
        ],
        batch_size=5000,
    )
    record(action="survey.seed_answers", actor=None, target=survey, project_id=survey.project_id, data={"number": len(chosen)})
    return len(chosen)


@transaction.atomic
def record_export(*, survey: Survey, by: User) -> None:
    """Note that somebody took all single answers with them."""
    _record("survey.export", survey, by)
