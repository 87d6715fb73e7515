"""Proposals, asked for in words of the domain. Everything readable starts from `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from participation.projects.models import Project
from proposals.states import CoAuthorState, ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


class ProposalQuerySet(models.QuerySet):
    """Proposals of residents."""

    def published(self) -> ProposalQuerySet:
        """Proposals that lists, counts, search, feeds and exports may use."""
        return self.filter(state=ProposalState.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> ProposalQuerySet:
        """Proposals whose address answers this person: published ones in a project they see, and those they write."""
        in_sight = self.filter(project__in=Project.objects.visible_to(user))
        if not user.is_authenticated:
            return in_sight.published()
        return in_sight.filter(Q(state=ProposalState.PUBLISHED) | _written_by(user))

    def written_by(self, user: User) -> ProposalQuerySet:
        """Those that this person began, and those they joined and that their first author has not taken back."""
        return self.filter(_written_by(user))


def _written_by(user: User) -> Q:
    joined = user.coauthorships.filter(state=CoAuthorState.ACCEPTED).values("proposal")
    return Q(author=user.pk) | (Q(pk__in=joined) & ~Q(state=ProposalState.WITHDRAWN))
