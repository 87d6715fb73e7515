"""What one person has written and supported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from proposals.models import Proposal, Support

if TYPE_CHECKING:
    from participation.accounts.models import User


def written_by(user: User) -> QuerySet[Proposal]:
    """A person's own proposals in every state, newest first."""
    return Proposal.objects.filter(author=user).select_related("project").defer("search", "body").order_by("-created_at")


def supported_by(user: User) -> QuerySet[Support]:
    """A person's supports, newest first."""
    supports = Support.objects.filter(resident=user).select_related("proposal__project").order_by("-created_at")
    return supports.defer("proposal__search", "proposal__body")


def readable_supports(user: User) -> QuerySet[Support]:
    """Those whose proposal this person may still read: what has gone out of sight is somebody else's text."""
    return supported_by(user).filter(proposal__in=Proposal.objects.visible_to(user).published().values("pk"))
