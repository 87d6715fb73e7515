"""What every writer of proposals needs: the locked row, whose draft it is, and the entry in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.refusals import Conflict, NotAllowed
from proposals.models import Proposal
from proposals.rules import is_author
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User


def locked(proposal_id: int) -> Proposal:
    """The row, held until the end of the transaction."""
    return Proposal.objects.select_for_update(of=("self",)).defer("search").get(pk=proposal_id)


def require_one_of_its_authors(proposal: Proposal, person: User) -> None:
    """Raise NotAllowed for anyone who does not write it."""
    if not is_author(person, proposal):
        raise NotAllowed(_("Only its authors can change a proposal."))


def require_own_draft(proposal: Proposal, author: User) -> None:
    """Raise NotAllowed for anyone but its authors, Conflict when it is a draft no more."""
    require_one_of_its_authors(proposal, author)
    if proposal.state == ProposalState.WITHDRAWN:
        raise Conflict(_("This draft has been deleted."), code="deleted")
    if proposal.state != ProposalState.DRAFT:
        raise Conflict(_("This proposal has been published already."), code="published")


def record_change(action: str, proposal: Proposal, actor: User | None, data: dict[str, Any] | None = None) -> None:
    """Write down who did what with it."""
    record(
        action=action,
        actor=actor,
        target=proposal,
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        data=data,
    )
