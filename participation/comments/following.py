"""Conversations as something to follow, and comments as what news lead to."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.comments.anchors import described_threads
from participation.comments.content_kind import ALL_SEEING
from participation.comments.models import Comment
from participation.notifications.followables import Described, Followable

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def describe(ids: Collection[int]) -> dict[int, Described]:
    """By what they hang on."""
    return described_threads(ids, ALL_SEEING)


def readable(ids: Collection[int], user: User | AnonymousUser) -> set[int]:
    """A conversation is readable if and only if what it hangs on is."""
    return set(described_threads(ids, user))


def describe_comments(ids: Collection[int]) -> dict[int, Described]:
    """A comment is called by its conversation, and leads to its own place in it."""
    threads = dict(Comment.objects.filter(pk__in=ids).values_list("pk", "thread_id"))
    titles = described_threads(set(threads.values()), ALL_SEEING)
    return {
        pk: titles[thread]._replace(path=reverse("comments:comment", args=[pk]))
        for pk, thread in threads.items()
        if thread in titles
    }


def readable_comments(ids: Collection[int], user: User | AnonymousUser) -> set[int]:
    """Visible ones in conversations that this person may read."""
    threads = dict(Comment.objects.readable().filter(pk__in=ids).values_list("pk", "thread_id"))
    open_to_them = readable(set(threads.values()), user)
    return {pk for pk, thread in threads.items() if thread in open_to_them}


THREAD = Followable(
    key="thread",
    label=_("Conversation"),
    labels=_("Conversations"),
    describe=describe,
    readable=readable,
    seen=described_threads,
    order=30,
)
COMMENT = Followable(
    key="comment",
    label=_("Comment"),
    labels=_("Comments"),
    describe=describe_comments,
    readable=readable_comments,
    offered=False,
)
