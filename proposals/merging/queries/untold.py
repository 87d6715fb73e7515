"""Whom a lost message has left without word."""

from proposals.merging.models import Merger, MergerMember
from proposals.merging.states import MergerState


def untold_mergers() -> list[int]:
    """Published mergers whose supporters have not all been told."""
    rows = Merger.objects.filter(state=MergerState.PUBLISHED, supporters_told_at__isnull=True, proposal__state="published")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def untold_members() -> list[int]:
    """Proposals that were taken out again and whose moved supporters have not all been told."""
    rows = MergerMember.objects.filter(separated_at__isnull=False, movers_told_at__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))
