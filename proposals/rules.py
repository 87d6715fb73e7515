"""Who may do what with proposals. Each rule reads as a sentence and is evaluated on rows already loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from districts.states import Role
from participation.accounts.rules import is_verified
from participation.common.origin import HISTORICAL, Origin
from participation.common.refusals import NotAllowed
from participation.projects.rules import may_coordinate, roles_of
from participation.projects.states import Action
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.models import Proposal


def require_resident(user: User | None, project: Project, origin: Origin = Origin.WEB) -> None:
    """Raise NotAllowed unless this person may propose or support in the project, phases aside.

    History, and what staff enter for somebody they have met, was checked when it was given.
    """
    if origin in HISTORICAL:
        return
    if user is None or not user.is_active:
        raise NotAllowed(_("This account cannot take part."), code="no_account")
    if origin == Origin.WEB and project.verified_only and not is_verified(user):
        raise NotAllowed(
            _("Only verified residents can take part in this project. You can verify yourself on your own page."),
            code="not_verified",
        )


def may_edit(user: User | AnonymousUser, proposal: Proposal, open_actions: frozenset[str]) -> bool:
    """Authors change their drafts at any time, and what they published for as long as proposals are collected."""
    if not is_author(user, proposal):
        return False
    if proposal.state == ProposalState.DRAFT:
        return True
    return proposal.state == ProposalState.PUBLISHED and Action.PROPOSE in open_actions


def may_withdraw(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Who began a proposal can always take it back, unless moderation has hidden it."""
    return is_first_author(user, proposal) and proposal.state in (
        ProposalState.DRAFT,
        ProposalState.PUBLISHED,
        ProposalState.HELD,
    )


def may_invite(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Who began a proposal asks others to write it with them, while it is a draft or public."""
    return is_first_author(user, proposal) and proposal.state in (ProposalState.DRAFT, ProposalState.PUBLISHED)


def is_first_author(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Whether this person began it and answers for it: publishes it, takes it back, asks others to join."""
    return user.is_authenticated and user.is_active and proposal.author_id == user.pk


def is_author(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Whether this person writes it: who began it, and co-authors who have said yes. Uses proposal.coauthor_ids.

    What its first author has taken back is theirs alone again.
    """
    if is_first_author(user, proposal):
        return True
    if not user.is_authenticated or not user.is_active or proposal.state == ProposalState.WITHDRAWN:
        return False
    return user.pk in proposal.coauthor_ids


def may_respond(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Coordinators of the project, or of the proposal's own district, answer for the city.

    Uses proposal.project.lead_district and proposal.district.
    """
    if may_coordinate(user, proposal.project):
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    return any(
        role.role == Role.COORDINATOR
        and role.project_id in (None, proposal.project_id)
        and proposal.district.path.startswith(role.district.path)
        for role in roles_of(user)
    )
