"""How people stand in a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count

from participation.comments.models import Comment, Reaction, Thread
from participation.comments.states import Stance

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def stance_counts(thread: Thread) -> dict[str, int]:
    """How many visible first-level comments take each side."""
    counted = (
        Comment.objects.readable()
        .filter(thread=thread, parent__isnull=True)
        .exclude(stance="")
        .values_list("stance")
        .annotate(Count("pk"))
        .order_by()
    )
    return dict.fromkeys(Stance.values, 0) | dict(counted)


def own_votes(user: User | AnonymousUser, comment_ids: Iterable[int]) -> dict[int, int]:
    """What this person said of these comments: 1 or -1 by comment. No query for somebody who is not signed in."""
    ids = list(comment_ids)
    if not user.is_authenticated or not ids:
        return {}
    said = Reaction.objects.filter(resident=user, comment__in=ids).exclude(value=0)
    return dict(said.values_list("comment", "value"))
