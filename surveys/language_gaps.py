"""Surveys, questions and choices that lack languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.common.translated import untranslated
from participation.projects.features import LanguageGap
from surveys.models import Choice, Question, Survey

if TYPE_CHECKING:
    from participation.accounts.models import User

QUESTION_FIELDS = ("title", "help_text", "scale_min_label", "scale_max_label")


def language_gaps(user: User) -> Iterable[LanguageGap]:
    """Of the surveys this person works for. Three queries."""
    theirs = Survey.objects.run_by(user).order_by().values("pk")
    for survey, missing in untranslated(Survey.objects.filter(pk__in=theirs), ("title", "intro")):
        yield LanguageGap(kind=_("Survey"), title=str(survey), url=_url(survey.pk), missing=missing)
    for question, missing in untranslated(Question.objects.filter(survey__in=theirs), QUESTION_FIELDS):
        yield LanguageGap(kind=_("Question"), title=str(question), url=_url(question.survey_id), missing=missing)
    choices = Choice.objects.filter(question__survey__in=theirs).select_related("question")
    for choice, missing in untranslated(choices, ("label",)):
        yield LanguageGap(kind=_("Choice"), title=str(choice), url=_url(choice.question.survey_id), missing=missing)


def _url(pk: int) -> str:
    return reverse("survey_desk:edit", args=[pk])
