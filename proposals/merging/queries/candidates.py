"""What a proposal could be brought together with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from proposals.merging.models import MergerMember
from proposals.models import Proposal
from proposals.queries.search import matching, words_of

if TYPE_CHECKING:
    from participation.projects.models import Project

SHOWN = 12


def candidates(project: Project, own: Proposal, text: str) -> list[Proposal]:
    """Public proposals of the project with the words, the most supported first; without words those with a title like the own.

    Those that nobody could agree for, and those that are in another merger, are left out. One query.
    """
    found = matching(_free(project, own), text if words_of(text) else own.title)
    return list(found.select_related("author", "district").order_by("-support_count", "-pk")[:SHOWN])


def chosen(project: Project, own: Proposal, ids: list[int]) -> list[Proposal]:
    """Those of the ids that could be chosen. One query."""
    rows = _free(project, own).filter(pk__in=ids)
    return list(rows.select_related("author", "district").order_by("-support_count", "-pk"))


def _free(project: Project, own: Proposal) -> QuerySet[Proposal]:
    taken = MergerMember.objects.filter(proposal=OuterRef("pk"), holds=True)
    rows = Proposal.objects.published().filter(project=project, author__is_active=True).exclude(pk=own.pk)
    return rows.filter(~Exists(taken)).defer("search", "body", "district__boundary")
