"""Reading everything that a list finds, some hundred rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from participation.comments.models import Comment
from participation.comments.states import Anchor
from proposals.models import Proposal, Support
from proposals.queries.listing import narrowed
from proposals.queries.search import found_rows, words_of
from proposals.states import ProposalState

if TYPE_CHECKING:
    from datetime import date

    from participation.projects.models import Project
    from proposals.queries.listing import Wish

CHUNK = 500
Dress = Callable[[QuerySet[Proposal]], QuerySet[Proposal]]


def wished(project: Project, wish: Wish) -> QuerySet[Proposal]:
    """What the list finds for a wish on all its pages; its order does not matter here. One query for a search, else none."""
    found = narrowed(project, wish)
    if words_of(wish.text):
        # Asked exactly as the list asks it: whether titles are compared too hangs on all that was found.
        found = found.filter(pk__in=[pk for (pk,) in found_rows(found, wish.text, "pk")])
    return found


def in_chunks(proposals: QuerySet[Proposal], dress: Dress = lambda rows: rows) -> Iterator[Proposal]:
    """Every proposal of an unordered queryset by its number; one query for each chunk, which sees what is public then.

    dress: adds what the columns need to the rows of one chunk.
    """
    last = 0
    while True:
        rows = dress(proposals.filter(pk__gt=last)).select_related("author", "project", "external_ref").order_by("pk")
        chunk = list(rows.only(*_shown())[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        last = chunk[-1].pk


def _shown() -> tuple[str, ...]:
    """The columns of the rows that are read; an address of e-mail is none of them."""
    return (
        "title",
        "body",
        "language",
        "status",
        "category_id",
        "district_id",
        "place",
        "latitude",
        "longitude",
        "published_at",
        "created_at",
        "edited_at",
        "authorship",
        "on_behalf_of",
        "school_class",
        "channel",
        "support_count",
        "comment_count",
        "project__slug",
        "author__public_name",
        "author__erased_at",
        "external_ref__source",
        "external_ref__external_id",
        "external_ref__url",
        "external_ref__supports",
    )


def comments_in_chunks(project: Project) -> Iterator[Comment]:
    """Every visible comment on the project itself and on its public proposals, by its number; one query for each chunk."""
    public = Q(thread__anchor=Anchor.PROJECT) | Q(thread__anchor=Anchor.PROPOSAL, thread__proposal__state=ProposalState.PUBLISHED)
    found = Comment.objects.readable().filter(public, thread__project=project).select_related("author", "thread__proposal")
    shown = found.only(
        "body",
        "language",
        "stance",
        "parent_id",
        "created_at",
        "edited_at",
        "on_behalf_of",
        "author__public_name",
        "author__erased_at",
        "thread__anchor",
        "thread__proposal__id",
    )
    last = 0
    while chunk := list(shown.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def supports_by_day(project: Project) -> list[tuple[date, int]]:
    """(day in the city's time, supports given on it to the project's public proposals), as they stand now. One query."""
    given = Support.objects.filter(proposal__project=project, proposal__state=ProposalState.PUBLISHED)
    counted = given.annotate(day=TruncDate("created_at")).values_list("day").annotate(number=Count("pk")).order_by("day")
    return cast("list[tuple[date, int]]", list(counted))
