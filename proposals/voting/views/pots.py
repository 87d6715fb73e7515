"""Choosing: where, and what. A change of the basket is a form that comes back to its own page."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from districts.queries import participation_districts
from participation.common.refusals import Refusal
from proposals.voting.basket import keep_basket
from proposals.voting.changing import changed, item_in
from proposals.voting.map import pot_map
from proposals.voting.presentation import CHOOSE, Card, card_of, pot_line, said_of, stand_of, steps
from proposals.voting.queries.ballots import CHEAPEST, RANDOM, Ask, items_page
from proposals.voting.views.context import UNPROCESSABLE, page, saying
from proposals.voting.visit import Visit, visit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from proposals.voting.models import Pot
    from proposals.voting.queries.ballots import ItemPage

SEED_LENGTH = 16
LONGEST_SEARCH = 100


@require_safe
def where(request: HttpRequest, project: str) -> HttpResponse:
    """The pots: the whole city's, and the districts'."""
    here = visit(request, project)
    context = {
        "pots": [pot_line(here, pot) for pot in here.pots],
        "steps": steps("where", with_where=True),
        "knows_home": any(here.is_own(pot) for pot in here.pots),
    }
    return page(request, here, "voting/where.html", context)


@sensitive_post_parameters("item", "points")
@require_http_methods(["GET", "HEAD", "POST"])
def pot(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """A pot's items, in an order of the reader's own, with what is left."""
    here = visit(request, project)
    found = next((row for row in here.pots if row.pk == pk), None)
    if found is None:
        raise Http404
    ask = read_ask(request)
    if request.method != "POST":
        return _pot_page(request, here, found, ask)
    item_id = item_in(request.POST)
    try:
        basket = changed(here, request.POST)
        response = redirect(f"{request.path}{query(ask)}#item-{item_id}")
        keep_basket(response, here.round, basket)
    except Refusal as refusal:
        return _pot_page(request, here, found, ask, refused={item_id: str(refusal.message)})
    return response


def _pot_page(request: HttpRequest, here: Visit, pot: Pot, ask: Ask, refused: dict[int, str] | None = None) -> HttpResponse:
    refused = refused or {}
    found = items_page(pot, ask)
    stand = stand_of(here, pot)
    among = [item.pk for item in here.in_pot(pot)]
    stand.cards = [card_of(here, item, stand, refused, among, found.sources.get(item.pk)) for item in found.items]
    shown = {item.pk for item in found.items}
    context = {
        "line": pot_line(here, pot),
        "stand": stand,
        "found": found,
        "ask": ask,
        "self_url": f"{request.path}{query(ask)}",
        "steps": steps(CHOOSE, with_where=len(here.pots) > 1),
        "refusal": next((words for pk, words in refused.items() if pk not in shown), ""),
        "map": _map(here, found, stand.cards),
        **_ways(request, ask, found),
    }
    part = request.headers.get("HX-Request") == "true"
    response = page(
        request, here, "voting/_pot.html" if part else "voting/pot.html", context, status=UNPROCESSABLE if refused else 200
    )
    return saying(response, next(iter(refused.values()), "") or said_of(stand)) if part else response


def _map(here: Visit, found: ItemPage, cards: list[Card]) -> object:
    located = any(item.latitude is not None for item in found.items)
    return pot_map(cards, participation_districts()) if located else None


def _ways(request: HttpRequest, ask: Ask, found: ItemPage) -> dict[str, str]:
    def to(**other: str) -> str:
        return f"{request.path}{query(Ask(**{**vars(ask), 'after': '', **other}))}"

    return {
        "cheapest_url": to(sort=CHEAPEST) if ask.sort == RANDOM else "",
        "random_url": to(sort=RANDOM) if ask.sort == CHEAPEST else "",
        "shuffle_url": to(seed=new_seed()) if ask.sort == RANDOM else "",
        "all_url": to(text="") if ask.text else "",
        "next_url": to(after=str(found.next_after)) if found.next_after else "",
        "first_url": to() if ask.after else "",
    }


def read_ask(request: HttpRequest) -> Ask:
    """What the address asks for; what it cannot mean is left out. An order without a seed gets one."""
    asked = request.GET
    seed = "".join(sign for sign in asked.get("seed", "") if sign.isalnum())[:SEED_LENGTH]
    return Ask(
        text=asked.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        sort=CHEAPEST if asked.get("sort") == CHEAPEST else RANDOM,
        seed=seed or new_seed(),
        after=asked.get("after", "")[:20],
    )


def query(ask: Ask) -> str:
    """The same question as a query string."""
    parts = {"q": ask.text, "sort": ask.sort if ask.sort == CHEAPEST else "", "seed": ask.seed, "after": ask.after}
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def new_seed() -> str:
    """A name for one random order."""
    return secrets.token_hex(3)
