"""Carrying out what moderation decided about a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.live.services import publish
from participation.moderation.states import DecisionAction
from proposals.models import Proposal
from proposals.services.transitions import change_state, let_go_of_thread
from proposals.states import ProposalState

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
    change_state(proposal, after)
    proposal.decision = decision
    proposal.save(update_fields=["state", "decision"])
    publish(topic=proposal.topic, type="proposal.supports", id=proposal.pk)
    let_go_of_thread(proposal)
    return True
