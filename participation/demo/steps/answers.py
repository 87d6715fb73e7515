"""What the city answers to proposals, by named units."""

from __future__ import annotations

from datetime import datetime, timedelta

from districts.models import Unit
from participation.demo.content.grammar import ANSWERS
from participation.demo.shapes import Answer
from participation.demo.steps.context import Context, MadeProject
from participation.demo.steps.ideas import MadeIdea
from participation.projects.states import Action
from proposals.models import OfficialResponse
from proposals.services import respond_officially

# How often each answer is given to a composed proposal.
FINAL = {"accepted": 55, "rejected": 45}
UNDER_WAY = {"accepted": 15, "rejected": 15, "assessing": 70}


def make_answers(context: Context, ideas: dict[str, list[MadeIdea]], units: dict[str, Unit]) -> int:
    """Answer the proposals as far as the stage is; returns how many answers were given."""
    number = 0
    for slug, several in ideas.items():
        for made in several:
            for answer in _answers(context, context.made[slug], made):
                _give(context, context.made[slug], made, answer, units)
                number += 1
                if number % 1000 == 0:
                    context.say(f"{number} official answers")
    return number


def _answers(context: Context, project: MadeProject, made: MadeIdea) -> list[Answer]:
    if made.idea.withdrawn:
        return []
    if made.topic is None:
        return [answer for answer in made.idea.answers if context.reached(answer.since)]
    if not context.reached("voting"):
        return []
    final = context.reached("decided") or project.plan.blueprint == "budget"
    weights = FINAL if final else UNDER_WAY
    status = context.chance(f"answer to {made.idea.title}").choices(list(weights), weights=list(weights.values()))[0]
    return [Answer(unit=made.topic.unit, status=status, text=ANSWERS[status])]


def _give(context: Context, project: MadeProject, made: MadeIdea, answer: Answer, units: dict[str, Unit]) -> None:
    by = context.cast["carla" if project.plan.district == "301" else "aino"]
    translations = {language: text for language, text in answer.text.items() if language != "fi"}
    response = respond_officially(
        proposal_id=made.proposal.pk,
        unit_id=units[answer.unit].pk,
        author=by,
        status=answer.status,
        text=answer.text["fi"],
        translations=translations,
    )
    # The verb answers now; the story says when it was.
    OfficialResponse.objects.filter(pk=response.pk).update(created_at=_when(context, project, made, answer))


def _when(context: Context, project: MadeProject, made: MadeIdea, answer: Answer) -> datetime:
    """Some day between the end of the collecting and today, later for later stages."""
    _begin, end = project.window(Action.PROPOSE, context.today) or (made.at, made.at)
    chance = context.chance(f"day of {made.idea.title} {answer.since}")
    passed = min(context.today - end, timedelta(days=150))
    part = chance.uniform(0.6, 0.98) if answer.since == "decided" else chance.uniform(0.1, 0.55)
    return end + passed * part
