"""The newest proposals that a question finds, for feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from participation.projects.models import Project
from proposals.models import Proposal
from proposals.queries.distance import within
from proposals.queries.listing import narrowed
from proposals.queries.search import exactly, found_rows, words_of

if TYPE_CHECKING:
    from participation.notifications.models import SavedSearch
    from proposals.queries.listing import Wish
    from proposals.querysets import ProposalQuerySet


def newest_of(project: Project, wish: Wish, size: int) -> list[Proposal]:
    """What the list finds with the same question, the newest first."""
    rows = narrowed(project, wish)
    if words_of(wish.text):
        rows = rows.filter(pk__in=[row_id for (row_id,) in found_rows(rows, wish.text, "pk")])
    return _newest(rows, size)


def found_by_search(search: SavedSearch, size: int) -> list[Proposal]:
    """What a saved search finds of what everybody may read: the other way round than when a proposal is published."""
    rows: ProposalQuerySet = Proposal.objects.published()
    if search.project is not None:
        rows = rows.filter(project__in=Project.objects.filter(pk=search.project.pk).open_to_all())
    else:
        rows = rows.filter(project__in=Project.objects.listed())
    if search.district is not None:
        rows = rows.filter(district__path__startswith=search.district.path)
    if search.category_id is not None:
        rows = rows.filter(category=search.category_id)
    if search.words:
        rows = rows.filter(pk__in=exactly(rows, search.words).values("pk"))
    if search.latitude is not None and search.longitude is not None and search.radius is not None:
        rows = _around(rows, search.latitude, search.longitude, search.radius)
    return _newest(rows, size)


def _newest(rows, size: int) -> list[Proposal]:  # type: ignore[no-untyped-def]
    shown = rows.select_related("project").defer("search").order_by("-published_at", "-pk")
    return list(shown[:size])


def _around(rows: ProposalQuerySet, latitude: float, longitude: float, radius: int) -> ProposalQuerySet:
    near = within(
        latitude="proposals_proposal.latitude",
        longitude="proposals_proposal.longitude",
        at_latitude=f"({float(latitude)!r})",
        at_longitude=f"({float(longitude)!r})",
        radius=f"({float(radius)!r})",
    )
    return rows.filter(RawSQL(near, [], output_field=BooleanField()))  # noqa: S611 - numbers, and names of ours
