"""Somebody at the ballot's pages, as a browser would be."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from proposals.voting.models import BudgetItem, Pot

BASE = "/en/projects/budjetti/vote/"
HIDDEN = re.compile(r'name="(form|choices)" value="([^"]*)"')


class Voter(Client):
    """A browser in English that goes through the vote."""

    def opens(self, tail: str = "", **extra: Any) -> str:
        """A page of the vote."""
        response = self.get(BASE + tail, **extra)
        assert response.status_code == 200, (tail, response.status_code)
        return unescape(response.content.decode())

    def does(self, do: str, item: BudgetItem, *, pot: Pot | None = None, **more: Any) -> HttpResponse:
        """A button on an item's card."""
        return self.post(f"{BASE}pots/{(pot or item.pot).pk}/", {"do": do, "item": item.pk, **more})

    def adds(self, *items: BudgetItem) -> None:
        """Into the basket."""
        for item in items:
            assert self.does("add", item).status_code == 302

    def form(self) -> dict[str, str]:
        """What the review's form holds."""
        return dict(HIDDEN.findall(self.opens("review/")))

    def sends(self, form: dict[str, str] | None = None) -> HttpResponse:
        """The ballot."""
        return self.post(f"{BASE}review/", {"do": "cast", **(form if form is not None else self.form())})

    def votes(self, *items: BudgetItem) -> str:
        """From the basket to the receipt's code."""
        self.adds(*items)
        return tracker_in(self.sends())


def tracker_in(response: HttpResponse) -> str:
    """The receipt's code on a page."""
    assert response.status_code == 200, text_of(response)[-3000:]
    found = re.search(r'id="tracker">([0-9A-Z-]+)<', response.content.decode())
    assert found
    return found[1]


def text_of(response: HttpResponse) -> str:
    """Its words."""
    return unescape(response.content.decode())
