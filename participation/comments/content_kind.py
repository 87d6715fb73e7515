"""Comments as moderation sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.comments import services
from participation.comments.anchors import find_anchor, kind_of
from participation.comments.models import Comment
from participation.comments.states import CommentState
from participation.common.markup import plain_text
from participation.common.text import excerpt
from participation.moderation.contents import ContentKind, Description

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.moderation.models import Decision

# Moderators decide about content whose anchor is hidden, too: this reader sees everything and is nobody.
ALL_SEEING = User(is_superuser=True)


def find(comment_id: int, user: User | AnonymousUser) -> Comment | None:
    """A visible comment in a thread that this person may read."""
    comment = Comment.objects.readable().select_related("thread").filter(pk=comment_id).first()
    return comment if comment and find_anchor(comment.thread, user) is not None else None


def load(comment_id: int) -> Comment | None:
    """The comment whatever its state."""
    return Comment.objects.select_related("thread__project", "author").filter(pk=comment_id).first()


def describe(comment: Comment) -> Description:
    """What the queue, the mails and the statement of reasons say about it."""
    project = comment.thread.project
    anchor = find_anchor(comment.thread, ALL_SEEING)
    return Description(
        project_id=project.pk,
        district_id=project.lead_district_id if anchor is None else kind_of(comment.thread.anchor).district_id(anchor),
        author=comment.author,
        label=excerpt(plain_text(comment.body)),
        address=f"threads/comments/{comment.pk}/",
        text=comment.body,
        language=comment.language,
        state=CommentState(comment.state).label,
    )


def apply(comment_id: int, decision: Decision) -> bool:
    """Carry a decision out."""
    return services.apply_decision(comment_id=comment_id, decision=decision)


COMMENT = ContentKind(
    key="comment",
    label=_("Comment"),
    model="comments.comment",
    find=find,
    load=load,
    describe=describe,
    apply=apply,
)
