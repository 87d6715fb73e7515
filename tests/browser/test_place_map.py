"""Marking a place in the form: by tap, by keyboard, by words, by the browser's position, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from districts.place_file import PlaceRow
from districts.services import import_places
from participation.accounts.models import User
from participation.projects.models import Project
from proposals.models import Proposal
from proposals.services import save_draft
from tests.browser.accessibility import assert_sound, reflow_faults
from tests.browser.city import IDEAS, address, resident
from tests.browser.conftest import OpenContext
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in
from tests.browser.words import words

WRITER = "paula-en"
DRAFT = "Benches at the square"
CENTRE = {"latitude": 60.195, "longitude": 24.955}


@pytest.fixture(scope="module")
def writer(site: Site) -> User:
    """Paula, and a square that she may look for."""
    with site.inside():
        import_places(rows=[PlaceRow(name="Hakaniementori", name_en="Hakaniemi Square", latitude=60.19, longitude=24.95)])
        return resident("paula", "en")


def form(context: BrowserContext, site: Site, language: str = "en") -> Page:
    """The step of Paula's draft that asks for the place."""
    sign_in(context, site, WRITER)
    with site.inside():
        project, paula = Project.objects.get(slug=IDEAS), User.objects.get(email=address("paula", "en"))
        draft = save_draft(project_id=project.pk, author=paula, title=DRAFT, body="Ten of them.", language="en")
    page = context.new_page()
    page.goto(f"/{language}/projects/{IDEAS}/proposals/{draft.pk}/write/place/")
    return page


def opened(page: Page) -> Page:
    """With its map in sight."""
    page.locator("[data-place-map]").scroll_into_view_if_needed()
    page.locator("[data-place-map][data-ready]").wait_for()
    return page


def numbers(page: Page) -> tuple[float, float] | None:
    """What the two fields say."""
    latitude, longitude = (page.locator(f"#id_{name}").input_value() for name in ("latitude", "longitude"))
    return (float(latitude), float(longitude)) if latitude and longitude else None


@pytest.mark.parametrize("language", ["fi"])
def test_by_keyboard(site: Site, writer: User, open_context: OpenContext, language: str) -> None:
    say = words(language)
    page = opened(form(open_context(site, language), site, language))
    drawn = page.get_by_role("application")
    drawn.focus()
    for _step in range(6):
        page.keyboard.press("+")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    status = page.locator("[data-place-status]")
    expect(status).to_have_text(say("The mark is set. It is in none of the districts."))  # the small city has two, far apart
    page.locator("#id_find_place").fill("Hakaniemi")
    page.keyboard.press("Enter")
    page.locator("[data-found-places] button").first.click()
    expect(status).to_have_text(say("The mark is in {district}.").replace("{district}", "Kallio"))
    before = numbers(page)
    drawn.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => document.getElementById('id_longitude').value > {before[1] if before else 0}")
    assert_sound(page, "marking a place")
    page.keyboard.press("Delete")
    expect(status).to_have_text(say("The mark is gone."))
    assert numbers(page) is None


@pytest.mark.parametrize("width", [320, 1280])
def test_by_words_and_by_tap(site: Site, writer: User, open_context: OpenContext, width: int) -> None:
    page = opened(form(open_context(site, viewport={"width": width, "height": 800}, has_touch=width == 320), site))
    page.locator("#id_find_place").fill("hakaniemi")
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("button", name="Hakaniemi Square Kallio").click()
    expect(page.locator("[data-place-status]")).to_have_text("The mark is in Kallio.")
    assert numbers(page) == (60.19, 24.95)
    expect(page.locator(".k-place-mark")).to_be_visible()
    page.wait_for_timeout(600)
    page.locator(".k-live-map").click(position={"x": 200, "y": 120})
    page.wait_for_function("() => document.getElementById('id_latitude').value !== '60.19000'")
    assert not reflow_faults(page, "marking a place")


def test_a_place_outside_the_city_is_refused(site: Site, writer: User, open_context: OpenContext) -> None:
    page = form(open_context(site, geolocation={"latitude": 61.5, "longitude": 23.8}, permissions=["geolocation"]), site)
    page.get_by_role("button", name="Use my position").click()
    expect(page.locator("[data-place-status]")).to_have_text("That place is outside the city. Choose a place inside it.")
    assert numbers(page) is None


def test_by_the_browsers_position(site: Site, writer: User, open_context: OpenContext) -> None:
    context = open_context(site, geolocation=CENTRE, permissions=["geolocation"])
    page = form(context, site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Use my position").click()
    expect(page.locator("[data-place-status]")).to_have_text("The mark is in Kallio.")
    assert numbers(page) == (CENTRE["latitude"], CENTRE["longitude"])
    assert not any("60.195" in url for url in asked)


def test_a_district_by_the_browsers_position(site: Site, writer: User, open_context: OpenContext) -> None:
    page = open_context(site, geolocation=CENTRE, permissions=["geolocation"]).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    page.goto("/en/")
    page.get_by_role("button", name="Use my position").click()
    expect(page.get_by_role("button", name="Choose Kallio")).to_be_visible()
    assert not any("60.195" in request for request in asked)


def test_without_scripts_the_form_looks_for_the_place(site: Site, writer: User, open_context: OpenContext) -> None:
    page = form(open_context(site, java_script_enabled=False), site)
    page.get_by_label("Look for an address or a place").fill("hakaniemi")
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("button", name="Hakaniemi Square Kallio").click()
    page.get_by_role("button", name="Next: Pictures and theme").click()
    page.get_by_role("button", name="Next: Preview").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", name=DRAFT)).to_be_visible()
    with site.inside():
        row = Proposal.objects.published().get(title=DRAFT)
    assert (row.latitude, row.longitude) == (60.19, 24.95)
