"""Surveys: questions by the staff's verbs, answers by chance with the shares that the content tells."""

from __future__ import annotations

import random
from typing import Any

from participation.demo.shapes import Asked, Poll
from participation.demo.steps.context import Context, MadeProject, Resident, moment
from participation.projects.states import Action
from surveys.models import Question, Survey
from surveys.services import SeedResponse, create_survey, edit_survey, publish_survey, seed_responses
from surveys.specs import QuestionSpec

SILENT_SHARE = 0.12  # of questions that need no answer
TEXT_SHARE = 0.35


def make_polls(context: Context) -> int:
    """Make and publish the surveys, and answer those that have been open; returns the number of responses."""
    number = 0
    for made in context.made.values():
        drafts = list(Survey.objects.filter(project=made.project).order_by("pk"))
        for place, poll in enumerate(made.plan.polls):
            survey = _make(context, made, poll, drafts[place] if place < len(drafts) else None)
            number += _answer(context, made, poll, survey)
    return number


def _make(context: Context, made: MadeProject, poll: Poll, draft: Survey | None) -> Survey:
    """Turn the draft that the blueprint made into this survey, or make one."""
    by = context.cast["aino"]
    words: dict[str, Any] = {
        "title": poll.title,
        "intro": poll.intro,
        "results_shown": poll.results_shown,
        "confidential": False,
        "questions": [_spec(asked) for asked in poll.questions],
        "by": by,
    }
    survey = edit_survey(survey_id=draft.pk, **words) if draft else create_survey(project_id=made.project.pk, **words)
    return publish_survey(survey_id=survey.pk, by=by)


def _spec(asked: Asked) -> QuestionSpec:
    low, high = asked.scale_labels
    return QuestionSpec(
        kind=asked.kind,
        title=asked.title,
        help_text=asked.help_text,
        required=asked.required,
        choices=[choice.label for choice in asked.choices],
        scale_min=1,
        scale_max=len(asked.scale_shares) or 5,
        scale_min_label=low,
        scale_max_label=high,
    )


def _answer(context: Context, made: MadeProject, poll: Poll, survey: Survey) -> int:
    window = made.window(Action.ANSWER, context.today)
    if window is None:
        return 0
    chance = context.chance(f"answers of {made.plan.slug}")
    people = chance.sample(context.residents, round(len(context.residents) * poll.turnout))
    questions = list(survey.questions.prefetch_related("choices").order_by("position"))
    pairs = list(zip(questions, poll.questions, strict=True))
    rows = [
        SeedResponse(person.pk, _filled_in(chance, pairs, person), person.language, moment(chance, *window, early=1.4))
        for person in people
    ]
    return seed_responses(survey_id=survey.pk, rows=rows)


def _filled_in(chance: random.Random, pairs: list[tuple[Question, Asked]], person: Resident) -> dict[int, Any]:
    answers = {}
    for question, asked in pairs:
        if not asked.required and chance.random() < SILENT_SHARE:
            continue
        value = _value(chance, question, asked, person)
        if value:
            answers[question.pk] = value
    return answers


def _value(chance: random.Random, question: Question, asked: Asked, person: Resident) -> Any:
    """What one person answers to one question; None for nothing."""
    choices = list(question.choices.all())
    if asked.kind == "single":
        return chance.choices([choice.pk for choice in choices], weights=[choice.share for choice in asked.choices])[0]
    if asked.kind == "multiple":
        return [row.pk for row, choice in zip(choices, asked.choices, strict=True) if chance.random() * 100 < choice.share]
    if asked.kind == "scale":
        return chance.choices(range(1, len(asked.scale_shares) + 1), weights=asked.scale_shares)[0]
    texts = asked.texts.get(person.language, ())
    return chance.choice(texts) if texts and chance.random() < TEXT_SHARE else None
