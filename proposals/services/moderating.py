"""Carrying out what moderation decided about a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from participation.live.services import publish
from participation.moderation.states import DecisionAction
from proposals.models import Proposal
from proposals.services.letting_go import let_go_of_thread
from proposals.states import PROPOSAL_TRANSITIONS, ProposalState

if TYPE_CHECKING:
    from participation.moderation.models import Decision

LEADS_TO = {
    DecisionAction.HIDE: ProposalState.HIDDEN,
    DecisionAction.HOLD: ProposalState.HELD,
    DecisionAction.RESTORE: ProposalState.PUBLISHED,
}


def apply_decision(proposal_id: int, decision: Decision) -> bool:
    """Lock the proposal and bring it into the state the decision says, inside the decision's transaction.

    Keeping what is held shows it again. Returns whether the state changed. Raises Conflict when it cannot.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).defer("search").get(pk=proposal_id)
    before = ProposalState(proposal.state)
    after = LEADS_TO.get(DecisionAction(decision.action), before)
    if decision.action == DecisionAction.KEEP and before == ProposalState.HELD:
        after = ProposalState.PUBLISHED
    if after == before:
        return False
    if after not in PROPOSAL_TRANSITIONS[before]:
        raise Conflict(_("This is not possible any more: the proposal has changed meanwhile."))
    proposal.state, proposal.decision = after, decision
    proposal.save(update_fields=["state", "decision"])
    publish(topic=proposal.topic, type="proposal.supports", id=proposal.pk)
    let_go_of_thread(proposal)
    return True
