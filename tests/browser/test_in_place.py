"""Forms that change a part of their page in place say what happened, and keep the focus and what was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Support
from tests.browser.conftest import OpenContext
from tests.browser.keys import Keys, keys
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in

SEARCH = "#main form[role=search] input[name=q]"
WENT_OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="module")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    with demo_site.inside():
        return keys()


@pytest.fixture
def bens_page(demo_site: Site, city: Keys, open_context: OpenContext) -> Page:
    """The most discussed proposal, as Ben sees it."""
    context = open_context(demo_site, "en")
    sign_in(context, demo_site, "ben")
    page = context.new_page()
    page.goto(f"/en/projects/{city.slug}/proposals/{city.proposal}/")
    return page


def test_districts_are_found_while_typing(demo_site: Site, open_context: OpenContext) -> None:
    page = open_context(demo_site, "en").new_page()
    page.goto("/en/district/")
    page.evaluate("window.samePage = true")
    page.locator(SEARCH).press_sequentially("kal")
    expect(page.locator("#district-results")).to_contain_text("Kallio")
    page.locator(SEARCH).fill("vuo")
    expect(page.locator("#district-results")).to_contain_text("Vuosaari")
    expect(page.locator("#district-results")).not_to_contain_text("Kallio")
    assert page.evaluate("window.samePage")


def test_a_lost_connection_is_said_and_nothing_is_lost(bens_page: Page) -> None:
    bens_page.locator("#say textarea").fill("Yes, and warm light please.")
    bens_page.context.set_offline(True)
    bens_page.get_by_role("button", name="Send comment").click()
    expect(bens_page.locator("#toast")).to_contain_text("No connection just now")
    expect(bens_page.locator("#say textarea")).to_have_value("Yes, and warm light please.")
    bens_page.context.set_offline(False)
    bens_page.get_by_role("button", name="Send comment").click()
    expect(bens_page.locator("#say textarea")).to_have_value("")
    notes = bens_page.context.watch.notes
    notes[:] = [note for note in notes if WENT_OFFLINE not in note]


def test_supporting_keeps_the_focus_on_the_button(demo_site: Site, city: Keys, bens_page: Page) -> None:
    supported = bens_page.locator("#support .k-did")
    had = supported.count()
    bens_page.locator("#support-do").focus()
    bens_page.keyboard.press("Enter")
    expect(supported).to_have_count(1 - had)
    expect(bens_page.locator("#support-do")).to_be_focused()
    with demo_site.inside():
        assert Support.objects.filter(proposal=city.proposal, resident__email="ben@example.org").exists() is not bool(had)
