"""Conversations: the written ones, and as many composed comments as were asked for."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from participation.comments.services import SeedComment, project_thread, seed_comments
from participation.demo.content.grammar import COMMENTS, REPLIES, TAILS
from participation.demo.shapes import Remark
from participation.demo.steps.context import Context, Resident, awake, moment, somebody
from participation.demo.steps.ideas import MadeIdea
from participation.projects.states import Action
from surveys.models import Survey

BATCH = 20_000
REPLY_SHARE = 0.3
ABOUT_THE_TOPIC = 0.5
MOST_IN_ONE = 0.012  # of all composed comments


@dataclass
class _Conversation:
    """A thread being filled. end: until when it could be written in; parent positions count within it."""

    thread_id: int
    begin: datetime
    end: datetime
    author_id: int | None = None
    made: MadeIdea | None = None
    comments: list[SeedComment] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def make_comments(context: Context, ideas: dict[str, list[MadeIdea]]) -> int:
    """Write all comments; returns how many."""
    chance = context.chance("comments")
    conversations = list(_of_projects(context)) + list(_of_ideas(context, ideas))
    left = context.sizes.comments
    for conversation, remarks in conversations:
        left -= _speak(context, chance, conversation, remarks)
    talked = [conversation for conversation, _remarks in conversations if conversation.made is not None]
    _compose(context, chance, talked, max(0, left))
    return _write(context, [conversation for conversation, _remarks in conversations])


def _of_projects(context: Context) -> Iterable[tuple[_Conversation, Sequence[Remark]]]:
    for made in context.made.values():
        window = made.window(Action.COMMENT, context.today)
        if window is None:
            continue
        yield _Conversation(project_thread(made.project.pk).pk, *window), made.plan.remarks
        surveys = Survey.objects.filter(project=made.project, thread__isnull=False).order_by("pk")
        for survey, poll in zip(surveys, made.plan.polls, strict=True):
            yield _Conversation(survey.thread_id, *window), poll.remarks


def _of_ideas(context: Context, ideas: dict[str, list[MadeIdea]]) -> Iterable[tuple[_Conversation, Sequence[Remark]]]:
    for slug, several in ideas.items():
        window = context.made[slug].window(Action.COMMENT, context.today)
        if window is None:
            continue
        for made in several:
            author = made.proposal.author_id
            yield _Conversation(made.proposal.thread_id, made.at, window[1], author, made), made.idea.remarks


def _speak(context: Context, chance: random.Random, conversation: _Conversation, remarks: Sequence[Remark]) -> int:
    """Put the written remarks into a conversation; returns how many."""
    voices = _Voices(context, chance, conversation)
    at, span = conversation.begin, conversation.end - conversation.begin
    before = len(conversation.comments)
    for place, remark in enumerate(remarks):
        at = awake(max(at, conversation.begin + span * (place + chance.random()) / (len(remarks) + 1)), conversation.end)
        parent = _add(conversation, voices, remark, at, None)
        answered = at
        for reply in remark.replies:
            pause = min(timedelta(hours=chance.uniform(0.3, 30)), (conversation.end - answered) * 0.5)
            answered = awake(answered + pause, conversation.end)
            _add(conversation, voices, reply, answered, parent)
    return len(conversation.comments) - before


def _add(conversation: _Conversation, voices: _Voices, remark: Remark, at: datetime, parent: int | None) -> int:
    conversation.used.add(remark.text)
    conversation.comments.append(
        SeedComment(
            thread_id=conversation.thread_id,
            author_id=voices.of(remark),
            body=remark.text,
            language=remark.language,
            at=at,
            parent=parent,
            stance=remark.stance,
        )
    )
    return len(conversation.comments) - 1


class _Voices:
    """Who is who in one conversation: the same letter is the same person, and no two letters are."""

    def __init__(self, context: Context, chance: random.Random, conversation: _Conversation) -> None:
        self.context, self.chance, self.conversation = context, chance, conversation
        self.known: dict[str, int] = {}

    def of(self, remark: Remark) -> int:
        """The author of a remark."""
        if remark.by in self.context.cast:
            return self.context.cast[remark.by].pk
        if remark.by == "author" and self.conversation.author_id is not None:
            return self.conversation.author_id
        if remark.by not in self.known:
            taken = {*self.known.values(), self.conversation.author_id}
            free = [resident for resident in self.context.residents if resident.pk not in taken] or self.context.residents
            same = [resident for resident in free if resident.language == remark.language] or free
            self.known[remark.by] = self.chance.choice(same).pk
        return self.known[remark.by]


def _compose(context: Context, chance: random.Random, conversations: list[_Conversation], number: int) -> None:
    """Add made-up comments, most of them where most people look."""
    if not number or not conversations:
        return
    heard = [conversation.made.idea.weight for conversation in conversations if conversation.made]
    weights = [weight**1.4 * chance.uniform(0.5, 1.5) for weight in heard]
    most = max(12, int(number * MOST_IN_ONE))
    drawn = chance.choices(range(len(conversations)), weights=weights, k=number)
    counts = [0] * len(conversations)
    for place in drawn:
        counts[_with_room(counts, place, most)] += 1
    for conversation, count in zip(conversations, counts, strict=True):
        _fill(context, chance, conversation, count)


def _with_room(counts: list[int], place: int, most: int) -> int:
    """This conversation, or the next one that is not full."""
    return next((turned for turned in _from(place, len(counts)) if counts[turned] < most), place)


def _from(place: int, length: int) -> Iterable[int]:
    return chain(range(place, length), range(place))


def _fill(context: Context, chance: random.Random, conversation: _Conversation, count: int) -> None:
    moments = sorted(moment(chance, conversation.begin, conversation.end, early=1.4) for _number in range(count))
    for at in moments:
        person = somebody(chance, context.residents)
        open_to_answer = [place for place, seed in enumerate(conversation.comments) if seed.parent is None and seed.at < at][-20:]
        parent = chance.choice(open_to_answer) if open_to_answer and chance.random() < REPLY_SHARE else None
        if parent is not None and conversation.comments[parent].author_id == person.pk:
            parent = None
        conversation.comments.append(
            SeedComment(
                thread_id=conversation.thread_id,
                author_id=person.pk,
                language=person.language,
                at=at,
                parent=parent,
                body=_words(chance, conversation, person, is_reply=parent is not None),
            )
        )


def _words(chance: random.Random, conversation: _Conversation, person: Resident, *, is_reply: bool) -> str:
    """Something that nobody has said in this conversation yet, if that can be found in a few tries."""
    topic = conversation.made.topic if conversation.made else None
    text = ""
    for _try in range(6):
        if is_reply:
            text = chance.choice(REPLIES[person.language])
        elif topic and chance.random() < ABOUT_THE_TOPIC:
            text = chance.choice(topic.comments[person.language])
        else:
            text = chance.choice(COMMENTS[person.language])
        if text in conversation.used:
            text += chance.choice(TAILS[person.language])
        if text not in conversation.used:
            break
    conversation.used.add(text)
    return text


def _write(context: Context, conversations: list[_Conversation]) -> int:
    written, batch, total = 0, [], sum(len(conversation.comments) for conversation in conversations)
    for conversation in conversations:
        batch += _in_order(conversation.comments, offset=len(batch))
        if len(batch) >= BATCH:
            written += len(seed_comments(comments=batch))
            batch = []
            context.say(f"{written} of {total} comments")
    if batch:
        written += len(seed_comments(comments=batch))
    return written


def _in_order(comments: list[SeedComment], *, offset: int) -> list[SeedComment]:
    """The comments by time, parents pointing to their places in the list that starts at the offset."""
    order = sorted(range(len(comments)), key=lambda place: (comments[place].at, place))
    new_place = {old: offset + new for new, old in enumerate(order)}
    return [
        replace(comments[old], parent=None if comments[old].parent is None else new_place[comments[old].parent]) for old in order
    ]
