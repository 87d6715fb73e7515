"""What staff see of a proposal in an export beside what everybody does. Never an e-mail address, never who supports it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from participation.moderation.models import Case
from proposals.exporting.columns import COLUMNS, Column
from proposals.models import OfficialResponse, Proposal

if TYPE_CHECKING:
    from proposals.exporting.columns import Names


def _annotated(name: str) -> Any:
    return lambda row, _names: getattr(row, name) or ""


def _source_id(row: Proposal, _names: Names) -> str:
    return row.external_ref.external_id if hasattr(row, "external_ref") else ""


STAFF_COLUMNS: Sequence[Column] = (
    Column("project", _("Project"), "", lambda row, _n: row.project.slug),
    *COLUMNS,
    Column("source_id", _("Number at the source"), "", _source_id),
    Column("channel", _("Channel"), "", lambda row, names: names.channels.get(row.channel, row.channel)),
    Column("created_at", _("Created"), "", lambda row, names: names.moment(row.created_at)),
    Column("answered_at", _("Answered"), "", lambda row, names: names.moment(getattr(row, "answered_at", None))),
    Column("answered_by", _("Who answered"), "", _annotated("answered_by")),
    Column("answer", _("Answer"), "", _annotated("answer")),
    Column("cases", _("Moderation cases"), "", lambda row, _n: getattr(row, "cases", 0) or 0),
)


def with_staff_facts(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The same proposals with what the staff's columns need, in the same query."""
    newest = OfficialResponse.objects.filter(proposal=OuterRef("pk")).order_by("-pk")
    cases = Case.objects.filter(object_type=Proposal._meta.label_lower, object_id=OuterRef("pk")).order_by()
    return proposals.annotate(
        answered_at=Subquery(newest.values("created_at")[:1]),
        answered_by=Subquery(newest.values("unit__name")[:1]),
        answer=Subquery(newest.values("text")[:1]),
        cases=Subquery(cases.values("object_id").annotate(number=Count("pk")).values("number")),
    )
