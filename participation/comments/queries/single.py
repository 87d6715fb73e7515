"""Finding one conversation or comment, for somebody who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db.models import QuerySet

from participation.comments.anchors import find_anchor
from participation.comments.models import Comment, CommentVersion, NoMentionMail, Thread
from participation.comments.querysets import CommentQuerySet

if TYPE_CHECKING:
    from typing import Any

    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def readable_thread(thread_id: int, user: User | AnonymousUser) -> tuple[Thread, Any] | None:
    """The thread with its project and its anchor; None when there is none that this person may read."""
    thread = Thread.objects.select_related("project__lead_district").filter(pk=thread_id).first()
    anchor = find_anchor(thread, user) if thread else None
    return (thread, anchor) if thread and anchor is not None else None


def readable_comment(comment_id: int, user: User | AnonymousUser) -> tuple[Comment, Any] | None:
    """A comment in whatever state, with its thread and anchor; None when this person may not read the thread."""
    comment = shown().select_related("thread__project__lead_district").filter(pk=comment_id).first()
    anchor = find_anchor(comment.thread, user) if comment else None
    return (comment, anchor) if comment and anchor is not None else None


def changed_comments(thread: Thread, *, after: int, limit: int) -> list[Comment]:
    """What changed since `after`, in reading order, first-level comments first; at most `limit` + 1 of them."""
    changed = list(shown().filter(thread=thread).changed_after(after)[: limit + 1])
    return sorted(changed, key=lambda comment: (comment.parent_id is not None, comment.created_at, comment.pk))


def versions_of(comment: Comment, most: int) -> list[CommentVersion]:
    """The newest versions of a comment, the newest first, and one more to compare the last of them with."""
    return list(comment.versions.select_related("editor").order_by("-pk")[: most + 1])


def comments_by(user: User) -> QuerySet[Comment]:
    """A person's own comments, newest first, whatever their state."""
    return Comment.objects.filter(author=user).select_related("thread__project").order_by("-created_at", "-id")


def wants_mention_mail(user: User) -> bool:
    """Whether somebody gets a mail when they are named."""
    return not NoMentionMail.objects.filter(person=user).exists()


def mail_choice(user: User) -> dict[str, bool | int]:
    """What the choice about such mails shows: whether they are wanted, and how many come in a day at most. One query."""
    return {"wanted": wants_mention_mail(user), "most": settings.MENTION_MAILS_PER_DAY}


def shown() -> CommentQuerySet:
    """Comments with what readers see of their author and of a decision, and nothing more: these are the hot rows."""
    unseen = (
        "author__password",
        "author__email",
        "author__language",
        "author__last_login",
        "author__date_joined",
        "decision__explanation",
        "decision__automatic",
        "decision__case",
        "decision__decided_by",
        "decision__action",
    )
    return cast(CommentQuerySet, Comment.objects.select_related("author", "decision").defer(*unseen))
