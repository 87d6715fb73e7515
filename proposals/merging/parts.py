"""What bringing together adds to a proposal's own page. Where there is nothing of it, it costs no query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.projects.features import Panel
from participation.projects.states import Action
from proposals.merging.lineage import lineage_of
from proposals.merging.models import Merger, MergerMember
from proposals.merging.presentation import choice_card
from proposals.merging.queries.parts import joint_of, open_membership
from proposals.merging.queries.standing import row_of, standing_of
from proposals.merging.rules import MERGING_DURING, may_see
from proposals.page_parts import PagePart, Slot
from proposals.rules import is_author, is_first_author
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.http import HttpRequest

    from participation.projects.models import Project
    from proposals.models import Proposal

IS_SOURCE = """EXISTS (
    SELECT FROM merging_mergermember member JOIN merging_merger merger ON merger.id = member.merger_id
    WHERE member.proposal_id = proposal.id AND member.left_at IS NULL AND merger.state = 'published'
)"""
IS_JOINT = "EXISTS (SELECT FROM merging_merger merger WHERE merger.proposal_id = proposal.id)"
IN_AN_OPEN_ONE = """EXISTS (
    SELECT FROM merging_mergermember member JOIN merging_merger merger ON merger.id = member.merger_id
    WHERE member.proposal_id = proposal.id AND member.left_at IS NULL AND merger.state IN ('draft', 'asked', 'agreed')
)"""


def notice(request: HttpRequest, project: Project, proposal: Proposal) -> Panel | None:
    """On the page of a proposal that is part of a joint one, or was: where that is, and what its supporters can do."""
    if proposal.state != ProposalState.PUBLISHED:
        return None
    member = joint_of(proposal)
    if member is None:
        return None
    card = _card(request, project, proposal, member)
    if member.separated_at is not None and (card is None or not card.standing.to_move_back):
        return None
    is_public = member.merger.proposal is not None and member.merger.proposal.state == ProposalState.PUBLISHED
    return Panel(
        template="merging/_notice.html",
        context={
            "member": member,
            "joint": member.merger.proposal if is_public else None,
            "card": card,
            "mine": is_first_author(request.user, proposal),
        },
    )


def _card(request: HttpRequest, project: Project, proposal: Proposal, member: MergerMember):  # type: ignore[no-untyped-def]
    """What a supporter chooses; None for whoever has no support here and had none."""
    user = request.user
    if not user.is_authenticated:
        return None
    if not proposal.support.mine and row_of(member.merger_id, user) is None:
        return None
    return choice_card(project, standing_of(member.merger, user), user)


def joint_notice(request: HttpRequest, _project: Project, proposal: Proposal) -> Panel | None:
    """On the page of a joint proposal: all who wrote it. The names are those of the line of descent below."""
    lineage = _lineage(proposal)
    if lineage is None or proposal.state != ProposalState.PUBLISHED:
        return None
    return Panel(template="merging/_joint.html", context={"lineage": lineage, "mine": is_first_author(request.user, proposal)})


def drawing(_request: HttpRequest, _project: Project, proposal: Proposal) -> Panel | None:
    """The line of descent."""
    lineage = _lineage(proposal)
    if lineage is None or proposal.state != ProposalState.PUBLISHED:
        return None
    return Panel(template="merging/_lineage.html", context={"lineage": lineage})


def _lineage(proposal: Proposal):  # type: ignore[no-untyped-def]
    """Asked once for a page, kept on the proposal, which lives as long as the request."""
    if not hasattr(proposal, "_lineage"):
        proposal._lineage = lineage_of(proposal)  # type: ignore[attr-defined]
    return proposal._lineage  # type: ignore[attr-defined]


def waiting(request: HttpRequest, _project: Project, proposal: Proposal) -> Panel | None:
    """To its authors: that a joint text is on the way. It waits for the first of them; co-authors can object."""
    if not is_author(request.user, proposal):
        return None
    member = open_membership(proposal)
    merger: Merger | None = member.merger if member else None
    if member is None or merger is None or not may_see(request.user, merger, [member]):
        return door(request, _project, proposal)
    first = is_first_author(request.user, proposal)
    return Panel(template="merging/_waiting.html", context={"member": member, "merger": merger, "first": first})


def door(request: HttpRequest, project: Project, proposal: Proposal) -> Panel | None:
    """To its author: the way to bring it together with others. No query."""
    is_open = any(action in project.open_actions for action in MERGING_DURING)
    if not is_open or proposal.state != ProposalState.PUBLISHED or not is_first_author(request.user, proposal):
        return None
    return Panel(template="merging/_door.html", context={"can_support": Action.SUPPORT in project.open_actions})


PARTS = (
    PagePart(key="merging.notice", slot=Slot.NOTICE, order=20, present=IS_SOURCE, show=notice),
    PagePart(key="merging.joint", slot=Slot.NOTICE, order=21, present=IS_JOINT, show=joint_notice),
    PagePart(key="merging.lineage", slot=Slot.MAIN, order=80, present=f"({IS_SOURCE} OR {IS_JOINT})", show=drawing),
    PagePart(key="merging.waiting", slot=Slot.ASIDE, order=60, present=IN_AN_OPEN_ONE, show=waiting),
    PagePart(key="merging.door", slot=Slot.ASIDE, order=61, present=f"NOT ({IN_AN_OPEN_ONE} OR {IS_SOURCE})", show=door),
)
