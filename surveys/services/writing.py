"""What staff ask: making, changing and publishing a survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.audit.services import record
from participation.comments.services import open_thread
from participation.comments.states import Anchor
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.models import Project
from surveys import rules
from surveys.models import Choice, Question, Survey
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


@transaction.atomic
def record_export(*, survey: Survey, by: User) -> None:
    """Note that somebody took all single answers with them."""
    _record("survey.export", survey, by)


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
