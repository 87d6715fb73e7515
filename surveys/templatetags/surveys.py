"""Template tags about surveys: `{% load surveys %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from surveys.presentation import charts_of
from surveys.queries import questions_of, tallies_of
from surveys.states import Kind

if TYPE_CHECKING:
    from surveys.models import Survey

register = template.Library()


@register.inclusion_tag("surveys/_chart.html")
def first_chart(survey: Survey) -> dict[str, Any]:
    """The result of the first question that can be drawn, else of the first one. Three queries; keep what it renders."""
    questions = questions_of(survey)
    chosen = next((question for question in questions if question.kind != Kind.TEXT), questions[0])
    number = questions.index(chosen)
    tallies = tallies_of([chosen])
    return {"chart": charts_of(tallies, first=number + 1)[0]}
