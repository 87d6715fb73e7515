"""How a survey is shown: its questions one by one, its results as charts with words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.common.charts import WIDTH, Column, columns
from participation.common.languages import Said, marked, said, sentence
from surveys.forms import AnswerForm
from surveys.models import Question
from surveys.queries import Tally
from surveys.states import Kind

# Seconds a person needs on average, by kind of question; a minute is the least we say.
SECONDS = {Kind.SINGLE: 12, Kind.MULTIPLE: 20, Kind.SCALE: 10, Kind.TEXT: 60}


@dataclass(frozen=True)
class Asked:
    """One question on the page: its place among all, its words and its field (None where nobody answers)."""

    number: int
    total: int
    question: Question
    title: Said
    help_text: Said
    choices: Sequence[Said]
    field: BoundField | None


def asked(questions: Sequence[Question], form: AnswerForm | None = None) -> list[Asked]:
    """The questions in order, with their fields when there is a form."""
    return [
        Asked(
            number,
            len(questions),
            question,
            said(question, "title"),
            said(question, "help_text"),
            [said(choice, "label") for choice in question.choices.all()],
            form[f"q{question.pk}"] if form else None,
        )
        for number, question in enumerate(questions, start=1)
    ]


def minutes_needed(questions: Iterable[Question]) -> int:
    """About how many whole minutes the survey takes."""
    return max(1, round(sum(SECONDS[Kind(question.kind)] for question in questions) / 60))


@dataclass(frozen=True)
class Bar:
    """One line of a chart: how many people, and their share of those who answered the question, in whole percent."""

    label: Said
    value: int
    percent: int


@dataclass(frozen=True)
class Chart:
    """The result of one question. `sentence` says it in words; own words have no bars."""

    number: int
    question: Question
    title: Said
    people: int
    bars: Sequence[Bar]
    sentence: str
    note: str = ""
    mean: float | None = None
    left_empty: int | None = None

    @property
    def is_scale(self) -> bool:
        """Whether its bars are steps in an order, which columns show best."""
        return self.question.kind == Kind.SCALE

    @property
    def columns(self) -> list[tuple[Bar, Column]]:
        """The steps of a scale with their columns."""
        return list(zip(self.bars, columns([bar.value for bar in self.bars]), strict=True))

    @property
    def mean_at(self) -> float | None:
        """Where the average lies in the drawing of the columns, in units."""
        if self.mean is None or not self.bars:
            return None
        place = WIDTH / len(self.bars)
        return round((self.mean - self.question.scale_min + 0.5) * place, 1)

    @property
    def written(self) -> list[dict[str, Any]]:
        """How many wrote own words and how many left the question empty, as components/_stance.html takes them."""
        if self.question.kind != Kind.TEXT or self.left_empty is None:
            return []
        return [
            {"label": _("wrote an answer"), "value": self.people, "kind": "f"},
            {"label": _("left it empty"), "value": self.left_empty, "kind": "n"},
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The bars as the chart component takes them."""
        return [{"label": bar.label, "value": bar.value, "percent": bar.percent} for bar in self.bars]


def charts_of(tallies: Sequence[Tally], *, first: int = 1, responses: int | None = None) -> list[Chart]:
    """One chart per question, in the order of the questions.

    first: the number of the first of them. responses: how many have answered the survey, where that is told.
    """
    return [_chart(number, tally, responses) for number, tally in enumerate(tallies, start=first)]


def _chart(number: int, tally: Tally, responses: int | None) -> Chart:
    kind = Kind(tally.question.kind)
    bars = _bars(tally)
    note = ""
    if kind == Kind.MULTIPLE:
        note = _("People could choose several. Each number counts people, so together the shares can be more than 100 %.")
    return Chart(
        number,
        tally.question,
        said(tally.question, "title"),
        tally.people,
        bars,
        _sentence(kind, tally, bars),
        note,
        tally.mean,
        max(0, responses - tally.people) if responses is not None else None,
    )


def whole_percent(part: int, whole: int) -> int:
    """The share in percent, halves upwards as people learn it at school; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def _bars(tally: Tally) -> list[Bar]:
    def bar(label: Said, key: int) -> Bar:
        value = tally.counts.get(key, 0)
        return Bar(label, value, whole_percent(value, tally.people))

    question = tally.question
    if question.kind in Kind.WITH_CHOICES:
        return [bar(said(choice, "label"), choice.pk) for choice in question.choices.all()]
    if question.kind == Kind.SCALE:
        return [bar(_step_label(question, step), step) for step in range(question.scale_min, question.scale_max + 1)]
    return []


def _step_label(question: Question, step: int) -> Said:
    ends = {question.scale_min: "scale_min_label", question.scale_max: "scale_max_label"}
    label = said(question, ends[step]) if step in ends else Said("", "")
    return Said(f"{step} – {label.text}" if label.text else str(step), label.language)


def _sentence(kind: Kind, tally: Tally, bars: Sequence[Bar]) -> str:
    if not tally.people:
        return _("Nobody has answered this question yet.")
    facts: dict[str, Any] = {"people": intcomma(tally.people)}
    if kind == Kind.TEXT:
        return (
            ngettext(
                "%(people)s person answered in their own words. The city's staff read the answers.",
                "%(people)s people answered in their own words. The city's staff read the answers.",
                tally.people,
            )
            % facts
        )
    if kind == Kind.SCALE:
        facts["mean"] = number_format(tally.mean or 0, decimal_pos=1)
        facts |= {"low": tally.question.scale_min, "high": tally.question.scale_max}
        return (
            ngettext(
                "The average is %(mean)s on a scale from %(low)s to %(high)s. %(people)s person answered.",
                "The average is %(mean)s on a scale from %(low)s to %(high)s. %(people)s people answered.",
                tally.people,
            )
            % facts
        )
    return _top_sentence(tally, bars, facts)


def _top_sentence(tally: Tally, bars: Sequence[Bar], facts: dict[str, Any]) -> str:
    most = max(bar.value for bar in bars)
    top = [bar for bar in bars if bar.value == most]
    facts |= {"number": intcomma(most), "percent": top[0].percent}
    if len(top) > 1:
        facts["choices"] = format_html_join(", ", "“{}”", ((marked(bar.label),) for bar in top))
        words = ngettext(
            "These were chosen most often, each by %(number)s of %(people)s person: %(choices)s.",
            "These were chosen most often, each by %(number)s of %(people)s people: %(choices)s.",
            tally.people,
        )
        return sentence(words, **facts)
    facts["choice"] = top[0].label
    words = ngettext(
        "“%(choice)s” was chosen most often: by %(number)s of %(people)s person, %(percent)s %%.",
        "“%(choice)s” was chosen most often: by %(number)s of %(people)s people, %(percent)s %%.",
        tally.people,
    )
    return sentence(words, **facts)
