"""Where the proposals of a list lie, for the map beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proposals.queries.listing import narrowed, published_in
from proposals.queries.search import found_rows, words_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from participation.projects.models import Project
    from proposals.models import Proposal
    from proposals.queries.listing import Wish

Point = tuple[int, float, float]


def points(project: Project, wish: Wish) -> list[Point]:
    """(id, latitude, longitude) of every located proposal on all pages of the list that the wish asks for. One query."""
    if words_of(wish.text):
        # Asked exactly as the list asks it: whether titles are compared too hangs on all that was found, located or not.
        finds = found_rows(narrowed(project, wish), wish.text, "pk", "latitude", "longitude")
        return sorted((pk, latitude, longitude) for pk, latitude, longitude in finds if latitude is not None)
    located = narrowed(project, wish).filter(latitude__isnull=False)
    rows = located.order_by().values_list("pk", "latitude", "longitude")
    return [(pk, latitude, longitude) for pk, latitude, longitude in rows if latitude is not None and longitude is not None]


def titled(project: Project, ids: Collection[int]) -> list[Proposal]:
    """What the map says of these proposals, as far as they are published in the project. One query."""
    rows = published_in(project).filter(pk__in=ids).select_related("district").order_by("pk")
    return list(rows.only("title", "language", "support_count", "district__name", "district__i18n", "district__level"))
