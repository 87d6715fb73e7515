"""What a screen reader reads out by itself while others write: one line, and never the conversation."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.city import IDEAS, proposal_by, resident
from tests.browser.conftest import OpenContext
from tests.browser.people import person
from tests.browser.scenes import reload_and_listen
from tests.browser.serving import Site
from tests.browser.signing_in import post_as, sign_in

# Every change inside a live region is noted with the region it is in, however short it lasts.
LISTEN = """() => {
  const regions = ":is([aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output)";
  const name = (region) => region.id || Object.keys(region.dataset)[0] || region.className || region.tagName;
  window.heard = [];
  new MutationObserver((changes) => {
    for (const {target, addedNodes} of changes) {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const around = element?.closest(regions);
      if (around) window.heard.push(name(around));
      for (const node of addedNodes) if (node.querySelectorAll) {
        for (const region of node.querySelectorAll(regions)) window.heard.push(`new: ${name(region)}`);
      }
    }
  }).observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: false});
  return [...document.querySelectorAll(regions)].map((region) => [name(region), !!region.closest("[data-thread-list]"),
    !!region.querySelector("[data-thread-list], [data-comment]")]);
}"""


def heard(page: Page) -> set[str]:
    """The regions in which something changed since the last time."""
    return set(page.evaluate("() => window.heard.splice(0)"))


def listen(page: Page) -> list[list[Any]]:
    """Begin to listen. Returns the regions there are: name, whether it is in the conversation, whether that is in it."""
    return page.evaluate(LISTEN)


@pytest.mark.parametrize("language", ["fi"])
def test_only_the_status_line_speaks_when_a_comment_arrives(site: Site, open_context: OpenContext, language: str) -> None:
    with site.inside():
        author, reader = resident("lauri", language), resident("leena", language)
        idea = proposal_by(author, f"Lauris idea {language}", language)
    context = open_context(site, language)
    sign_in(context, site, reader.email)
    page = person(context, "leena", language).page
    page.clock.install()
    thread = f"/{language}/threads/{idea.thread_id}/comments/"
    post_as(context, site, author.email, thread, body="The first one.")
    page.goto(f"/{language}/projects/{IDEAS}/proposals/{idea.pk}/")
    expect(page.locator("[data-comment]")).to_have_count(1)
    reload_and_listen(page)
    regions = listen(page)
    assert ["threadAloud", False, False] in regions
    assert not [name for name, inside, around in regions if inside or around], "the conversation is read out"
    shown = page.locator("[data-thread-list]").inner_html()

    post_as(context, site, author.email, thread, body="The second one.")
    line, status = page.locator("[data-thread-status]"), page.locator("[data-thread-aloud]")
    expect(line.locator("button")).to_be_visible()
    expect(status).to_contain_text("1")
    assert heard(page) == {"threadAloud"}
    assert page.locator("[data-thread-list]").inner_html() == shown

    post_as(context, site, author.email, thread, body="The third one.")
    expect(line).to_contain_text("2")
    assert heard(page) == set(), "the second comment of half a minute is read out"
    expect(status).to_contain_text("1")
    page.clock.fast_forward(31_000)
    expect(status).to_contain_text("2")
    assert heard(page) == {"threadAloud"}
    line.locator("button").click()
    expect(page.locator("[data-comment]")).to_have_count(3)
    expect(status).to_have_text("")


@pytest.mark.parametrize("language", ["sv"])
def test_nothing_speaks_when_somebody_supports_the_proposal(site: Site, open_context: OpenContext, language: str) -> None:
    with site.inside():
        author, reader, other = (resident(name, language) for name in ("leo", "liisa", "lotta"))
        idea = proposal_by(author, f"Leos idea {language}", language)
    context = open_context(site, language)
    sign_in(context, site, reader.email)
    page = person(context, "liisa", language).page
    support = f"/{language}/projects/{IDEAS}/proposals/{idea.pk}/support/"
    post_as(context, site, reader.email, support)
    page.goto(f"/{language}/projects/{IDEAS}/proposals/{idea.pk}/")
    reload_and_listen(page)
    listen(page)
    post_as(context, site, other.email, support)
    expect(page.locator(".k-support__n")).to_have_text("2")
    assert heard(page) == set()
