"""A question as staff, blueprints and seeds describe it, before it is rows; and whether it makes sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.common.languages import words_of
from surveys.models import Question
from surveys.states import Kind
from surveys.words import MAIN_LANGUAGE, Words

# The most questions and choices that still make a page people get through.
MOST_QUESTIONS = 50
MOST_CHOICES = 40

NO_TITLE = _("Write the question in the main language.")
TOO_FEW_CHOICES = _("Give at least two choices.")
TOO_MANY_CHOICES = _("Give at most 40 choices.")
UNEQUAL_CHOICES = _("Write as many choices in every language as in the main one, in the same order, or none.")
SAME_CHOICES = _("Two choices have the same words.")
CHOICE_TOO_LONG = _("A choice can have at most 160 characters.")
WRONG_SCALE = _("A scale goes up, in at most ten steps from the lowest number to the highest.")


@dataclass(frozen=True, kw_only=True)
class QuestionSpec:
    """One question with everything that belongs to it.

    id: the row it describes, None for a new question.
    choices: one text in several languages per choice, in their order; empty for scales and own words.
    """

    kind: str
    title: Words
    help_text: Words = field(default_factory=dict)
    required: bool = False
    scale_min: int = 1
    scale_max: int = 5
    scale_min_label: Words = field(default_factory=dict)
    scale_max_label: Words = field(default_factory=dict)
    choices: Sequence[Words] = ()
    id: int | None = None

    @property
    def shape(self) -> tuple[object, ...]:
        """What answers depend on. Once somebody has answered, only words may change."""
        scale = (self.scale_min, self.scale_max) if self.kind == Kind.SCALE else ()
        return (self.id, self.kind, self.required, scale, len(self.choices) if self.kind in Kind.WITH_CHOICES else 0)


def spec_of(question: Question) -> QuestionSpec:
    """Describe a question that exists. Its choices should be prefetched."""
    return QuestionSpec(
        id=question.pk,
        kind=question.kind,
        title=words_of(question, "title"),
        help_text=words_of(question, "help_text"),
        required=question.required,
        scale_min=question.scale_min,
        scale_max=question.scale_max,
        scale_min_label=words_of(question, "scale_min_label"),
        scale_max_label=words_of(question, "scale_max_label"),
        choices=[words_of(choice, "label") for choice in question.choices.all()],
    )


def problems_of(spec: QuestionSpec) -> dict[str, str | Promise]:
    """What is wrong with a question, by the part of it: "title", "choices" or "scale_max"; empty when it is fine."""
    problems: dict[str, str | Promise] = {}
    if not spec.title.get(MAIN_LANGUAGE, "").strip():
        problems["title"] = NO_TITLE
    if spec.kind in Kind.WITH_CHOICES and (problem := _problem_of_choices(spec.choices)):
        problems["choices"] = problem
    if spec.kind == Kind.SCALE and not spec.scale_min < spec.scale_max <= spec.scale_min + 10:
        problems["scale_max"] = WRONG_SCALE
    return problems


def _problem_of_choices(choices: Sequence[Words]) -> str | Promise | None:
    labels = [choice.get(MAIN_LANGUAGE, "").strip() for choice in choices]
    if len(labels) < 2:
        return TOO_FEW_CHOICES
    if len(labels) > MOST_CHOICES:
        return TOO_MANY_CHOICES
    if not all(labels) or any(choice.keys() != choices[0].keys() for choice in choices):
        return UNEQUAL_CHOICES
    if len(set(labels)) < len(labels):
        return SAME_CHOICES
    if any(len(text) > 160 for choice in choices for text in choice.values()):
        return CHOICE_TOO_LONG
    return None


def is_reordered(before: Sequence[Words], after: Sequence[Words]) -> bool:
    """Whether the same choices stand in another order: that would give the answers another meaning."""
    old, new = ([choice.get(MAIN_LANGUAGE, "") for choice in choices] for choices in (before, after))
    return old != new and sorted(old) == sorted(new)
