"""One page of a project's proposals."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Left

from districts.models import District
from participation.common.kept import Kept
from participation.projects.models import Category, Project
from proposals.models import Proposal
from proposals.queries.authors import coauthor_data, name_coauthors
from proposals.queries.orders import RANDOM, Key, cursor_of, page_keys, page_of_rows, sorted_by
from proposals.queries.search import found_rows, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from proposals.areas import Area
    from proposals.querysets import ProposalQuerySet

THEMES = """
    SELECT string_agg(concat_ws(' ', id, xmin, ctid), ',' ORDER BY id)
    FROM projects_category WHERE project_id IS NULL OR project_id = %s
"""
# The version of all that a card shows, of the proposals whose ids a subquery names.
CARD_VERSIONS = """
    SELECT proposal.id, concat_ws(' ', proposal.xmin, proposal.ctid, author.xmin, author.ctid, district.xmin, district.ctid,
        (SELECT string_agg(concat_ws(' ', coauthor.xmin, coauthor.ctid, person.xmin, person.ctid), ',' ORDER BY coauthor.id)
         FROM proposals_coauthor coauthor JOIN accounts_user person ON person.id = coauthor.person_id
         WHERE coauthor.proposal_id = proposal.id AND coauthor.state = 'accepted'))
    FROM proposals_proposal proposal
    LEFT JOIN accounts_user author ON author.id = proposal.author_id
    JOIN districts_district district ON district.id = proposal.district_id
    WHERE proposal.state = 'published' AND proposal.id IN ({ids})
    ORDER BY proposal.support_count DESC, proposal.id DESC
"""
GIVEN = CARD_VERSIONS.format(ids="SELECT unnest(%s::bigint[])")
MOST_SUPPORTED = CARD_VERSIONS.format(
    ids="""
    SELECT id FROM proposals_proposal WHERE state = 'published' AND project_id = %s
    ORDER BY support_count DESC, id DESC LIMIT %s
    """
)
_cards: Kept[Proposal] = Kept(10_000)  # of about two kilobytes
_themes: Kept[list[Category]] = Kept(500)
MANY = 1000  # from here on a number that is a few seconds old says as much
NUMBERS_KEPT = 20  # seconds
EXCERPT_LENGTH = 320  # characters; the card cuts it at a word


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a reader asked the list for. seed names one random order; after is a cursor; area is a part of the map."""

    text: str = ""
    district: District | None = None
    category: Category | None = None
    area: Area | None = None
    sort: str = RANDOM
    seed: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposalPage:
    """What the list shows. next_cursor is empty on the last page; by_district: district id -> number on all pages."""

    proposals: list[Proposal] = field(default_factory=list)
    total: int = 0
    by_district: dict[int, int] = field(default_factory=dict)
    next_cursor: str = ""


def published_in(project: Project) -> QuerySet[Proposal]:
    """The published proposals of a project that the caller has found readable."""
    return Proposal.objects.published().filter(project=project)


def page(project: Project, wish: Wish) -> ProposalPage:
    """One page in three queries, however many proposals there are: the keys, the rows, the numbers; a search needs two."""
    size = settings.PROPOSALS_PER_PAGE
    keys, by_district = (_searched if words_of(wish.text) else _browsed)(project, wish, size + 1)
    shown = keys[:size]
    rows = _cards_of(GIVEN, [[row_id for row_id, _value in shown]])
    return ProposalPage(
        proposals=[rows[row_id] for row_id, _value in shown if row_id in rows],
        total=sum(by_district.values()),
        by_district=by_district,
        next_cursor=cursor_of(shown[-1]) if len(keys) > size else "",
    )


def _browsed(project: Project, wish: Wish, size: int) -> tuple[list[Key], dict[int, int]]:
    proposals = narrowed(project, wish)
    keys = page_keys(proposals, sort=wish.sort, seed=wish.seed, after=wish.after, size=size)
    if wish.area is not None:
        return keys, counts_by_district(proposals)
    narrowed_by = [row.pk if row else 0 for row in (wish.district, wish.category)]
    kept_as = "proposals-by-district-{}-{}-{}".format(project.pk, *narrowed_by)
    return keys, _counted(proposals, kept_as)


def _counted(proposals: QuerySet[Proposal], kept_as: str) -> dict[int, int]:
    """The numbers by district; those of many proposals as they were some seconds ago, because counting costs the most then."""
    numbers = cache.get(kept_as)
    if numbers is None:
        numbers = counts_by_district(proposals)
        if sum(numbers.values()) >= MANY:
            cache.set(kept_as, numbers, NUMBERS_KEPT)
    return numbers


def _searched(project: Project, wish: Wish, size: int) -> tuple[list[Key], dict[int, int]]:
    """A search is made once, and its finds are counted and sorted here: making it again costs more than sorting thousands."""
    rows = found_rows(narrowed(project, wish), wish.text, "pk", sorted_by(wish.sort), "district_id")
    keys = page_of_rows(
        ((row_id, value) for row_id, value, _district in rows),
        sort=wish.sort,
        seed=wish.seed,
        after=wish.after,
        size=size,
    )
    return keys, dict(Counter(district for _row_id, _value, district in rows))


def narrowed(project: Project, wish: Wish) -> QuerySet[Proposal]:
    """The project's published proposals that lie in the district or below it and in the area, and have the theme."""
    found = published_in(project)
    if wish.district is not None:
        found = found.filter(district__in=District.objects.at_or_below(wish.district).values("pk"))
    if wish.category is not None:
        found = found.filter(category=wish.category)
    if wish.area is not None:
        found = found.filter(
            latitude__range=(wish.area.south, wish.area.north),
            longitude__range=(wish.area.west, wish.area.east),
        )
    return found


def _card_rows() -> ProposalQuerySet:
    """Published proposals with what a card shows of them, and no more."""
    return (
        Proposal.objects.published()
        .select_related("author", "district")
        .annotate(excerpt=Left("body", EXCERPT_LENGTH), coauthor_data=coauthor_data())
        .only(
            "title",
            "language",
            "state",
            "status",
            "place",
            "latitude",
            "longitude",
            "published_at",
            "support_count",
            "comment_count",
            "on_behalf_of",
            "authorship",
            "school_class",
            "channel",
            "project_id",
            "author__public_name",
            "author__erased_at",
            "author__email",
            "district__name",
            "district__i18n",
            "district__level",
        )
    )


def most_supported(project: Project, count: int) -> list[Proposal]:
    """The proposals with most supports, for the project's own page. One query while they stay the same, else two."""
    return list(_cards_of(MOST_SUPPORTED, [project.pk, count]).values())


def _cards_of(versions: str, params: Sequence[Any]) -> dict[int, Proposal]:
    """Cards by id, in the order of the query of versions; proposals that the caller may change."""
    with connection.cursor() as cursor:
        cursor.execute(versions, params)
        wanted: dict[int, str] = dict(cursor.fetchall())
    found = _cards.get_many(wanted, _read_cards)
    return {row_id: copy(found[row_id]) for row_id in wanted if row_id in found}


def _read_cards(ids: Collection[int]) -> dict[int, Proposal]:
    rows = _card_rows().in_bulk(ids)
    for row in rows.values():
        name_coauthors(row, row.coauthor_data)
    return rows


def counts_by_district(proposals: QuerySet[Proposal]) -> dict[int, int]:
    """District id -> number of these proposals. One query."""
    rows = proposals.order_by().values("district_id").annotate(n=Count("pk"))
    return dict(rows.values_list("district_id", "n"))


def categories_of(project: Project) -> Sequence[Category]:
    """The themes a project offers: its own, or those of every project. One query. Not to be changed: they are kept."""
    with connection.cursor() as cursor:
        cursor.execute(THEMES, [project.pk])
        (version,) = cursor.fetchone()
    return _themes.get(project.pk, version, lambda: list(Category.objects.offered_in(project.pk))) if version else []
