"""Background work of conversations."""

from celery import shared_task

from participation.comments.models import Thread
from participation.comments.services import recount, tell_anchor

BATCH = 500


@shared_task(name="comments.tell_anchors")
def tell_anchors(thread_ids: list[int]) -> None:
    """Give proposals and surveys their numbers of comments."""
    for thread in Thread.objects.filter(pk__in=thread_ids).order_by("pk"):
        tell_anchor(thread)


@shared_task(name="comments.rebuild_counts")
def rebuild_counts() -> int:
    """Count every thread anew, some hundred at a time; returns how many counts were wrong."""
    wrong, last = 0, 0
    while ids := list(Thread.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        wrong += recount(thread_ids=ids)
        last = ids[-1]
    return wrong
