"""The list of a project's proposals with the map beside it."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from districts.live_map import tiles_credit
from districts.queries import district_by_slug, participation_districts
from participation.projects.hindrances import closed
from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.areas import read_area
from proposals.live_maps import list_map_settings
from proposals.presentation import dress_cards, list_map
from proposals.queries.listing import Wish, categories_of, page
from proposals.queries.orders import RANDOM, SORTS
from proposals.queries.search import MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from districts.models import District
    from participation.projects.models import Category

SEED_LENGTH = 16


@require_safe
def proposal_list(request: HttpRequest, project: str) -> HttpResponse:
    """Proposals by words, district and theme, in one of four orders; the next page begins at a cursor."""
    found = readable_project(project, request.user)
    districts, categories = participation_districts(), categories_of(found)
    wish = read_wish(request, districts, categories)
    shown = page(found, wish)
    cards = dress_cards(shown.proposals)
    asked = question(wish)
    drawn = list_map(cards, districts, shown.by_district, wish.district, lambda slug: address(wish, district=slug))
    context = {
        "project": found,
        "wish": wish,
        "page": shown,
        "proposals": cards,
        "districts": districts,
        "categories": categories,
        "sorts": SORTS.items(),
        "may_propose": Action.PROPOSE in found.open_actions,
        "hindrance": None if Action.PROPOSE in found.open_actions else closed(found, Action.PROPOSE),
        "section": "projects",
        "next_url": address(wish, after=shown.next_cursor) if shown.next_cursor else "",
        "first_url": address(wish) if wish.after else "",
        "everywhere_url": address(wish, district="") if wish.district else "",
        "anywhere_url": address(wish, anywhere=True) if wish.area else "",
        "shuffle_url": address(wish, seed=new_seed()) if wish.sort == RANDOM else "",
        "map": drawn,
        "live_map": json.dumps(list_map_settings(found, wish, drawn, points_query(wish))) if drawn else "",
        "map_tiles": tiles_credit(),
        "filter_query": asked,
        "save_search_url": reverse("proposals:save_search", kwargs={"project": project}) + asked,
        "is_filtered": bool(wish.text or wish.district or wish.category or wish.area),
    }
    return render(request, "proposals/proposal_list.html", context)


def read_wish(request: HttpRequest, districts: Sequence[District], categories: Sequence[Category]) -> Wish:
    """What the address asks for; what it cannot mean is left out. A random order without a seed gets one."""
    asked = request.GET
    sort = asked.get("sort", RANDOM)
    seed = asked.get("seed", "")[:SEED_LENGTH]
    return Wish(
        text=asked.get("q", "").replace("\x00", "").strip()[:MAX_LENGTH],
        district=_district(asked.get("district", ""), districts),
        category=next((category for category in categories if category.slug == asked.get("category")), None),
        area=read_area(asked.get("bbox", "")),
        sort=sort if sort in SORTS else RANDOM,
        seed=seed or new_seed(),
        after=asked.get("after", "")[:80],
    )


def new_seed() -> str:
    """A name for one random order, short enough for an address."""
    return secrets.token_hex(3)


def _district(slug: str, known: Sequence[District]) -> District | None:
    if not slug or "\x00" in slug:
        return None
    return next((district for district in known if district.slug == slug), None) or district_by_slug(slug)


def address(wish: Wish, *, after: str = "", district: str | None = None, seed: str = "", anywhere: bool = False) -> str:
    """The list's own query string with something changed. anywhere: without the part of the map.

    Another district begins again at the first page and in a new random order, so that its link is the same on every page.
    """
    anywhere = anywhere or district is not None
    chosen = (wish.district.slug if wish.district else "") if district is None else district
    random = wish.sort == RANDOM
    parts: dict[str, Any] = {
        "q": wish.text,
        "district": chosen,
        "category": wish.category.slug if wish.category else "",
        "bbox": str(wish.area) if wish.area and not anywhere else "",
        "sort": wish.sort,
        "seed": (seed or wish.seed) if random and district is None else "",
        "after": after,
    }
    return "?" + urlencode({key: value for key, value in parts.items() if value})


def points_query(wish: Wish) -> str:
    """The query string under which the map finds what the list finds, in every part of the map."""
    district, category = wish.district, wish.category
    parts = {"q": wish.text, "district": district.slug if district else "", "category": category.slug if category else ""}
    return "?" + urlencode({key: value for key, value in parts.items() if value})


def question(wish: Wish) -> str:
    """The query string that asks the same, whatever the order and the page; empty where nothing is asked."""
    asked = points_query(wish) if wish.text or wish.district or wish.category else ""
    return f"{asked or '?'}{'&' if asked else ''}{urlencode({'bbox': str(wish.area)})}" if wish.area else asked
