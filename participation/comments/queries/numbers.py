"""How people stand in a conversation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, Q

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


def votes_on(comment_id: int) -> tuple[int, int]:
    """How many agree and disagree with a comment just now, for who has just said so: the caches come a second later."""
    counted = Reaction.objects.filter(comment=comment_id).aggregate(
        agree=Count("pk", filter=Q(value=1)), disagree=Count("pk", filter=Q(value=-1))
    )
    return counted["agree"], counted["disagree"]
