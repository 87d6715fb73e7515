"""What the proposal's page says of its assessment, and the way from there to the work for those who do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from participation.projects.features import Panel
from proposals.assessment.amounts import euros
from proposals.assessment.queries.public import public_assessment
from proposals.assessment.rules import may_coordinate
from proposals.assessment.states import HIGHEST, AssessmentState, Feasibility
from proposals.page_parts import PagePart, Slot
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.projects.models import Project
    from proposals.models import Proposal

THERE_IS_ONE = "EXISTS (SELECT FROM assessment_assessment it WHERE it.proposal_id = proposal.id)"
KINDS = {AssessmentState.CONCLUDED: "kept", AssessmentState.WAITING: "now"}
FEASIBILITY_KINDS = {Feasibility.FEASIBLE: "kept", Feasibility.WITH_CHANGES: "city", Feasibility.NOT_FEASIBLE: ""}


def show(_request: HttpRequest, _project: Project, proposal: Proposal) -> Panel | None:
    """The same for everybody, staff included."""
    found = public_assessment(proposal) if proposal.state == ProposalState.PUBLISHED else None
    if found is None:
        return None
    return Panel(
        template="assessment/_public_part.html",
        context={
            "it": found,
            "kind": KINDS.get(found.state, "city"),
            "feasibility_kind": FEASIBILITY_KINDS[found.feasibility] if found.feasibility else "",
            "cost": euros(found.cost.low, found.cost.high) if found.cost else "",
            "yearly": euros(found.yearly.low, found.yearly.high) if found.yearly else "",
            "highest": HIGHEST,
        },
    )


def show_way(request: HttpRequest, _project: Project, proposal: Proposal) -> Panel | None:
    """For coordinators alone, by the roles that the page has asked for anyway: no query."""
    if proposal.state != ProposalState.PUBLISHED or not may_coordinate(request.user, proposal):
        return None
    return Panel(
        template="assessment/_way_part.html",
        context={"url": reverse("assessment_of_proposal", args=[proposal.pk]), "there": "assessment" in proposal.present},
    )


PUBLIC = PagePart(key="assessment", slot=Slot.MAIN, order=40, present=THERE_IS_ONE, show=show)
WAY = PagePart(key="assessment-way", slot=Slot.ASIDE, order=200, present="TRUE", show=show_way)
