"""Conversations of the demo city, thousands of comments at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from participation.comments.models import Comment, Thread
from participation.comments.services.counting import tell_anchor
from participation.comments.services.numbering import require_open_thread
from participation.comments.services.posting import MOST_CHARACTERS, accepted_stance
from participation.common.origin import Origin
from participation.common.text import clean_text
from participation.projects.gate import require_open_phase
from participation.projects.models import Phase
from participation.projects.states import Action


@dataclass(frozen=True, kw_only=True)
class SeedComment:
    """One comment of a seed. `parent` is the position, in the same list, of the first-level comment it answers."""

    thread_id: int
    author_id: int
    body: str
    language: str
    at: datetime
    parent: int | None = None
    stance: str = ""


@transaction.atomic
def seed_comments(*, comments: list[SeedComment]) -> list[Comment]:
    """The set-based twin of `post_comment` for demo content: the same rows for thousands, in a handful of statements.

    Returns the rows in the order given. Raises what `post_comment` raises; nothing is kept then.
    """
    projects = dict(Thread.objects.filter(pk__in={seed.thread_id for seed in comments}).values_list("pk", "project_id"))
    _require_open_moments(comments, projects)
    threads = {thread.pk: thread for thread in _threads_for_seed(projects)}
    rows = [_seed_row(seed, threads[seed.thread_id]) for seed in comments]
    answers = [(row, seed.parent) for row, seed in zip(rows, comments, strict=True) if seed.parent is not None]
    for _row, parent in answers:
        rows[parent].reply_count += 1
    Comment.objects.bulk_create([row for row, seed in zip(rows, comments, strict=True) if seed.parent is None], batch_size=2000)
    for row, parent in answers:
        row.parent = rows[parent]
    Comment.objects.bulk_create([row for row, _parent in answers], batch_size=2000)
    Thread.objects.bulk_update(threads.values(), ["seq", "visible_count"], batch_size=1000)
    for thread in threads.values():
        transaction.on_commit(partial(tell_anchor, thread))
    return rows


def _threads_for_seed(thread_ids: Iterable[int]) -> list[Thread]:
    locked = Thread.objects.select_for_update(of=("self",)).select_related("project")
    threads = list(locked.filter(pk__in=list(thread_ids)).order_by("pk"))
    for thread in threads:
        require_open_thread(thread.state)
    return threads


def _require_open_moments(comments: list[SeedComment], projects: dict[int, int]) -> None:
    """Ask the gate for every moment that the phase it named last does not cover; in order of time these are few."""
    phase: Phase | None = None
    for project_id, at in sorted({(projects[seed.thread_id], seed.at) for seed in comments}):
        if phase is None or phase.project_id != project_id or not phase.is_open(at):
            opened = require_open_phase(project_id=project_id, action=Action.COMMENT, origin=Origin.SEED, at=at)
            phase = Phase.objects.get(pk=opened.phase_id)


def _seed_row(seed: SeedComment, thread: Thread) -> Comment:
    thread.seq += 1
    thread.visible_count += 1
    return Comment(
        thread=thread,
        author_id=seed.author_id,
        language=seed.language,
        created_at=seed.at,
        channel=Origin.SEED,
        body=clean_text(seed.body, field="body", limit=MOST_CHARACTERS, required=True),
        changed_seq=thread.seq,
        posted_seq=thread.seq,
        stance=accepted_stance(thread, seed.stance, seed.parent),
    )
