"""Agreeing and disagreeing with what others said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from participation.audit.services import record
from participation.comments.anchors import find_anchor
from participation.comments.models import Comment, Reaction
from participation.comments.services.numbering import require_open_thread
from participation.comments.services.tallying import tally
from participation.common.pace import require_pace
from participation.common.queueing import enqueue_gathered
from participation.common.refusals import Invalid, NotAllowed
from participation.projects.gate import require_open_phase
from participation.projects.rules import works_for
from participation.projects.states import Action

if TYPE_CHECKING:
    from participation.accounts.models import User

TALLY_SECONDS = 1
ENOUGH = _("You have said about as many comments as one can within an hour what you think (%(most)s). You can go on at %(time)s.")
SAY = """
    INSERT INTO comments_reaction (comment_id, resident_id, value, at) VALUES (%(comment)s, %(resident)s, %(value)s, %(at)s)
    ON CONFLICT (comment_id, resident_id) DO UPDATE SET value = EXCLUDED.value, at = EXCLUDED.at
    WHERE comments_reaction.value <> EXCLUDED.value
"""


@transaction.atomic
def react(*, comment_id: int, resident: User, value: int) -> bool:
    """Agree (1), disagree (-1) or take it back (0), while one may write in the conversation; the last word counts.

    Returns whether it was another before. Raises Invalid, PhaseClosed, Conflict when the thread is frozen, TooMany, and
    NotAllowed for one's own comments; its code is "unreadable" when the comment cannot be read.
    """
    if value not in (-1, 0, 1):
        raise Invalid(_("You can agree, disagree, or take it back."), field="value")
    comment = Comment.objects.readable().select_related("thread__project").filter(pk=comment_id).first()
    if comment is None or not resident.is_active or find_anchor(comment.thread, resident) is None:
        raise NotAllowed(_("There is no such comment."), code="unreadable")
    if comment.author_id == resident.pk:
        raise NotAllowed(_("This is your own comment."))
    opened = require_open_phase(project_id=comment.thread.project_id, action=Action.COMMENT)
    require_open_thread(comment.thread.state)
    if value:
        _require_pace(resident, comment)
    with connection.cursor() as cursor:
        cursor.execute(SAY, {"comment": comment_id, "resident": resident.pk, "value": value, "at": opened.at})
        changed = cursor.rowcount == 1
    if changed:
        # What somebody thinks is in the reaction alone: the record is for ever, and they may take it back.
        record(action="comment.react", actor=resident, target=comment, project_id=comment.thread.project_id)
        enqueue_gathered("comments.tally", comment_id, seconds=TALLY_SECONDS)
    return changed


def _require_pace(resident: User, comment: Comment) -> None:
    require_pace(
        rows="comments_reaction WHERE resident_id = %s",
        person=resident.pk,
        moment="at",
        most=settings.REACTIONS_PER_HOUR,
        message=ENOUGH,
        exempt=lambda: works_for(resident, comment.thread.project),
    )


@dataclass(frozen=True, kw_only=True)
class SeedReaction:
    """One reaction of a seed."""

    comment_id: int
    resident_id: int
    value: int
    at: datetime


@transaction.atomic
def seed_reactions(*, reactions: Iterable[SeedReaction]) -> int:
    """The set-based twin of `react` for demo content; returns how many are new. Nobody reacts to their own words."""
    wanted = list(reactions)
    ids = {seed.comment_id for seed in wanted}
    authors = dict(Comment.objects.readable().filter(pk__in=ids).values_list("pk", "author_id"))
    rows = [
        Reaction(comment_id=seed.comment_id, resident_id=seed.resident_id, value=seed.value, at=seed.at)
        for seed in wanted
        if seed.comment_id in authors and authors[seed.comment_id] != seed.resident_id
    ]
    before = Reaction.objects.count()
    Reaction.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    tally(comment_ids=ids)
    return Reaction.objects.count() - before


@transaction.atomic
def forget_reactions(*, resident: User) -> int:
    """Delete what an erased person had taken back. What was counted stays counted, under nobody's name, as supports do."""
    deleted, _rows = Reaction.objects.filter(resident=resident, value=0).delete()
    return deleted
