"""Who may do what in a conversation, from rows already loaded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from participation.comments.states import CommentState, ThreadState
from participation.projects.rules import may_coordinate, may_moderate
from participation.projects.states import Action

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.comments.models import Comment, Thread


def conversation_is_open(thread: Thread, open_actions: Collection[str]) -> bool:
    """Whether anyone may write in the thread now: what a template offers, the gate decides."""
    return thread.state == ThreadState.OPEN and Action.COMMENT in open_actions


def may_edit(user: User | AnonymousUser, comment: Comment, at: datetime | None = None) -> bool:
    """The author may change a visible comment for some minutes after writing it."""
    until = comment.created_at + timedelta(minutes=settings.COMMENT_EDIT_MINUTES)
    return is_author(user, comment) and comment.state == CommentState.VISIBLE and (at or timezone.now()) < until


def may_delete(user: User | AnonymousUser, comment: Comment) -> bool:
    """The author may take a comment back at any time, unless moderators have hidden it or it is gone."""
    return is_author(user, comment) and comment.state in (CommentState.VISIBLE, CommentState.HELD)


def may_freeze(user: User | AnonymousUser, thread: Thread) -> bool:
    """Moderators of the project's district close a conversation and open it again."""
    return may_moderate(user, thread.project)


def may_slow(user: User | AnonymousUser, thread: Thread) -> bool:
    """Moderators and coordinators of the project's district say how long one waits between two comments."""
    return may_moderate(user, thread.project) or may_coordinate(user, thread.project)


def may_react(user: User | AnonymousUser, comment: Comment) -> bool:
    """Everybody who may write may agree or disagree with what others said and is still to be read."""
    return user.is_authenticated and user.is_active and comment.author_id != user.pk and comment.state == CommentState.VISIBLE


def is_author(user: User | AnonymousUser, comment: Comment) -> bool:
    """Whether this active person wrote it."""
    return user.is_authenticated and user.is_active and comment.author_id == user.pk
