"""Changing what was said: by its author, and by moderators' decisions."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.audit.services import record
from participation.comments import rules
from participation.comments.anchors import find_anchor
from participation.comments.models import Comment, CommentVersion
from participation.comments.services.mentioning import find_mentions, keep_mentions
from participation.comments.services.numbering import change, locked, move, require_open_thread, thread_of
from participation.comments.services.posting import MOST_CHARACTERS
from participation.comments.states import CommentState
from participation.common.refusals import NotAllowed
from participation.common.text import clean_text
from participation.moderation.states import DecisionAction
from participation.projects.gate import require_open_phase
from participation.projects.states import Action

if TYPE_CHECKING:
    from participation.accounts.models import User
    from participation.moderation.models import Decision

# A reader sees these decisions carried out.
DECIDED = {
    DecisionAction.HIDE: CommentState.HIDDEN,
    DecisionAction.HOLD: CommentState.HELD,
    DecisionAction.RESTORE: CommentState.VISIBLE,
    DecisionAction.KEEP: CommentState.VISIBLE,
}


@transaction.atomic
def edit_comment(*, comment_id: int, editor: User, body: str) -> Comment:
    """Change one's own words while the edit time lasts; the words before stay in the history.

    Raises Invalid (field "body"), NotAllowed, PhaseClosed, and Conflict when the thread is frozen.
    """
    body = clean_text(body, field="body", limit=MOST_CHARACTERS, required=True)
    thread = thread_of(comment_id)
    require_open_phase(project_id=thread.project_id, action=Action.COMMENT)
    thread, comment = locked(thread.pk, comment_id)
    require_open_thread(thread.state)
    if not rules.may_edit(editor, comment):
        raise NotAllowed(_("The time for changing this comment is over. You can still delete it and write a new one."))
    if body == comment.body:
        return comment
    if not comment.versions.exists():
        _keep_version(comment, editor=comment.author, at=comment.created_at)
    mentions = find_mentions(body, thread=thread, anchor=find_anchor(thread, editor), author=editor, root_id=comment.parent_id)
    comment.body, comment.edited_at = body, timezone.now()
    comment.mentioned = [mention.name for mention in mentions]
    change(thread, comment, "comment.changed")
    _keep_version(comment, editor=editor, at=comment.edited_at)
    keep_mentions(comment, mentions)
    record(action="comment.edit", actor=editor, target=comment, project_id=thread.project_id)
    return comment


@transaction.atomic
def delete_comment(*, comment_id: int, by: User) -> Comment:
    """Take one's own comment back; its place in the conversation stays. Raises NotAllowed."""
    thread, comment = locked(thread_of(comment_id).pk, comment_id)
    if not rules.may_delete(by, comment):
        raise NotAllowed(_("This comment cannot be deleted."))
    move(thread, comment, CommentState.DELETED)
    record(action="comment.delete", actor=by, target=comment, project_id=thread.project_id)
    return comment


@transaction.atomic
def apply_decision(*, comment_id: int, decision: Decision) -> bool:
    """Carry a moderator's decision out inside its transaction; True when readers see a difference.

    Raises Conflict when the comment is deleted or its state does not allow the decision.
    """
    thread, comment = locked(thread_of(comment_id).pk, comment_id)
    state = DECIDED[DecisionAction(decision.action)]
    if decision.action == DecisionAction.KEEP and comment.state != CommentState.HELD:
        return False
    comment.decision = decision
    if state == comment.state:
        comment.save(update_fields=["decision"])
        return False
    move(thread, comment, state)
    return True


@transaction.atomic
def forget_deleted(*, author: User) -> int:
    """Empty what an erased person had taken back: nobody reads it, so nobody needs it. Returns how many comments."""
    deleted = Comment.objects.filter(author=author, state=CommentState.DELETED)
    CommentVersion.objects.filter(comment__in=deleted).delete()
    return deleted.update(body="")


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
