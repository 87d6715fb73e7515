"""On the page of a proposal that was collected elsewhere: where, and what it had gathered there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.projects.features import Panel
from proposals.models import ExternalRef
from proposals.page_parts import PagePart, Slot

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.projects.models import Project
    from proposals.models import Proposal

NAMES = {"omastadi": "OmaStadi", "decidim": "Decidim", "consul": "CONSUL Democracy", "csv": ""}


def show(_request: HttpRequest, _project: Project, proposal: Proposal) -> Panel | None:
    """The source with its own numbers, which are counted in nothing here. One query."""
    ref = ExternalRef.objects.filter(proposal=proposal.pk).first()
    if ref is None:
        return None
    return Panel(template="proposals/_source.html", context={"ref": ref, "name": NAMES.get(ref.source, ref.source)})


SOURCE_PART = PagePart(
    key="source",
    slot=Slot.ASIDE,
    order=900,
    present="EXISTS (SELECT FROM proposals_externalref ref WHERE ref.proposal_id = proposal.id)",
    show=show,
)
