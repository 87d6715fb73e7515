"""Answers and results as CSV files that open well in spreadsheets and do nothing there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.languages import said
from participation.common.tables import csv_lines
from surveys.models import Answer, Question, Response, Survey
from surveys.presentation import Chart
from surveys.queries import responses_with_answers, value_of
from surveys.states import Kind


def csv_response(rows: Iterable[Sequence[Any]], filename: str) -> StreamingHttpResponse:
    """Stream rows as UTF-8 with a byte order mark. filename: ASCII, without the ending."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def answer_rows(survey: Survey, questions: Sequence[Question]) -> Iterator[list[Any]]:
    """One row per response and one column per question (per choice where several can be chosen); nobody's name.

    A confidential survey's rows have no date either.
    """
    columns = [column for number, question in enumerate(questions, start=1) for column in _columns(number, question)]
    dated = [] if survey.confidential else [_("Answered on")]
    yield [_("Response"), *dated, _("Language"), *(heading for heading, _cell in columns)]
    for number, response in enumerate(responses_with_answers(survey), start=1):
        given: dict[int, list[Answer]] = {}
        for answer in response.answers.all():
            given.setdefault(answer.question_id, []).append(answer)
        yield [number, *_date(survey, response), response.language, *(cell(given) for _heading, cell in columns)]


def _date(survey: Survey, response: Response) -> list[str]:
    return [] if survey.confidential else [timezone.localtime(response.created_at).date().isoformat()]


Given = dict[int, list[Answer]]
Column = tuple[str, Callable[[Given], Any]]


def _columns(number: int, question: Question) -> list[Column]:
    title = f"{number}. {said(question, 'title')}"
    labels = {choice.pk: said(choice, "label").text for choice in question.choices.all()}
    if question.kind == Kind.MULTIPLE:
        return [(f"{title} – {label}", _ticked(question.pk, choice_id)) for choice_id, label in labels.items()]

    def cell(given: Given) -> Any:
        answers = given.get(question.pk)
        if not answers:
            return ""
        value = value_of(answers[0])
        return labels.get(value, "") if question.kind == Kind.SINGLE else value  # type: ignore[arg-type]

    return [(title, cell)]


def _ticked(question_id: int, choice_id: int) -> Callable[[Given], Any]:
    """1 or 0 for who answered the question, nothing for who left it out."""

    def cell(given: Given) -> Any:
        answers = given.get(question_id)
        return int(any(answer.choice_id == choice_id for answer in answers)) if answers else ""

    return cell


def result_rows(charts: Sequence[Chart]) -> Iterator[list[Any]]:
    """The results as open data: one row per choice or number, and one per question in own words."""
    yield [
        _("Question number"),
        _("Question"),
        _("Kind"),
        _("Answer"),
        _("People"),
        _("Share of people, %"),
        _("People who answered the question"),
    ]
    for chart in charts:
        head = [chart.number, chart.title.text, chart.question.get_kind_display()]
        for bar in chart.bars:
            yield [*head, bar.label.text, bar.value, bar.percent, chart.people]
        if not chart.bars:
            yield [*head, "", chart.people, 100 if chart.people else 0, chart.people]
