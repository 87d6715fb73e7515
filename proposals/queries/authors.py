"""Who writes a proposal, and who is asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from participation.projects.models import Project
from proposals.models import CoAuthor, Proposal
from proposals.states import CoAuthorState, ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User


_more: list[Callable[[Proposal], Iterable[int | None]]] = []


def register_writers(find: Callable[[Proposal], Iterable[int | None]]) -> None:
    """Add a room that knows of more people who wrote a proposal, such as the authors of those it was made of.

    find: (proposal) -> their keys; one query.
    """
    _more.append(find)


def writers_of(proposal: Proposal) -> frozenset[int]:
    """The keys of everybody who wrote it: who began it, co-authors who said yes, and whom rooms above name.

    One query for the co-authors where they are not known, and one for each room.
    """
    named = (pk for find in _more for pk in find(proposal))
    return frozenset(pk for pk in (proposal.author_id, *proposal.coauthor_ids, *named) if pk is not None)


def authors_of(proposal: Proposal) -> list[CoAuthor]:
    """Co-authors, in the order in which they joined. One query."""
    accepted = proposal.coauthors.filter(state=CoAuthorState.ACCEPTED)
    return list(accepted.select_related("person").order_by("answered_at", "pk"))


def invitations_from(proposal: Proposal) -> list[CoAuthor]:
    """Those who were asked and have not joined, the newest first; one that has run out says so. One query."""
    states = (CoAuthorState.INVITED, CoAuthorState.DECLINED, CoAuthorState.EXPIRED)
    rows = list(proposal.coauthors.filter(state__in=states).select_related("person").order_by("-pk")[:30])
    for row in rows:
        if row.state == CoAuthorState.INVITED and row.expires_at <= timezone.now():
            row.state = CoAuthorState.EXPIRED
    return rows


def addressed_to(user: User) -> QuerySet[CoAuthor]:
    """Every invitation of this person, by their account or by the address that they have confirmed."""
    by_address = Q(person=None, address=user.email) if user.email else Q(pk__in=())
    return CoAuthor.objects.filter(Q(person=user) | by_address)


def open_invitations(user: User) -> list[CoAuthor]:
    """Those that wait for this person's answer, the newest first. One query."""
    waiting = addressed_to(user).filter(
        state=CoAuthorState.INVITED,
        expires_at__gt=timezone.now(),
        proposal__state__in=(ProposalState.DRAFT, ProposalState.PUBLISHED),
        proposal__project__in=Project.objects.visible_to(user),
    )
    known = waiting.exclude(proposal__author=user).select_related("proposal__project", "invited_by").defer("proposal__search")
    return list(known.order_by("-pk")[:20])


def invitation_for(proposal_id: int, project: str, user: User) -> CoAuthor | None:
    """This person's newest invitation to a proposal, whatever became of it. One query."""
    found = addressed_to(user).filter(proposal=proposal_id, proposal__project__slug=project)
    return found.select_related("proposal__project", "invited_by").defer("proposal__search").order_by("-pk").first()
