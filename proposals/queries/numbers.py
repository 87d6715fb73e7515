"""What pictures of proposals are drawn from: numbers, never rows of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from participation.projects.models import Project
from proposals.models import Proposal, Support
from proposals.states import Status

if TYPE_CHECKING:
    from proposals.querysets import ProposalQuerySet


def supports_by_day(proposal_id: int) -> list[tuple[date, int]]:
    """(day in the city's time, supports given on it) of the supports that stand now, oldest first. One query.

    Taking a support back deletes its row, so it is on no day any more.
    """
    rows = Support.objects.filter(proposal=proposal_id).annotate(day=TruncDate("created_at"))
    return list(rows.values_list("day").annotate(number=Count("pk")).order_by("day"))


@dataclass(frozen=True)
class Said:
    """How much has been said about a district: proposals, and comments on them."""

    proposals: int
    comments: int

    @property
    def total(self) -> int:
        return self.proposals + self.comments


def said_by_district(project_id: int | None) -> dict[int, Said]:
    """District id -> what is said about it, in one project or (None) in all that everyone may see. One query."""
    rows: ProposalQuerySet = Proposal.objects.published()
    rows = rows.filter(project__in=Project.objects.listed()) if project_id is None else rows.filter(project=project_id)
    counted = rows.order_by().values_list("district_id").annotate(proposals=Count("pk"), comments=Sum("comment_count"))
    return {district_id: Said(proposals, comments) for district_id, proposals, comments in counted}


def numbers_by_status(project_ids: Sequence[int] | None) -> dict[str, int]:
    """Status -> public proposals, of these projects or (None) of all that everyone may see. One query."""
    rows: ProposalQuerySet = Proposal.objects.published()
    rows = rows.filter(project__in=Project.objects.listed() if project_ids is None else project_ids)
    return dict(rows.order_by().values_list("status").annotate(number=Count("pk")))


def decided_in(project: Project, limit: int) -> list[Proposal]:
    """The project's public proposals that are done or accepted, done ones first, then by support. One query."""
    rows = Proposal.objects.published().filter(project=project, status__in=(Status.DONE, Status.ACCEPTED))
    shown = rows.only("title", "language", "status", "support_count").order_by("-status", "-support_count", "-pk")
    return list(shown[:limit])
