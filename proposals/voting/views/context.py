"""What every page of a vote shows, and how it is sent: nothing of it is kept by a cache or shared by a proxy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from proposals.voting.visit import Visit

UNPROCESSABLE = 422


def page(
    request: HttpRequest, here: Visit, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of the vote."""
    common = {
        "here": here,
        "project": here.project,
        "round": here.round,
        "section": "projects",
        "start_url": address(here, "ballot"),
        "choose_url": choose_url(here),
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': _back(here)})}",
        "by_account": "identity" in here.round.sources,
        "by_code": "code" in here.round.sources,
        "at_place": "desk" in here.round.sources,
    }
    response = render(request, template, common | (context or {}), status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def address(here: Visit, name: str, **parts: Any) -> str:
    """Of a page of this vote in the active language."""
    return reverse(f"voting:{name}", kwargs={"project": here.project.slug, **parts})


def saying(response: HttpResponse, words: str) -> HttpResponse:
    """A part of a page that tells static/js/ballot.js what to say to who hears the page."""
    response["HX-Trigger"] = json.dumps({"ballot": {"said": words}})
    return response


def kiosk_url(here: Visit) -> str:
    """Where a voting place's screen waits for the next person."""
    return f"{address(here, 'ballot')}kiosk/"


def choose_url(here: Visit) -> str:
    """Where choosing begins: at the pots, or at the items where there is one pot."""
    if len(here.pots) == 1:
        return address(here, "pot", pk=here.pots[0].pk)
    return address(here, "where")


def _back(here: Visit) -> str:
    return address(here, "review" if here.basket.choices else "ballot")
