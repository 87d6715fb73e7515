"""What a proposal could be brought together with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from proposals.merging.models import MergerMember
from proposals.models import Proposal
from proposals.queries.search import matching, words_of
from proposals.queries.similar import similar_to

if TYPE_CHECKING:
    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.reasons import Reason

SHOWN = 12
LOOKED_AT = 3 * SHOWN  # some of those alike may not be free


@dataclass(frozen=True)
class Candidate:
    """A proposal that could be chosen. reasons: by what one sees that it is like the own one."""

    proposal: Proposal
    reasons: tuple[Reason, ...] = ()


def candidates(project: Project, own: Proposal, text: str, user: User) -> list[Candidate]:
    """Public proposals of the project with the words, the most supported first.

    Without words those most like the own one, with the reasons, then those with a title like it.
    Those that nobody could agree for, and those that are in another merger, are left out. One query for words, else four.
    """
    if words_of(text):
        return [Candidate(row) for row in _found(project, own, text)]
    alike = _alike(project, own, user)
    known = {one.proposal.pk for one in alike}
    called_alike = [Candidate(row) for row in _found(project, own, own.title) if row.pk not in known]
    return [*alike, *called_alike][:SHOWN]


def _alike(project: Project, own: Proposal, user: User) -> list[Candidate]:
    found = similar_to(own, user=user, most=LOOKED_AT, elsewhere=False)
    free = _free(project, own).select_related("author", "district").in_bulk([one.proposal.pk for one in found])
    return [Candidate(free[one.proposal.pk], one.reasons) for one in found if one.proposal.pk in free]


def _found(project: Project, own: Proposal, text: str) -> list[Proposal]:
    found = matching(_free(project, own), text)
    return list(found.select_related("author", "district").order_by("-support_count", "-pk")[:SHOWN])


def chosen(project: Project, own: Proposal, ids: list[int]) -> list[Candidate]:
    """Those of the ids that could be chosen. One query."""
    rows = _free(project, own).filter(pk__in=ids)
    return [Candidate(row) for row in rows.select_related("author", "district").order_by("-support_count", "-pk")]


def _free(project: Project, own: Proposal) -> QuerySet[Proposal]:
    taken = MergerMember.objects.filter(proposal=OuterRef("pk"), holds=True)
    rows = Proposal.objects.published().filter(project=project, author__is_active=True).exclude(pk=own.pk)
    return rows.filter(~Exists(taken)).defer("search", "body", "district__boundary")
