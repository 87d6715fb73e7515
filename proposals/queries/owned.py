"""What one person has written and supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from proposals.models import Proposal, Support
from proposals.states import ProposalState

if TYPE_CHECKING:
    from uuid import UUID

    from participation.accounts.models import User
    from participation.projects.models import Project

SHOWN_DRAFTS = 10


def written_by(user: User) -> QuerySet[Proposal]:
    """The proposals that a person writes, alone or with others, in every state, newest first."""
    return Proposal.objects.written_by(user).select_related("project").defer("search", "body").order_by("-created_at")


def drafts_in(project: Project, user: User) -> list[Proposal]:
    """A person's unpublished proposals in a project, those they joined among them, newest first. One query."""
    drafts = Proposal.objects.written_by(user).filter(project=project, state=ProposalState.DRAFT)
    return list(drafts.only("title", "language", "created_at").order_by("-created_at")[:SHOWN_DRAFTS])


def made_by_form(author: User | None, form_key: UUID | None) -> Proposal | None:
    """What one showing of the form has made already, whatever became of it."""
    if form_key is None or author is None:
        return None
    return Proposal.objects.defer("search").filter(author=author, form_key=form_key).first()


def supported_by(user: User) -> QuerySet[Support]:
    """A person's supports, newest first."""
    supports = Support.objects.filter(resident=user).select_related("proposal__project").order_by("-created_at")
    return supports.defer("proposal__search", "proposal__body")


def readable_supports(user: User) -> QuerySet[Support]:
    """Those whose proposal this person may still read: what has gone out of sight is somebody else's text."""
    return supported_by(user).filter(proposal__in=Proposal.objects.visible_to(user).published().values("pk"))
