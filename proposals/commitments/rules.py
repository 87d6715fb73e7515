"""Who may do what with a promise. Evaluated on rows already loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.projects.rules import roles_of
from proposals.rules import may_respond

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from proposals.commitments.models import Commitment


def may_decide(user: User | AnonymousUser, commitment: Commitment) -> bool:
    """Whoever answers for the city there: they promise, move a due date, give up, and answer residents who disagree.

    Uses commitment.proposal with its project's lead district and its own district.
    """
    return may_respond(user, commitment.proposal)


def may_keep(user: User | AnonymousUser, commitment: Commitment) -> bool:
    """They and the people of the unit that promised, in their district: they tell what was done, and that it is done."""
    if may_decide(user, commitment):
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    proposal = commitment.proposal
    places = (proposal.district.path, proposal.project.lead_district.path)
    return any(
        role.unit_id == commitment.unit_id
        and role.project_id in (None, proposal.project_id)
        and any(path.startswith(role.district.path) for path in places)
        for role in roles_of(user)
    )
