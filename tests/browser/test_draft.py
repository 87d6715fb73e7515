"""A draft saves itself while somebody writes; a lost connection, a reload and an ended session lose nothing."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from proposals.models import Proposal
from tests.browser.city import IDEAS, resident
from tests.browser.conftest import OpenContext
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in


def typed(page: Page, text: str) -> None:
    """Into the title, at the speed of a person."""
    page.get_by_label("What do you propose?").fill(text)


def test_what_is_typed_is_kept(site: Site, open_context: OpenContext) -> None:
    with site.inside():
        writer = resident("dora", "en")
    context = open_context(site, "en")
    sign_in(context, site, writer.email)
    page = context.new_page()
    page.goto(f"/en/projects/{IDEAS}/proposals/new/")
    saved = page.locator("[data-saved-line]")
    typed(page, "A slide")
    expect(saved).to_contain_text("Saved at")
    expect(page).to_have_url(re.compile(r"/write/idea/$"))
    with site.inside():
        assert [row.title for row in Proposal.objects.filter(author=writer)] == ["A slide"]

    with context.watch.expecting(503):
        context.route("**/write/idea/", lambda route: route.fulfill(status=503, body=""))
        typed(page, "A long slide")
        expect(saved).to_contain_text("Not saved. We keep trying.")
        context.unroute("**/write/idea/")
        expect(saved).to_contain_text("Saved again.")

    cookies = context.cookies()
    context.clear_cookies(name="sessionid")
    with context.watch.expecting(401):
        typed(page, "A very long slide")
        expect(saved).to_contain_text("you have been signed out")
    context.add_cookies(cookies)
    page.reload()
    expect(page.get_by_label("What do you propose?")).to_have_value("A very long slide")
    expect(saved).to_contain_text("Saved at")
    with site.inside():
        assert [row.title for row in Proposal.objects.filter(author=writer)] == ["A very long slide"]
