"""Background work of conversations."""

from celery import shared_task

from participation.comments import services
from participation.comments.models import Thread

BATCH = 500


@shared_task(name="comments.tell_anchors")
def tell_anchors(thread_ids: list[int]) -> None:
    """Give proposals and surveys their numbers of comments."""
    for thread in Thread.objects.filter(pk__in=thread_ids).order_by("pk"):
        services.tell_anchor(thread)


@shared_task(name="comments.tally")
def tally(comment_ids: list[int]) -> int:
    """Count the votes on these comments."""
    return services.tally(comment_ids=comment_ids)


@shared_task(name="comments.measure_bridges")
def measure_bridges(thread_ids: list[int]) -> int:
    """Find out what both sides of these conversations agree on."""
    return sum(services.measure_bridges(thread_id=thread_id) for thread_id in thread_ids)


@shared_task(name="comments.tell_mentioned")
def tell_mentioned(comment_id: int | None = None) -> int:
    """Write to those who are named in a comment, or in any of which nobody was told yet."""
    return services.tell_mentioned(comment_id)


@shared_task(name="comments.rebuild_counts")
def rebuild_counts() -> int:
    """Count every thread anew, some hundred at a time; returns how many counts were wrong."""
    wrong, last = 0, 0
    while ids := list(Thread.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        wrong += services.recount(thread_ids=ids) + services.rebuild_tallies(thread_ids=ids)
        last = ids[-1]
    return wrong
