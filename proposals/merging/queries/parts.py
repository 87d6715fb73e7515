"""What a proposal's own page asks about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proposals.merging.models import MergerMember
from proposals.merging.states import OPEN, MergerState

if TYPE_CHECKING:
    from proposals.models import Proposal


def joint_of(proposal: Proposal) -> MergerMember | None:
    """What ties a proposal to the joint one that it is part of, else to the last one it was part of. One query."""
    rows = MergerMember.objects.filter(proposal=proposal.pk, left_at__isnull=True, merger__state=MergerState.PUBLISHED)
    related = rows.select_related("merger__proposal").defer("merger__body", "merger__proposal__body", "merger__proposal__search")
    return related.order_by("-holds", "-pk").first()


def open_membership(proposal: Proposal) -> MergerMember | None:
    """Its place in a merger that is not published yet, one that holds it first. One query."""
    rows = MergerMember.objects.filter(proposal=proposal.pk, left_at__isnull=True, merger__state__in=OPEN)
    found = rows.select_related("merger").defer("merger__body").order_by("-holds", "-pk").first()
    if found is not None:
        found.proposal = proposal
    return found
