"""On paper stands what is said: no frame, no dark ground, what is folded away open, charts as tables."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext
from tests.browser.keys import Keys, keys
from tests.browser.serving import Site


@pytest.fixture(scope="module")
def city(demo_site: Site) -> Keys:
    """The addresses of the demo city."""
    with demo_site.inside():
        return keys()


@pytest.fixture
def paper(demo_site: Site, open_context: OpenContext) -> Page:
    """A tab of somebody who reads in the dark, as the printer gets it."""
    page = open_context(demo_site, "en", color_scheme="dark", viewport={"width": 700, "height": 1000}).new_page()
    page.emulate_media(media="print")
    return page


def test_a_project_is_printed_without_its_frame(paper: Page, city: Keys) -> None:
    paper.goto(f"/en/projects/{city.slug}/")
    for frame in (".k-header", ".k-footer", ".crumbs", ".k-now__do"):
        expect(paper.locator(frame).first).to_be_hidden()
    expect(paper.get_by_role("heading", level=1)).to_be_visible()
    assert paper.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert paper.evaluate("getComputedStyle(document.querySelector('.k-now')).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_results_are_printed_as_tables(paper: Page, city: Keys) -> None:
    paper.goto(f"/en/projects/{city.survey.project.slug}/surveys/{city.survey.pk}/results/")
    expect(paper.locator(".k-result .k-table").first).to_be_visible()
    expect(paper.locator(".k-result .k-bars").first).to_be_hidden()


def test_a_conversation_is_printed_without_its_forms(paper: Page, city: Keys) -> None:
    paper.goto(f"/en/projects/{city.slug}/proposals/{city.proposal}/")
    expect(paper.locator("[data-comment]").first).to_be_visible()
    expect(paper.locator(".k-comment__do").first).to_be_hidden()
    expect(paper.locator(".k-talk__closed").first).to_be_hidden()
