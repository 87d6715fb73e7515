"""A resident who reads Arabic: signs up, proposes, comments and answers, on a phone and at a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_sound
from tests.browser.city import IDEAS_TITLES, SURVEY_TITLES
from tests.browser.conftest import OpenContext
from tests.browser.people import person
from tests.browser.reading import KNOWN, UNMARKED, assert_reads_from_the_right
from tests.browser.serving import Site


@pytest.mark.parametrize(("name", "width"), [("amal", 390), ("basma", 1280)])
def test_a_resident_takes_part_in_arabic(site: Site, open_context: OpenContext, name: str, width: int) -> None:
    resident = person(open_context(site, "ar", viewport={"width": width, "height": 844}), name, "ar")
    page, say = resident.page, resident.say
    resident.go("")
    assert_reads_from_the_right(page)
    resident.signs_up()
    assert "مرحبًا" in resident.newest_mail().locator("main").inner_text()
    resident.finds_district("Kal", "Kallio")
    assert_reads_from_the_right(page)

    resident.opens_project(IDEAS_TITLES["fi"])
    assert page.url.startswith(f"{site.address}/ar/")
    heading = page.get_by_role("heading", name=IDEAS_TITLES["fi"], level=1)
    assert (heading.get_attribute("lang"), heading.get_attribute("dir")) == ("fi", "ltr")
    assert_reads_from_the_right(page)
    resident.proposes(f"مقاعد على الشاطئ {width}")
    assert_reads_from_the_right(page)
    written = page.get_by_role("heading", level=1)
    assert (written.get_attribute("lang"), written.get_attribute("dir")) == ("ar", "auto")

    resident.comments(f"أين ستوضع المقاعد؟ {width}")  # comes as a fragment
    assert_reads_from_the_right(page)
    assert_sound(page, f"a proposal in Arabic, {width} pixels wide")
    resident.link(say("All proposals of the project")).click()
    expect(resident.link(f"مقاعد على الشاطئ {width}")).to_be_visible()
    assert_reads_from_the_right(page)

    resident.opens_project(SURVEY_TITLES["fi"])
    assert_reads_from_the_right(page)
    resident.answers_survey()
    assert_reads_from_the_right(page)
    assert_sound(page, f"a survey's results in Arabic, {width} pixels wide")
    for address in ("profile/", "profile/settings/", "projects/", "accounts/email/", "accounts/password/change/"):
        resident.go(address)
        assert_reads_from_the_right(page)


def test_a_foreign_word_without_its_language_is_found(open_context: OpenContext, site: Site) -> None:
    page: Page = open_context(site, "ar").new_page()
    page.goto("/ar/")
    page.evaluate("() => document.querySelector('main').append('Tervetuloa')")
    assert page.evaluate(UNMARKED, KNOWN) == ["Tervetuloa (in main.)"]
