"""The only writers of conversations.

Locks are taken in one order everywhere: the phase, then the writer's own turn, then the thread, then comments. A comment
changes only under its thread's lock, together with taking the thread's next number: that is what makes the numbers gapless
and the count right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.audit.services import record
from participation.comments import rules
from participation.comments.anchors import find_anchor, kind_of
from participation.comments.models import Comment, CommentVersion, Thread
from participation.comments.states import COMMENT_TRANSITIONS, Anchor, CommentState, Stance, ThreadState
from participation.common.origin import HISTORICAL, NEEDS_CLERK, Origin
from participation.common.pace import require_pace
from participation.common.queueing import enqueue_gathered
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.common.text import clean_text
from participation.live.services import publish
from participation.moderation.states import DecisionAction
from participation.projects.gate import require_open_phase
from participation.projects.models import Phase
from participation.projects.rules import works_for
from participation.projects.states import Action

if TYPE_CHECKING:
    from participation.accounts.models import User
    from participation.moderation.models import Decision

MOST_CHARACTERS = 4000
RECOUNT_SECONDS = 1
ENOUGH = _("You have written as many comments as one can within an hour (%(most)s). You can send the next one at %(time)s.")

TAKE_NUMBER = """
    UPDATE comments_thread SET seq = seq + 1, visible_count = visible_count + %s
    WHERE id = %s RETURNING seq, state
"""
# A reader sees these decisions carried out.
DECIDED = {
    DecisionAction.HIDE: CommentState.HIDDEN,
    DecisionAction.HOLD: CommentState.HELD,
    DecisionAction.RESTORE: CommentState.VISIBLE,
    DecisionAction.KEEP: CommentState.VISIBLE,
}


def open_thread(*, project_id: int, anchor: str) -> Thread:
    """Make the conversation of a new proposal or survey; the caller's row points to it."""
    return Thread.objects.create(project_id=project_id, anchor=anchor)


def project_thread(project_id: int) -> Thread:
    """The project's own conversation, made when it is first asked for."""
    found = Thread.objects.filter(project_id=project_id, anchor=Anchor.PROJECT).first()
    return found or Thread.objects.get_or_create(project_id=project_id, anchor=Anchor.PROJECT)[0]


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
    TooMany when a resident has written as many within the hour as one may.
    """
    body = clean_text(body, field="body", limit=MOST_CHARACTERS, required=True)
    thread = _thread_to_write_in(thread_id, author, origin)
    opened = require_open_phase(project_id=thread.project_id, action=Action.COMMENT, origin=origin, at=at)
    if author is not None and origin == Origin.WEB:
        _require_pace(author, thread)  # before the thread is locked: nobody waits for it but its writer
    seq = _take_number(thread_id, shown=1)
    if parent_id is not None:
        _require_answerable(thread_id, parent_id)
    comment = Comment.objects.create(
        thread=thread,
        parent_id=parent_id,
        author=author,
        body=body,
        language=language,
        stance=_accepted_stance(thread, stance, parent_id),
        channel=origin,
        entered_by=entered_by,
        on_behalf_of=on_behalf_of,
        created_at=opened.at,
        changed_seq=seq,
    )
    if origin not in HISTORICAL or origin in NEEDS_CLERK:  # a whole import or seed is one entry, written by who runs it
        record(action="comment.post", actor=entered_by or author, target=comment, project_id=thread.project_id)
    _announce(thread, seq=seq, type="comment.shown", comment_id=comment.pk)
    return comment


@transaction.atomic
def edit_comment(*, comment_id: int, editor: User, body: str) -> Comment:
    """Change one's own words while the edit time lasts; the words before stay in the history.

    Raises Invalid (field "body"), NotAllowed, PhaseClosed, and Conflict when the thread is frozen.
    """
    body = clean_text(body, field="body", limit=MOST_CHARACTERS, required=True)
    thread = _thread_of(comment_id)
    require_open_phase(project_id=thread.project_id, action=Action.COMMENT)
    thread, comment = _locked(thread.pk, comment_id)
    _require_open_thread(thread.state)
    if not rules.may_edit(editor, comment):
        raise NotAllowed(_("The time for changing this comment is over. You can still delete it and write a new one."))
    if body == comment.body:
        return comment
    if not comment.versions.exists():
        _keep_version(comment, editor=comment.author, at=comment.created_at)
    comment.body, comment.edited_at = body, timezone.now()
    _change(thread, comment, "comment.changed")
    _keep_version(comment, editor=editor, at=comment.edited_at)
    record(action="comment.edit", actor=editor, target=comment, project_id=thread.project_id)
    return comment


@transaction.atomic
def delete_comment(*, comment_id: int, by: User) -> Comment:
    """Take one's own comment back; its place in the conversation stays. Raises NotAllowed."""
    thread, comment = _locked(_thread_of(comment_id).pk, comment_id)
    if not rules.may_delete(by, comment):
        raise NotAllowed(_("This comment cannot be deleted."))
    _move(thread, comment, CommentState.DELETED)
    record(action="comment.delete", actor=by, target=comment, project_id=thread.project_id)
    return comment


@transaction.atomic
def apply_decision(*, comment_id: int, decision: Decision) -> bool:
    """Carry a moderator's decision out inside its transaction; True when readers see a difference.

    Raises Conflict when the comment is deleted or its state does not allow the decision.
    """
    thread, comment = _locked(_thread_of(comment_id).pk, comment_id)
    state = DECIDED[DecisionAction(decision.action)]
    if decision.action == DecisionAction.KEEP and comment.state != CommentState.HELD:
        return False
    comment.decision = decision
    if state == comment.state:
        comment.save(update_fields=["decision"])
        return False
    _move(thread, comment, state)
    return True


@transaction.atomic
def forget_deleted(*, author: User) -> int:
    """Empty what an erased person had taken back: nobody reads it, so nobody needs it. Returns how many comments."""
    deleted = Comment.objects.filter(author=author, state=CommentState.DELETED)
    CommentVersion.objects.filter(comment__in=deleted).delete()
    return deleted.update(body="")


def freeze_thread(*, thread_id: int, by: User | None) -> Thread:
    """Close a conversation for writing; None for the system. Raises NotAllowed."""
    return _set_thread_state(thread_id, ThreadState.FROZEN, by, "thread.freeze")


def unfreeze_thread(*, thread_id: int, by: User | None) -> Thread:
    """Open a frozen conversation again. Raises NotAllowed."""
    return _set_thread_state(thread_id, ThreadState.OPEN, by, "thread.unfreeze")


@transaction.atomic
def recount(*, thread_ids: Iterable[int]) -> int:
    """Count the visible comments of threads anew and tell their anchors; returns how many counts were wrong."""
    threads = list(Thread.objects.select_for_update().filter(pk__in=list(thread_ids)).order_by("pk"))
    counted = dict(Comment.objects.readable().filter(thread__in=threads).values_list("thread").annotate(Count("pk")).order_by())
    wrong = [thread for thread in threads if thread.visible_count != counted.get(thread.pk, 0)]
    for thread in wrong:
        thread.visible_count = counted.get(thread.pk, 0)
    Thread.objects.bulk_update(wrong, ["visible_count"])
    for thread in threads:
        transaction.on_commit(partial(tell_anchor, thread))  # not while others wait for these locks
    return len(wrong)


def tell_anchor(thread: Thread) -> None:
    """Give the anchor the number of visible comments, for its own lists."""
    if recounted := kind_of(thread.anchor).recounted:
        recounted(thread.pk, thread.visible_count)


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
        _require_open_thread(thread.state)
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
        stance=_accepted_stance(thread, seed.stance, seed.parent),
    )


def _thread_to_write_in(thread_id: int, author: User | None, origin: Origin) -> Thread:
    thread = Thread.objects.select_related("project").filter(pk=thread_id).first()
    if thread is None:
        raise NotAllowed(_("There is no such conversation."), code="unreadable")
    if origin in HISTORICAL:
        return thread
    if author is None or not author.is_active:
        raise NotAllowed(_("Sign in to take part in the conversation."))
    if find_anchor(thread, author) is None:
        raise NotAllowed(_("There is no such conversation."), code="unreadable")
    return thread


def _require_pace(author: User, thread: Thread) -> None:
    require_pace(
        rows="comments_comment WHERE author_id = %s AND channel = 'web'",
        person=author.pk,
        moment="created_at",
        most=settings.COMMENTS_PER_HOUR,
        message=ENOUGH,
        exempt=lambda: works_for(author, thread.project),
    )


def _require_open_thread(state: str) -> None:
    if state == ThreadState.FROZEN:
        raise Conflict(_("This conversation is closed for now. You can read it, but not write."))


def _require_answerable(thread_id: int, parent_id: int) -> None:
    parent = Comment.objects.filter(pk=parent_id, thread_id=thread_id).only("state", "parent_id").first()
    if parent is None or parent.parent_id is not None:
        raise Invalid(_("The comment you answer is not in this conversation."), field="parent")
    if parent.state != CommentState.VISIBLE:
        raise Conflict(_("The comment you answer is no longer there."), field="parent")


def _accepted_stance(thread: Thread, stance: str, parent_id: int | None) -> str:
    if stance and stance not in Stance.values:
        raise Invalid(_("Choose one of the sides offered."), field="stance")
    return stance if thread.project.asks_stance and parent_id is None else ""


def _take_number(thread_id: int, *, shown: int = 0) -> int:
    """Lock the thread and take its next number in one statement. `shown`: by how many the visible comments change."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBER, [shown, thread_id])
        seq, state = cursor.fetchone()
    if shown == 1:
        _require_open_thread(state)
    return seq


def _thread_of(comment_id: int) -> Thread:
    """The thread of a comment that may be on its way out; raises NotAllowed when there is no such comment."""
    thread = Thread.objects.filter(comments=comment_id).first()
    if thread is None:
        raise NotAllowed(_("There is no such comment."), code="unreadable")
    return thread


def _locked(thread_id: int, comment_id: int) -> tuple[Thread, Comment]:
    """Lock the thread, then read the comment as it is now."""
    thread = Thread.objects.select_for_update().get(pk=thread_id)
    return thread, Comment.objects.select_related("author").get(pk=comment_id)


def _move(thread: Thread, comment: Comment, state: CommentState) -> None:
    """Change the comment's state by the table, and everything that follows from it. The thread is locked."""
    if state not in COMMENT_TRANSITIONS[CommentState(comment.state)]:
        raise Conflict(_("This comment has changed meanwhile, so that cannot be done any more."))
    shown = int(state == CommentState.VISIBLE) - int(comment.state == CommentState.VISIBLE)
    comment.state = state
    _change(thread, comment, "comment.shown" if state == CommentState.VISIBLE else "comment.gone", shown=shown)


def _change(thread: Thread, comment: Comment, event: str, *, shown: int = 0) -> None:
    thread.seq = comment.changed_seq = thread.seq + 1
    thread.visible_count = max(0, thread.visible_count + shown)
    thread.save(update_fields=["seq", "visible_count"])
    comment.save(update_fields=["body", "state", "decision", "edited_at", "changed_seq"])
    _announce(thread, seq=thread.seq, type=event, comment_id=comment.pk, recounted=bool(shown))


def _announce(thread: Thread, *, seq: int, type: str, comment_id: int, recounted: bool = True) -> None:
    publish(topic=thread.topic, type=type, seq=seq, id=comment_id)
    # One task a second is enough, however fast people write, and in however many threads.
    if recounted and kind_of(thread.anchor).recounted:
        enqueue_gathered("comments.tell_anchors", thread.pk, seconds=RECOUNT_SECONDS)


def _keep_version(comment: Comment, *, editor: User | None, at: datetime) -> None:
    digest = hashlib.sha256(comment.body.encode()).hexdigest()
    CommentVersion.objects.create(
        comment=comment,
        text=comment.body,
        language=comment.language,
        editor=editor,
        created_at=at,
        digest=digest,
    )


@transaction.atomic
def _set_thread_state(thread_id: int, state: ThreadState, by: User | None, action: str) -> Thread:
    thread = Thread.objects.select_for_update(of=("self",)).select_related("project__lead_district").get(pk=thread_id)
    if by is not None and not rules.may_freeze(by, thread):
        raise NotAllowed(_("Only moderators of the district can do that."))
    if thread.state != state:
        thread.state = state
        thread.save(update_fields=["state"])
        record(action=action, actor=by, target=thread, project_id=thread.project_id)
        publish(topic=thread.topic, type="thread.state", seq=thread.seq)
    return thread
