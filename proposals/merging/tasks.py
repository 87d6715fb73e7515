"""Background work on mergers."""

from celery import shared_task

from proposals.merging import services
from proposals.merging.queries.untold import untold_members, untold_mergers


@shared_task(name="merging.tell_supporters")
def tell_supporters(merger_id: int) -> int:
    """Write to the supporters of what has just been brought together."""
    return services.tell_supporters(merger_id=merger_id)


@shared_task(name="merging.tell_movers")
def tell_movers(member_id: int) -> int:
    """Write to those who had moved their support from a proposal that was taken out again."""
    return services.tell_movers(member_id=member_id)


@shared_task(name="merging.tell_all")
def tell_all() -> int:
    """Tell whoever has not been told, after a lost message or a worker that died; runs periodically."""
    services.take_apart_withdrawn()
    written = sum(services.tell_supporters(merger_id=pk) for pk in untold_mergers())
    return written + sum(services.tell_movers(member_id=pk) for pk in untold_members())


@shared_task(name="merging.deadlines")
def deadlines() -> int:
    """Remind who has not answered, publish what was held up, and end what nobody answered in time; returns how many ended."""
    services.remind_pending()
    services.publish_held_up()
    return services.end_overdue()
