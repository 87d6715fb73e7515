"""Telling open pages that a proposal's conversation can be read by others, or by nobody any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.live.services import publish

if TYPE_CHECKING:
    from proposals.models import Proposal


def let_go_of_thread(proposal: Proposal) -> None:
    """After the commit every socket on the proposal's conversation is asked anew whether it may listen.

    To be called wherever a proposal becomes public or stops being so.
    """
    if proposal.thread_id is not None:
        publish(topic=f"thread.{proposal.thread_id}", type="thread.state")
