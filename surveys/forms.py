"""The form a resident fills in: one field per question, checked by the same rule as the service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from participation.common.forms import ScaleSelect, SiteForm
from participation.common.languages import marked, said
from surveys.models import Question
from surveys.rules import NEEDED, NOT_OFFERED, NOT_ON_SCALE, NOTHING_ANSWERED, UNKNOWN_QUESTION, UNREADABLE, read_answers
from surveys.states import Kind


class AnswerForm(SiteForm):
    """Fields are called `q<question id>`. `answers` holds what the service takes, after a successful check."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        answers: Mapping[int, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.answers: dict[int, Any] = {}
        for question in questions:
            field = FIELDS[Kind(question.kind)](question)
            field.initial = (answers or {}).get(question.pk)
            self.fields[f"q{question.pk}"] = field

    def clean(self) -> dict[str, Any]:
        """Hold the answers against the questions as they are now."""
        cleaned = super().clean() or {}
        if any(name[:1] == "q" and name[1:].isdecimal() and name not in self.fields for name in self.data):
            self.add_error(None, UNKNOWN_QUESTION)
        self.answers = {int(name[1:]): value for name, value in cleaned.items()}
        asked = [question for question in self.questions if f"q{question.pk}" not in self.errors]
        values, problems = read_answers(asked, self.answers)
        self.show_problems(problems)
        if not values and not self.errors:
            self.add_error(None, NOTHING_ANSWERED)
        return cleaned

    def show_problems(self, problems: Mapping[int, Any]) -> None:
        """Put what is wrong with an answer beside it; with a question that is gone, above all."""
        for question_id, message in problems.items():
            name = f"q{question_id}"
            self.add_error(name if name in self.fields else None, str(message))


def _common(question: Question) -> dict[str, Any]:
    help_text = said(question, "help_text")
    return {
        "label": said(question, "title"),
        "help_text": format_html("{}", marked(help_text)) if help_text.text else "",
        "required": question.required,
    }


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(str(choice.pk), marked(said(choice, "label"))) for choice in question.choices.all()]


def _errors(kind: Kind, wrong: Any) -> dict[str, Any]:
    needed = NEEDED[kind]
    codes = ("invalid_choice", "invalid_list", "invalid", "null_characters_not_allowed")
    return {"required": needed} | dict.fromkeys(codes, wrong)


def _single(question: Question) -> forms.Field:
    return forms.TypedChoiceField(
        choices=_choices(question),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages=_errors(Kind.SINGLE, NOT_OFFERED),
        **_common(question),
    )


def _multiple(question: Question) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        choices=_choices(question),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_errors(Kind.MULTIPLE, NOT_OFFERED),
        **_common(question),
    )


def _scale(question: Question) -> forms.Field:
    low, high = said(question, "scale_min_label"), said(question, "scale_max_label")
    return forms.TypedChoiceField(
        choices=[(str(number), str(number)) for number in range(question.scale_min, question.scale_max + 1)],
        coerce=int,
        empty_value=None,
        widget=ScaleSelect(
            low=f"{question.scale_min} = {low}" if low.text else "",
            high=f"{question.scale_max} = {high}" if high.text else "",
        ),
        error_messages=_errors(Kind.SCALE, NOT_ON_SCALE),
        **_common(question),
    )


def _text(question: Question) -> forms.Field:
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=_errors(Kind.TEXT, UNREADABLE),
        **_common(question),
    )


FIELDS = {Kind.SINGLE: _single, Kind.MULTIPLE: _multiple, Kind.SCALE: _scale, Kind.TEXT: _text}
