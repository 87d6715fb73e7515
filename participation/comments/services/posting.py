"""Saying something in a conversation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from participation.audit.services import record
from participation.comments.anchors import find_anchor, kind_of
from participation.comments.models import Comment, Thread
from participation.comments.services.mentioning import find_mentions, keep_mentions
from participation.comments.services.numbering import Taken, require_open_thread, take_number, tell
from participation.comments.states import CommentState, Stance
from participation.common.origin import HISTORICAL, NEEDS_CLERK, Origin
from participation.common.pace import require_pace
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed, TooMany
from participation.common.text import clean_text
from participation.notifications.announcing import announce
from participation.projects.gate import require_open_phase
from participation.projects.rules import works_for
from participation.projects.states import Action

if TYPE_CHECKING:
    from participation.accounts.models import User

MOST_CHARACTERS = 4000
ENOUGH = _("You have written as many comments as one can within an hour (%(most)s). You can send the next one at %(time)s.")
TOO_SOON = _("This conversation is in slow mode. You can write again at %(time)s.")
# The index by author begins with their newest, so this reads no further back than the wait.
LATEST = """
    SELECT max(created_at) FROM comments_comment
    WHERE author_id = %s AND created_at > %s AND thread_id = %s AND channel = 'web'
"""

ANSWERED = """
    UPDATE comments_comment SET reply_count = reply_count + 1
    WHERE id = %s AND thread_id = %s AND parent_id IS NULL RETURNING state
"""


@transaction.atomic
def post_comment(
    *,
    thread_id: int,
    author: User | None,
    body: str,
    language: str,
    parent_id: int | None = None,
    stance: str = "",
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
    entered_by: User | None = None,
    on_behalf_of: str = "",
) -> Comment:
    """Say something in a thread, or answer a first-level comment of it.

    author: None only for imported content whose writer nobody knows.
    language: the code of the language it is written in.
    stance: a value of Stance, kept on first-level comments where the project asks for it.
    at: when it was said; historical origins only.
    Raises Invalid (field "body", "parent" or "stance"), PhaseClosed, Conflict when the thread is frozen or the comment
    answered is gone, NotAllowed when the author may not write here; its code is "unreadable" when they may not even read.
    TooMany when a resident has written as many within the hour as one may, or too soon again where the thread is slowed.
    """
    body = clean_text(body, field="body", limit=MOST_CHARACTERS, required=True)
    thread = _thread_to_write_in(thread_id, author, origin)
    try:
        opened = require_open_phase(project_id=thread.project_id, action=Action.COMMENT, origin=origin, at=at)
    except PhaseClosed:
        _readable_anchor(thread, author, origin)  # who may not even read is told that, and not which phases there are
        raise
    anchor = _readable_anchor(thread, author, origin)  # once the phase is held: it may have gone while one waited for that
    resident = author if origin == Origin.WEB else None
    if resident is not None:
        _require_pace(resident, thread)  # before the thread is locked: nobody waits for it but its writer
    mentions = find_mentions(body, thread=thread, anchor=anchor, author=author, root_id=parent_id)
    taken = take_number(thread_id)
    require_open_thread(taken.state)
    if resident is not None and taken.slow_seconds:
        _require_wait(resident, thread, taken)
    if parent_id is not None:
        _answer(thread_id, parent_id)
    comment = Comment.objects.create(
        thread=thread,
        parent_id=parent_id,
        author=author,
        body=body,
        language=language,
        stance=accepted_stance(thread, stance, parent_id),
        channel=origin,
        entered_by=entered_by,
        on_behalf_of=on_behalf_of,
        created_at=opened.at,
        changed_seq=taken.seq,
        posted_seq=taken.seq,
        mentioned=[mention.name for mention in mentions],
    )
    if origin not in HISTORICAL or origin in NEEDS_CLERK:  # a whole import or seed is one entry, written by who runs it
        record(action="comment.post", actor=entered_by or author, target=comment, project_id=thread.project_id)
        _announce(thread, anchor, comment)
    keep_mentions(comment, mentions, aloud=origin not in HISTORICAL)
    tell(thread, seq=taken.seq, type="comment.shown", comment_id=comment.pk)
    return comment


def accepted_stance(thread: Thread, stance: str, parent_id: int | None) -> str:
    """The side that is kept. Raises Invalid (field "stance")."""
    if stance and stance not in Stance.values:
        raise Invalid(_("Choose one of the sides offered."), field="stance")
    return stance if thread.project.asks_stance and parent_id is None else ""


def _thread_to_write_in(thread_id: int, author: User | None, origin: Origin) -> Thread:
    thread = Thread.objects.select_related("project").filter(pk=thread_id).first()
    if thread is None:
        raise NotAllowed(_("There is no such conversation."), code="unreadable")
    if origin not in HISTORICAL and (author is None or not author.is_active):
        raise NotAllowed(_("Sign in to take part in the conversation."))
    return thread


def _readable_anchor(thread: Thread, author: User | None, origin: Origin) -> Any:
    """What the thread hangs on, where somebody writes now."""
    if origin in HISTORICAL or author is None:
        return None
    anchor = find_anchor(thread, author)
    if anchor is None:
        raise NotAllowed(_("There is no such conversation."), code="unreadable")
    return anchor


def _require_pace(author: User, thread: Thread) -> None:
    require_pace(
        rows="comments_comment WHERE author_id = %s AND channel = 'web'",
        person=author.pk,
        moment="created_at",
        most=settings.COMMENTS_PER_HOUR,
        message=ENOUGH,
        exempt=lambda: works_for(author, thread.project),
    )


def _require_wait(author: User, thread: Thread, taken: Taken) -> None:
    """Let nobody but staff write again before the wait is over. The thread is locked, so no other comment is on its way."""
    wait = timedelta(seconds=taken.slow_seconds)
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [author.pk, taken.now - wait, thread.pk])
        (latest,) = cursor.fetchone()
    if latest is None or works_for(author, thread.project):
        return
    again_at = latest + wait
    # The first whole minute at which it is true
    shown = date_format(timezone.localtime(again_at + timedelta(seconds=59)), "TIME_FORMAT")
    raise TooMany(TOO_SOON % {"time": shown}, field="body", again_at=again_at)


def _answer(thread_id: int, parent_id: int) -> None:
    """Count one more answer to a first-level comment that is there to be answered; otherwise the whole act is undone."""
    with connection.cursor() as cursor:
        cursor.execute(ANSWERED, [parent_id, thread_id])
        row = cursor.fetchone()
    if row is None:
        raise Invalid(_("The comment you answer is not in this conversation."), field="parent")
    if row[0] != CommentState.VISIBLE:
        raise Conflict(_("The comment you answer is no longer there."), field="parent")


def _announce(thread: Thread, anchor: Any, comment: Comment) -> None:
    """Tell the followers of the conversation, and of what it hangs on."""
    subject = ("thread", thread.pk)
    target = kind_of(thread.anchor).target
    above = [target(anchor)] if target and anchor is not None else []
    announce(
        kind="comment.posted", subject=subject, targets=[subject, *above], actor=comment.author, data={"comment": comment.pk}
    )
