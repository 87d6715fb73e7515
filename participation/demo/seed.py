"""The demo city in one transaction: `manage.py seed_demo` and the tests call this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import translation

from participation.common.refusals import Conflict
from participation.demo.steps.answers import make_answers
from participation.demo.steps.assessment import make_assessments
from participation.demo.steps.context import Context, Sizes
from participation.demo.steps.conversation import make_conversation
from participation.demo.steps.districts import make_districts, make_places
from participation.demo.steps.following import make_following
from participation.demo.steps.ideas import make_ideas
from participation.demo.steps.imports import make_imports
from participation.demo.steps.incidents import make_incidents
from participation.demo.steps.mergers import make_mergers
from participation.demo.steps.people import give_roles, make_cast, make_residents
from participation.demo.steps.polling import make_polling
from participation.demo.steps.polls import make_polls
from participation.demo.steps.projects import make_projects
from participation.demo.steps.promises import make_promises
from participation.demo.steps.site import make_site, make_units
from participation.demo.steps.supports import make_supports
from participation.demo.steps.talk import make_comments
from participation.demo.steps.vote import make_vote, price_ideas
from participation.demo.steps.writing import make_writing
from participation.pages.queries import forget_city_numbers
from participation.projects.models import Project
from proposals.services import rebuild_counts


@dataclass(frozen=True)
class Made:
    """What a seed made, in numbers."""

    districts: int
    projects: int
    people: int
    proposals: int
    supports: int
    comments: int
    responses: int
    answers: int

    def __str__(self) -> str:
        return (
            f"{self.districts} districts, {self.projects} projects, {self.people} people, {self.proposals} proposals, "
            f"{self.supports} supports, {self.comments} comments, {self.responses} survey responses, "
            f"{self.answers} official answers."
        )


def seed_city(sizes: Sizes, say: Callable[[str], None] = lambda _line: None) -> Made:
    """Make the demo city, all or nothing. The same sizes give the same rows on the same day.

    say: takes a line about each long step.
    Raises Conflict when the database has projects already, and whatever Refusal a service answers with.
    """
    if Project.objects.exists():
        raise Conflict("This database has projects already. Seed an empty one, or keep what is there.")
    with translation.override("fi"), transaction.atomic():
        made = _make(Context(sizes, say))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the planner has never seen these tables full
    forget_city_numbers()
    return made


def _make(context: Context) -> Made:
    make_cast(context)
    administrator = context.cast["aino"]
    context.say("districts and pages")
    districts = make_districts(administrator)
    make_places()
    make_site(districts)
    give_roles(context, districts)
    units = make_units(administrator)
    make_projects(context, districts, units)
    context.say(f"{context.sizes.residents} residents")
    make_residents(context)
    responses = make_polls(context)
    ideas = make_ideas(context, districts)
    make_writing(context, ideas)
    supports = make_supports(context, ideas)
    comments = make_comments(context, ideas)
    make_assessments(context, ideas, districts, units)
    price_ideas(context, ideas)
    answers = make_answers(context, ideas, units)
    make_promises(context, ideas, units)
    make_incidents(context, ideas)
    make_conversation(context, ideas)
    make_mergers(context, ideas)
    make_imports(context)
    make_vote(context, ideas, districts)
    make_following(context, ideas, districts)
    make_polling(context)
    rebuild_counts()
    return Made(
        districts=len(districts) - 1,
        projects=len(context.made),
        people=len(context.cast) + len(context.residents),
        proposals=sum(map(len, ideas.values())),
        supports=supports,
        comments=comments,
        responses=responses,
        answers=answers,
    )
