"""Reading surveys, one person's answers and everybody's results, in a number of queries that never grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from participation.common.kept import Kept
from surveys.models import Answer, Choice, Question, Response, Survey
from surveys.states import Kind, SurveyState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project

# A project's published surveys: the version of each, whether this person took part, and how many have answered.
PUBLISHED = """
    SELECT survey.id, concat_ws(' ', survey.xmin, survey.ctid),
        (SELECT mine.id FROM surveys_participation mine WHERE mine.survey_id = survey.id AND mine.resident_id = %s),
        (SELECT count(*) FROM surveys_response response WHERE response.survey_id = survey.id)
    FROM surveys_survey survey
    WHERE survey.project_id = %s AND survey.state = 'published'
    ORDER BY survey.id
"""
# Answers per question counted twice in one pass: people who answered it at all, and answers per choice or number.
COUNT = """
    SELECT question_id, choice_id, number, GROUPING(choice_id), COUNT(DISTINCT response_id), SUM(number)
    FROM surveys_answer WHERE question_id = ANY(%s)
    GROUP BY GROUPING SETS ((question_id), (question_id, choice_id, number))
"""


_kept: Kept[Survey] = Kept(500)


def survey_in(project: Project, pk: int, user: User | AnonymousUser, *, drafts: bool = False) -> Survey:
    """A project's survey with its thread, the person's participation and how many have answered, in one query.

    Sets `participation_id`, `response_id` and `responses_count`. Raises Http404 for a draft unless `drafts`.
    The caller has made sure that the person may read the project.
    """
    surveys = Survey.objects.filter(project=project).with_participation_of(user).with_responses_count().select_related("thread")
    survey = (surveys if drafts else surveys.published()).filter(pk=pk).first()
    if survey is None:
        raise Http404
    survey.project = project
    return survey


def questions_of(survey: Survey) -> list[Question]:
    """The survey's questions in order, with their choices, in two queries."""
    return list(
        Question.objects.filter(survey=survey)
        .prefetch_related(Prefetch("choices", queryset=Choice.objects.order_by("position", "id")))
        .order_by("position", "id")
    )


def has_answers(survey: Survey) -> bool:
    """Whether anybody has taken part."""
    return survey.participations.exists() or survey.responses.exists()


def answers_of(response_id: int | None, questions: Iterable[Question]) -> dict[int, Any]:
    """One response's answers by question id, shaped as the services take them; one query."""
    if response_id is None:
        return {}
    kinds = {question.pk: question.kind for question in questions}
    answers: dict[int, Any] = {}
    for answer in Answer.objects.filter(response_id=response_id).order_by("question_id", "choice_id"):
        if kinds.get(answer.question_id) == Kind.MULTIPLE:
            answers.setdefault(answer.question_id, []).append(answer.choice_id)
        else:
            answers[answer.question_id] = value_of(answer)
    return answers


def value_of(answer: Answer) -> int | str:
    """What one answer says: a choice's id, a number or a text."""
    if answer.choice_id is not None:
        return answer.choice_id
    return answer.number if answer.number is not None else answer.text


def surveys_of_project(project: Project, user: User | AnonymousUser) -> list[Survey]:
    """A project's published surveys with the person's `participation_id`, and `responses_count`.

    One query while the surveys stay the same, else two.
    """
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED, [user.pk, project.pk])
        rows = cursor.fetchall()
    kept = _kept.get_many({pk: version for pk, version, *_numbers in rows}, Survey.objects.in_bulk)
    surveys = []
    for pk, _version, participation_id, responses_count in rows:
        if pk in kept:
            survey = copy(kept[pk])
            survey.participation_id, survey.responses_count = participation_id, responses_count
            surveys.append(survey)
    return surveys


# --- Results -----------------------------------------------------------------


@dataclass
class Tally:
    """What was answered to one question.

    people: how many answered it. counts: people by choice id, or by number on a scale, zeros included.
    total: the sum of the numbers on a scale.
    """

    question: Question
    people: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    total: int = 0

    @property
    def mean(self) -> float | None:
        """The mean of a scale's numbers; None when nobody answered."""
        return self.total / self.people if self.question.kind == Kind.SCALE and self.people else None


def tallies_of(questions: Sequence[Question]) -> list[Tally]:
    """Count everybody's answers to these questions in one query. People are counted, not combinations of choices."""
    tallies = {question.pk: Tally(question, counts=_zeros(question)) for question in questions}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(tallies)])
        for question_id, choice_id, number, is_whole_question, people, total in cursor.fetchall():
            tally = tallies[question_id]
            if is_whole_question:
                tally.people, tally.total = people, total or 0
            elif (key := choice_id if choice_id is not None else number) is not None:
                tally.counts[key] = people
    return list(tallies.values())


def _zeros(question: Question) -> dict[int, int]:
    if question.kind in Kind.WITH_CHOICES:
        return {choice.pk: 0 for choice in question.choices.all()}
    if question.kind == Kind.SCALE:
        return dict.fromkeys(range(question.scale_min, question.scale_max + 1), 0)
    return {}


def latest_texts(questions: Sequence[Question], *, each: int) -> dict[int, list[Answer]]:
    """The newest answers in own words, at most `each` per question, with their response's language; one query.

    In a confidential survey keys and dates are without order, so theirs come in no order that means anything.
    """
    texts = [question.pk for question in questions if question.kind == Kind.TEXT]
    ranked = Answer.objects.filter(question__in=texts).annotate(
        rank=Window(RowNumber(), partition_by=F("question_id"), order_by=(F("response__created_at").desc(), F("id").desc())),
    )
    found: dict[int, list[Answer]] = {pk: [] for pk in texts}
    for answer in ranked.filter(rank__lte=each).select_related("response").order_by("question_id", "rank"):
        found[answer.question_id].append(answer)
    return found


def responses_with_answers(survey: Survey, *, chunk: int = 500) -> Iterator[Response]:
    """Every response with its answers, in chunks, for a file that streams."""
    responses = Response.objects.filter(survey=survey).order_by("created_at", "id").prefetch_related("answers")
    yield from responses.iterator(chunk_size=chunk)


# --- For the feature's counters and one's own data ------------------------------


def response_counts(project_ids: Sequence[int]) -> dict[int, int]:
    """Responses per project, in one query; projects without any are left out."""
    rows = Response.objects.filter(survey__project__in=project_ids, survey__state=SurveyState.PUBLISHED)
    return dict(rows.values_list("survey__project").annotate(number=Count("id")).order_by())


def participations_of(user: User) -> list[Any]:
    """A person's participations with their surveys and projects, newest first; one query."""
    return list(user.participations.select_related("survey__project", "response").order_by("-created_at", "-id"))
