"""Nothing moves under a reader while a page arrives over a slow line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from benchmarks.vitals import OBSERVE, SIZES, first_visit
from tests.browser.keys import Keys, keys
from tests.browser.serving import Site

STILL = 0.05
MOVE = """setInterval(() => {
  const {style} = document.getElementById("box");
  style.height = style.height ? "" : "300px";
}, 100)"""


@pytest.fixture(scope="module")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    with demo_site.inside():
        return keys()


@pytest.mark.parametrize("size", list(SIZES))
def test_nothing_moves_while_a_page_arrives(demo_site: Site, city: Keys, browser: Browser, size: str) -> None:
    base = f"/fi/projects/{city.slug}/"
    moved = {
        path: first_visit(browser, f"{demo_site.address}{path}", size).shift
        for path in ("/fi/", f"/fi/projects/{city.citywide}/proposals/", base, f"{base}proposals/{city.proposal}/")
    }
    assert {path: shift for path, shift in moved.items() if shift >= STILL} == {}


def test_what_moves_is_noticed(browser: Browser) -> None:
    """The measure itself works: a box that arrives late pushes a text down."""
    tab = browser.new_page(viewport={"width": 400, "height": 600})
    tab.set_content(f"<script>{OBSERVE}</script><div id='box'></div><p>{'Words. ' * 200}</p>")
    # What moves within half a second of a new window's size counts as its owner's doing, so the box goes on moving.
    tab.evaluate(MOVE)
    tab.wait_for_function("vitals.shift > 0.05")
    tab.close()
