"""The thread's number and what hangs on taking it: every visible change of a conversation passes here.

Locks are taken in one order everywhere: the phase, then the writer's own turn, then the thread, then comments. A comment
changes only under its thread's lock, together with taking the thread's next number: that is what makes the numbers gapless
and the counts right.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from participation.comments.anchors import kind_of
from participation.comments.models import Comment, Thread
from participation.comments.states import COMMENT_TRANSITIONS, CommentState, ThreadState
from participation.common.queueing import enqueue_gathered
from participation.common.refusals import Conflict, NotAllowed
from participation.live.services import publish

RECOUNT_SECONDS = 1
TAKE_NUMBER = """
    UPDATE comments_thread SET seq = seq + 1, visible_count = visible_count + 1
    WHERE id = %s RETURNING seq, state, slow_seconds, clock_timestamp()
"""


class Taken(NamedTuple):
    """A number, and how the thread is now that it is locked. now: the database's clock at that moment or a little before."""

    seq: int
    state: str
    slow_seconds: int
    now: datetime


def take_number(thread_id: int) -> Taken:
    """Lock the thread and take the number of one more visible comment, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBER, [thread_id])
        return Taken(*cursor.fetchone())


def require_open_thread(state: str) -> None:
    """Raise Conflict when the thread can only be read."""
    if state == ThreadState.FROZEN:
        raise Conflict(_("This conversation is closed for now. You can read it, but not write."))


def thread_of(comment_id: int) -> Thread:
    """The thread of a comment that may be on its way out; raises NotAllowed when there is no such comment."""
    thread = Thread.objects.filter(comments=comment_id).first()
    if thread is None:
        raise NotAllowed(_("There is no such comment."), code="unreadable")
    return thread


def locked(thread_id: int, comment_id: int) -> tuple[Thread, Comment]:
    """Lock the thread, then read the comment as it is now."""
    thread = Thread.objects.select_for_update().get(pk=thread_id)
    return thread, Comment.objects.select_related("author").get(pk=comment_id)


def move(thread: Thread, comment: Comment, state: CommentState) -> None:
    """Change the comment's state by the table, and everything that follows from it. The thread is locked."""
    if state not in COMMENT_TRANSITIONS[CommentState(comment.state)]:
        raise Conflict(_("This comment has changed meanwhile, so that cannot be done any more."))
    shown = int(state == CommentState.VISIBLE) - int(comment.state == CommentState.VISIBLE)
    comment.state = state
    if shown and comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + shown)
    change(thread, comment, "comment.shown" if state == CommentState.VISIBLE else "comment.gone", shown=shown)


def change(thread: Thread, comment: Comment, event: str, *, shown: int = 0) -> None:
    """Keep a changed comment under the thread's next number, and tell open pages. The thread is locked."""
    thread.seq = comment.changed_seq = thread.seq + 1
    thread.visible_count = max(0, thread.visible_count + shown)
    thread.save(update_fields=["seq", "visible_count"])
    comment.save(update_fields=["body", "state", "decision", "edited_at", "changed_seq", "mentioned"])
    tell(thread, seq=thread.seq, type=event, comment_id=comment.pk, recounted=bool(shown))


def tell(thread: Thread, *, seq: int, type: str, comment_id: int, recounted: bool = True) -> None:
    """Point open pages to a change, and have the anchor's number counted anew where it changed."""
    publish(topic=thread.topic, type=type, seq=seq, id=comment_id)
    # One task a second is enough, however fast people write, and in however many threads.
    if recounted and kind_of(thread.anchor).recounted:
        enqueue_gathered("comments.tell_anchors", thread.pk, seconds=RECOUNT_SECONDS)
