"""What people think of what others said, and one conversation that shows all that a conversation can."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import SeedReaction, measure_bridges, post_comment, seed_reactions, slow_thread
from participation.common.origin import Origin
from participation.demo.content.conversation import BENCHES, SLOWED
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import MadeIdea
from participation.projects.states import Action

MOST_COMMENTS = 20_000  # that are voted on, however large the city is
# How likely each side agrees with a comment for, against, and with one that takes no side.
AGREEMENT = {"for": (0.9, 0.2), "against": (0.25, 0.85), "neutral": (0.75, 0.7), "": (0.8, 0.72)}


def make_conversation(context: Context, ideas: dict[str, list[MadeIdea]]) -> None:
    """Make it, then let people vote on everything that was said."""
    _benches(context, ideas)
    _slow(context, ideas)
    seed_reactions(reactions=_votes(context))
    for thread_id in Thread.objects.filter(project__asks_stance=True).order_by("pk").values_list("pk", flat=True):
        measure_bridges(thread_id=thread_id)


def _find(ideas: dict[str, list[MadeIdea]], project: str, title: str) -> MadeIdea | None:
    return next((made for made in ideas.get(project, []) if made.idea.title == title), None)


def _benches(context: Context, ideas: dict[str, list[MadeIdea]]) -> None:
    made = _find(ideas, BENCHES["project"], BENCHES["idea"])
    window = context.made[BENCHES["project"]].window(Action.COMMENT, context.today) if made else None
    if made is None or window is None:
        return
    chance = context.chance("benches")
    at = max(window[0], window[1] - timedelta(days=2))
    step = (window[1] - at) / (len(BENCHES["answers"]) + 2)
    common = {"thread_id": made.proposal.thread_id, "origin": Origin.SEED}
    root = post_comment(author=context.cast[BENCHES["by"]], body=BENCHES["text"], language=BENCHES["language"], at=at, **common)
    for by, language, text in BENCHES["answers"]:
        at += step
        author = context.cast[by] if by else User.objects.get(pk=chance.choice(context.residents).pk)
        text = text.replace("@Nils", f"@{context.cast['nils'].public_name}")
        post_comment(author=author, body=text, language=language, parent_id=root.pk, at=at, **common)


def _slow(context: Context, ideas: dict[str, list[MadeIdea]]) -> None:
    if made := _find(ideas, *SLOWED):
        slow_thread(thread_id=made.proposal.thread_id, seconds=300, by=context.cast["mira"])


def _votes(context: Context) -> Iterator[SeedReaction]:
    """Everybody has a side; most comments get a few votes, some many."""
    chance = context.chance("votes")
    sides = {resident.pk: chance.random() < 0.5 for resident in context.residents}
    said = Comment.objects.readable().order_by("pk").values_list("pk", "stance", "created_at")
    for comment_id, stance, at in said[:MOST_COMMENTS]:
        for person in _voters(chance, list(sides), stance):
            agrees = chance.random() < AGREEMENT[stance][0 if sides[person] else 1]
            moment = min(at + timedelta(minutes=chance.randint(3, 900)), context.today)
            yield SeedReaction(comment_id=comment_id, resident_id=person, value=1 if agrees else -1, at=moment)


def _voters(chance: random.Random, people: list[int], stance: str) -> list[int]:
    number = int(chance.expovariate(1 / (14 if stance else 4)))
    return chance.sample(people, min(number, len(people) // 2))
