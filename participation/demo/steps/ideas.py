"""Proposals: the written ones first, then as many composed ones as were asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from districts.models import District
from participation.accounts.models import User
from participation.demo.content.grammar import SPOTS, TAILS, TOPICS, Topic
from participation.demo.content.names import LANGUAGE_SHARES
from participation.demo.content.places import PLACES, Place
from participation.demo.shapes import Idea
from participation.demo.steps.context import Context, MadeProject, Resident, moment
from participation.projects.states import Action
from proposals.models import Proposal
from proposals.services import ProposalSeed, seed_proposals
from proposals.services.content import Content

BATCH = 2_000
JITTER = 0.0012  # degrees, about 100 m
LOCATED_SHARE = 0.85


@dataclass(frozen=True)
class MadeIdea:
    """A proposal that has been made. topic: for composed ones; at: when it was published."""

    idea: Idea
    proposal: Proposal
    at: datetime
    topic: Topic | None = None


def make_ideas(context: Context, districts: dict[str, District]) -> dict[str, list[MadeIdea]]:
    """Publish all proposals; returns them by their project's address part."""
    collecting = [made for made in context.made.values() if made.window(Action.PROPOSE, context.today)]
    written = sum(len(made.plan.ideas) for made in collecting)
    few = min(1.0, context.sizes.proposals / written)
    extra = max(0, context.sizes.proposals - written)
    result = {}
    for made in collecting:
        ideas = [(idea, None) for idea in made.plan.ideas[: max(1, round(len(made.plan.ideas) * few))]]
        ideas += _composed(context, made, round(extra * made.plan.invented_share))
        result[made.plan.slug] = _publish(context, made, ideas, districts)
    return result


def _publish(
    context: Context,
    made: MadeProject,
    ideas: list[tuple[Idea, Topic | None]],
    districts: dict[str, District],
) -> list[MadeIdea]:
    chance = context.chance(f"ideas of {made.plan.slug}")
    begin, end = made.window(Action.PROPOSE, context.today) or (context.today, context.today)
    # What was written to be talked about came early, so that there was time to talk.
    heard = begin + (end - begin) * 0.5
    moments = [
        moment(chance, begin, end, early=1.2) if topic else moment(chance, begin, heard, early=1.5) for _idea, topic in ideas
    ]
    categories = {category.slug: category.pk for category in made.project.categories.all()}
    writers = [resident for resident in context.residents if resident.verified or not made.project.verified_only]
    people = _Authors(context, writers, chance)
    seeds = [
        ProposalSeed(content=_content(idea, categories, districts), at=at, author=people.of(idea), withdrawn=idea.withdrawn)
        for (idea, _topic), at in zip(ideas, moments, strict=True)
    ]
    proposals: list[Proposal] = []
    for first in range(0, len(seeds), BATCH):
        proposals += seed_proposals(project_id=made.project.pk, rows=seeds[first : first + BATCH])
        if len(seeds) > BATCH:
            context.say(f"{len(proposals)} of {len(seeds)} proposals in {made.plan.slug}")
    shuffle(proposals, chance)
    return [MadeIdea(idea, proposal, at, topic) for (idea, topic), proposal, at in zip(ideas, proposals, moments, strict=True)]


class _Authors:
    """Who wrote which proposal: the cast by name, residents of the proposal's language otherwise."""

    def __init__(self, context: Context, writers: list[Resident], chance: random.Random) -> None:
        self.cast, self.chance = context.cast, chance
        users = User.objects.in_bulk([resident.pk for resident in writers])
        self.by_language: dict[str, list[User]] = {}
        for resident in writers:
            self.by_language.setdefault(resident.language, []).append(users[resident.pk])
        self.all = list(users.values())

    def of(self, idea: Idea) -> User:
        """The author of an idea."""
        if idea.by:
            return self.cast[idea.by]
        return self.chance.choice(self.by_language.get(idea.language) or self.all)


def _content(idea: Idea, categories: dict[str, int], districts: dict[str, District]) -> Content:
    latitude, longitude = idea.point or (None, None)
    place = next((place for place in PLACES if place.name == idea.place), None)
    return Content(
        title=idea.title,
        body=idea.text,
        language=idea.language,
        category_id=categories.get(idea.category),
        latitude=latitude,
        longitude=longitude,
        place=idea.place,
        authorship=idea.authorship,
        on_behalf_of=idea.on_behalf_of,
        school_class=idea.school_class,
        district_id=districts[place.district].pk if place and idea.point is None else None,
    )


def shuffle(proposals: list[Proposal], chance: random.Random) -> None:
    """The random order's places come from the database; the demo's must be the same every time."""
    for proposal in proposals:
        proposal.shuffle = chance.random()
    Proposal.objects.bulk_update(proposals, ["shuffle"], batch_size=1000)


def _composed(context: Context, made: MadeProject, number: int) -> list[tuple[Idea, Topic | None]]:
    chance = context.chance(f"composed for {made.plan.slug}")
    places = [place for place in PLACES if made.plan.district in ("city", place.district)]
    taken: set[str] = set()
    result: list[tuple[Idea, Topic | None]] = []
    while len(result) < number:
        topic = chance.choice(TOPICS)
        idea = _compose(chance, made, topic, chance.choice(places))
        # Where all titles are taken, the same title twice is what happens in a real city, too.
        if idea.title not in taken or len(taken) > 0.8 * len(places) * len(TOPICS) * len(SPOTS["fi"]):
            taken.add(idea.title)
            result.append((idea, topic))
    return result


def _compose(chance: random.Random, made: MadeProject, topic: Topic, place: Place) -> Idea:
    language = chance.choices(list(LANGUAGE_SHARES), weights=list(LANGUAGE_SHARES.values()))[0]
    located = chance.random() < LOCATED_SHARE
    latitude = round(place.latitude + chance.uniform(-JITTER, JITTER), 6)
    longitude = round(place.longitude + 2 * chance.uniform(-JITTER, JITTER), 6)
    return Idea(
        title=_title(chance, topic, place, language),
        text=_text(chance, topic, language),
        language=language,
        category=topic.kallio if made.plan.blueprint == "ideas" else topic.budget,
        place=place.name,
        point=(latitude, longitude) if located else None,
        weight=min(4.0, 0.3 * chance.paretovariate(1.3)),
    )


def _title(chance: random.Random, topic: Topic, place: Place, language: str) -> str:
    what, spot = chance.choice(topic.titles[language]), chance.choice(SPOTS[language])
    if language != "fi":
        return f"{what} {spot} {place.there(language)}"
    return chance.choice([f"{what} {spot}, {place.name}", f"{place.name}: {what[0].lower()}{what[1:]} {spot}"])


def _text(chance: random.Random, topic: Topic, language: str) -> str:
    texts = list(topic.texts[language])
    chance.shuffle(texts)
    body = "\n\n".join(texts[:2]) if chance.random() < 0.3 else texts[0]
    return body + chance.choice(TAILS[language])
