"""Proposals as content that can be reported and decided about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from participation.moderation.contents import ContentKind, Description
from proposals.addresses import address
from proposals.models import Proposal
from proposals.services import apply_decision
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def find(proposal_id: int, user: User | AnonymousUser) -> Proposal | None:
    """The proposal if this person can see it."""
    return _rows().visible_to(user).filter(pk=proposal_id).first()


def load(proposal_id: int) -> Proposal | None:
    """The proposal in any state but a draft, which nobody but its author has seen."""
    return _rows().filter(pk=proposal_id).exclude(state=ProposalState.DRAFT).first()


def describe(proposal: Proposal) -> Description:
    """What moderators and mails need to know of it."""
    return Description(
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        author=proposal.author,
        label=proposal.title,
        address=address(proposal),
        text=f"{proposal.title}\n\n{proposal.body}",
        language=proposal.language,
        state=ProposalState(proposal.state).label,
    )


def _rows():  # type: ignore[no-untyped-def]
    return Proposal.objects.select_related("project", "author").defer("search")


PROPOSAL_CONTENT = ContentKind(
    key="proposal",
    label=_("Proposal"),
    model="proposals.proposal",
    find=find,
    load=load,
    describe=describe,
    apply=apply_decision,
)
