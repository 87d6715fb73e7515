"""Counts are caches that can be rebuilt at any time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Count

from participation.comments.anchors import kind_of
from participation.comments.models import Comment, Thread

REPLIES = """
    UPDATE comments_comment root SET reply_count = counted.number
    FROM (
        SELECT root.id, count(answer.id) AS number
        FROM comments_comment root LEFT JOIN comments_comment answer ON answer.parent_id = root.id AND answer.state = 'visible'
        WHERE root.thread_id = ANY(%s) AND root.parent_id IS NULL GROUP BY root.id
    ) counted
    WHERE root.id = counted.id AND root.reply_count <> counted.number
"""


@transaction.atomic
def recount(*, thread_ids: Iterable[int]) -> int:
    """Count the visible comments of threads and the answers in them anew, and tell their anchors; returns how many were wrong."""
    threads = list(Thread.objects.select_for_update().filter(pk__in=list(thread_ids)).order_by("pk"))
    counted = dict(Comment.objects.readable().filter(thread__in=threads).values_list("thread").annotate(Count("pk")).order_by())
    wrong = [thread for thread in threads if thread.visible_count != counted.get(thread.pk, 0)]
    for thread in wrong:
        thread.visible_count = counted.get(thread.pk, 0)
    Thread.objects.bulk_update(wrong, ["visible_count"])
    with connection.cursor() as cursor:
        cursor.execute(REPLIES, [[thread.pk for thread in threads]])
        miscounted = cursor.rowcount
    for thread in threads:
        transaction.on_commit(partial(tell_anchor, thread))  # not while others wait for these locks
    return len(wrong) + miscounted


def tell_anchor(thread: Thread) -> None:
    """Give the anchor the number of visible comments, for its own lists."""
    if recounted := kind_of(thread.anchor).recounted:
        recounted(thread.pk, thread.visible_count)
