"""The map beside the list of proposals: by pointer, by keyboard, on a phone, and no more than a page may carry."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Page, Response, expect

from districts.models import District
from proposals.models import Proposal
from tests.browser.accessibility import assert_sound, reflow_faults
from tests.browser.city import another_project
from tests.browser.conftest import OpenContext
from tests.browser.serving import Site
from tests.browser.words import words
from tests.factories.proposals import many_proposals

FEW, MANY = "map-of-few", "map-of-many"
BUDGET = 60_000  # bytes of JavaScript over the wire
SCRIPTS = re.compile(r"\.js$")


@pytest.fixture(scope="module")
def few(site: Site) -> list[int]:
    """Three proposals: two in one place in Kallio, one in Malmi."""
    with site.inside():
        project = another_project(FEW)
        malmi = District.objects.get(slug="malmi")
        twins = many_proposals(project, 2, latitude=60.19, longitude=24.95)
        far = many_proposals(project, 1, latitude=60.25, longitude=25.01, district=malmi)
        Proposal.objects.filter(pk=far[0].pk).update(title="Swings in Malmi")
        return [row.pk for row in (*twins, *far)]


@pytest.fixture(scope="module")
def many(site: Site) -> int:
    """Ten thousand proposals all over Kallio."""
    with site.inside():
        rows = many_proposals(another_project(MANY), 10_000, latitude=60.19, longitude=24.95)
        for number, row in enumerate(rows):
            row.latitude, row.longitude = 60.181 + number % 100 * 0.00028, 24.941 + number // 100 * 0.00028
        Proposal.objects.bulk_update(rows, ["latitude", "longitude"], batch_size=2000)
        return len(rows)


def opened(page: Page, slug: str, query: str = "", language: str = "en") -> Page:
    """The list with its map opened."""
    page.goto(f"/{language}/projects/{slug}/proposals/{query}")
    expect(page.locator("[data-list-map][data-ready]")).to_be_visible()
    return page


def marked(page: Page) -> int:
    """How many proposals the marks on the map stand for."""
    texts = page.locator(".k-mark").all_inner_texts()
    return sum(int(re.sub(r"\D", "", text) or 1) for text in texts)


def test_ten_thousand_points_are_all_in_the_marks(site: Site, many: int, open_context: OpenContext) -> None:
    page = opened(open_context(site).new_page(), MANY)
    assert marked(page) == many
    assert 1 < page.locator(".k-mark").count() < 100


def test_the_page_with_its_map_carries_little_script(site: Site, few: list[int], open_context: OpenContext) -> None:
    page = open_context(site).new_page()
    sent: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if SCRIPTS.search(response.url):
            sent[response.url] = len(gzip.compress(response.body(), 9))

    page.on("response", weigh)
    opened(page, FEW)
    page.wait_for_load_state("networkidle")
    assert any("leaflet" in url for url in sent)
    assert any("supercluster" in url for url in sent)
    assert sum(sent.values()) < BUDGET, sent


@pytest.mark.parametrize("language", ["fi"])
def test_by_keyboard(site: Site, few: list[int], open_context: OpenContext, language: str) -> None:
    say = words(language)
    page = opened(open_context(site, language).new_page(), FEW, language=language)
    skip = page.get_by_role("link", name=say("Skip the map"))
    skip.focus()
    page.keyboard.press("Tab")
    drawn = page.get_by_role("application")
    expect(drawn).to_be_focused()
    area = page.get_by_role("link", name=say("Show the proposals in this area"))
    expect(area).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(area).to_be_visible()
    first = area.get_attribute("href") or ""
    page.keyboard.press("ArrowLeft")
    expect(area).not_to_have_attribute("href", first)
    swings = page.get_by_role("button", name="Swings in Malmi")
    swings.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=say("Chosen on the map"))).to_be_focused()
    expect(page.locator(".k-live-map__chosen").get_by_role("link", name="Swings in Malmi")).to_be_visible()
    page.keyboard.press("Escape")
    expect(swings).to_be_focused()
    assert_sound(page, "the map, by keyboard")


def test_what_lies_in_one_place_is_listed(site: Site, few: list[int], open_context: OpenContext) -> None:
    page = opened(open_context(site).new_page(), FEW, "?district=kallio")
    for _closer in range(12):
        if page.locator(".k-live-map__chosen").is_visible():
            break
        page.locator(".k-mark--group").click()
        page.wait_for_timeout(400)
    expect(page.locator(".k-live-map__chosen").get_by_role("link")).to_have_text(["Proposal 0", "Proposal 1"])


def test_the_list_and_the_map_stay_in_step(site: Site, few: list[int], open_context: OpenContext) -> None:
    page = opened(open_context(site).new_page(), FEW)
    assert marked(page) == page.locator("[data-proposal]").count() == 3
    lit = page.locator(".k-mark.is-lit")
    page.locator(f"[data-proposal='{few[2]}'] a").first.focus()
    expect(lit).to_have_accessible_name("Swings in Malmi")
    page.get_by_role("button", name="Swings in Malmi").focus()
    expect(page.locator("[data-proposal].is-lit")).to_have_attribute("data-proposal", str(few[2]))
    page.locator("path.k-area").nth(1).click(position={"x": 5, "y": 5})
    page.wait_for_url("**/?district=malmi#map")
    expect(page.locator("[data-list-map][data-ready]")).to_be_visible()
    assert marked(page) == page.locator("[data-proposal]").count() == 1
    expect(page.locator("path.k-area.is-on")).to_have_count(1)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("link", name="Show the proposals in this area").click()
    page.wait_for_url("**bbox=*")
    expect(page.locator("[data-list-map][data-ready]")).to_be_visible()
    expect(page.get_by_text("Only proposals in the part of the map that you chose.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_opens_at_a_button(site: Site, few: list[int], open_context: OpenContext, scheme: str) -> None:
    options = {"viewport": {"width": 320, "height": 700}, "color_scheme": scheme, "has_touch": True, "forced_colors": "none"}
    page = open_context(site, "sv", **options).new_page()
    say = words("sv")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"/sv/projects/{FEW}/proposals/", wait_until="networkidle")
    assert not any("leaflet" in url or "points.json" in url for url in fetched)
    page.get_by_role("button", name=say("Show the map")).click()
    expect(page.locator("[data-list-map][data-ready]")).to_be_visible()
    assert marked(page) == 3
    assert not reflow_faults(page, "the map on a phone")
    assert_sound(page, f"the map on a phone, {scheme}")
    page.get_by_role("button", name=say("Hide the map")).click()
    expect(page.locator("[data-list-map]")).to_be_hidden()


def test_the_wheel_scrolls_the_page_unless_ctrl_is_held(site: Site, few: list[int], open_context: OpenContext) -> None:
    page = opened(open_context(site, viewport={"width": 1280, "height": 500}).new_page(), FEW)
    page.locator(".k-live-map").hover(position={"x": 200, "y": 40})
    before = page.locator(".k-mark").count()
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => window.scrollY > 0")
    expect(page.get_by_text("Hold Ctrl and scroll to zoom the map.")).to_be_visible()
    assert page.locator(".k-mark").count() == before


def test_without_scripts_the_drawing_stays(site: Site, few: list[int], open_context: OpenContext) -> None:
    page = open_context(site, java_script_enabled=False).new_page()
    page.goto(f"/en/projects/{FEW}/proposals/?district=malmi")
    expect(page.locator("figure.k-map > svg")).to_be_visible()
    expect(page.get_by_role("button", name="Show the map")).to_be_hidden()
    left, top, width, _height = (page.locator("figure.k-map > svg").get_attribute("viewBox") or "").split()
    assert int(width) < 800
    assert (left, top) != ("0", "0")
