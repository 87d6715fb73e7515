"""Supports: how many each proposal draws, and from whom."""

from __future__ import annotations

import random
from collections.abc import Iterator

from participation.demo.steps.context import Context, moment
from participation.demo.steps.ideas import MadeIdea
from participation.projects.states import Action
from proposals.services import SupportSeed, seed_supports

# Who of the cast supports which written idea: (person, project, title).
BY_CAST = [
    ("ben", "kallio-kaikille", "Lisää penkkejä Karhupuiston reunoille"),
    ("nils", "kallio-kaikille", "Lisää penkkejä Karhupuiston reunoille"),
    ("anna", "kallio-kaikille", "Suojatie Porthaninkadulle kirjaston eteen"),
    ("anna", "helsinkilaisten-budjetti", "Talviuintipaikka ja sauna Vuosaareen"),
    ("ben", "helsinkilaisten-budjetti", "Korjauspaja joka suurpiiriin"),
]


def make_supports(context: Context, ideas: dict[str, list[MadeIdea]]) -> int:
    """Add the supports; returns how many."""
    if context.sizes.supports > 20_000:
        context.say(f"{context.sizes.supports} supports")
    return seed_supports(rows=_rows(context, ideas))


def _rows(context: Context, ideas: dict[str, list[MadeIdea]]) -> Iterator[SupportSeed]:
    chance = context.chance("supports")
    public = [(slug, made) for slug, several in ideas.items() for made in several if not made.idea.withdrawn]
    residents = {
        slug: [resident.pk for resident in context.residents if resident.verified or not context.made[slug].project.verified_only]
        for slug in ideas
    }
    shares = _shares(
        chance,
        [made.idea.weight for _slug, made in public],
        context.sizes.supports,
        [len(residents[slug]) for slug, _made in public],
    )
    for (slug, made), number in zip(public, shares, strict=True):
        _begin, end = context.made[slug].window(Action.SUPPORT, context.today) or (made.at, made.at)
        for resident in chance.sample(residents[slug], number):
            yield SupportSeed(made.proposal.pk, resident, moment(chance, made.at, end, early=1.5))
        for person, project, title in BY_CAST:
            if (project, title) == (slug, made.idea.title):
                yield SupportSeed(made.proposal.pk, context.cast[person].pk, moment(chance, made.at, end))


def _shares(chance: random.Random, weights: list[float], total: int, most: list[int]) -> list[int]:
    """Share a total out by weight, roughly; nobody gets more than there are residents."""
    drawn = [weight * chance.uniform(0.6, 1.4) for weight in weights]
    shares = [0] * len(drawn)
    for _round in range(8):  # what does not fit in one goes to the others
        missing = total - sum(shares)
        room = [weight if share < limit else 0.0 for weight, share, limit in zip(drawn, shares, most, strict=True)]
        if missing <= 0 or not any(room):
            break
        whole = sum(room)
        shares = [
            min(limit, share + int(missing * weight / whole + chance.random()))
            for share, weight, limit in zip(shares, room, most, strict=True)
        ]
    return shares
