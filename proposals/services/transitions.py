"""Changing a proposal's state, and telling those who have its page open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from participation.live.services import publish
from proposals.states import PROPOSAL_TRANSITIONS, ProposalState

if TYPE_CHECKING:
    from proposals.models import Proposal


def change_state(proposal: Proposal, state: ProposalState) -> None:
    """Put a locked row, which is about to be saved, into another state. Raises Conflict where no way leads there."""
    if state not in PROPOSAL_TRANSITIONS[ProposalState(proposal.state)]:
        raise Conflict(_("This is not possible any more: the proposal has changed meanwhile."))
    proposal.state = state


def let_go_of_thread(proposal: Proposal) -> None:
    """After the commit every socket on the proposal's conversation is asked anew whether it may listen.

    To be called wherever a proposal becomes public or stops being so.
    """
    if proposal.thread_id is not None:
        publish(topic=f"thread.{proposal.thread_id}", type="thread.state")
