"""A city's first project from end to end, in each language: residents in two browsers, and the staff beside them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import staff
from tests.browser.accessibility import assert_sound
from tests.browser.city import IDEAS_TITLES, LANGUAGES, SURVEY_TITLES, proposal_by, resident
from tests.browser.conftest import OpenContext
from tests.browser.people import Person, person
from tests.browser.serving import Site

DISTRICTS = {"fi": ("Kal", "Kallio"), "sv": ("Ber", "Berghäll"), "en": ("Kal", "Kallio")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citys_first_project(site: Site, open_context: OpenContext, language: str) -> None:
    with site.inside():
        bens_idea = proposal_by(resident("ben", language), f"Bens idea {language}", language).title
    anna = person(open_context(site, language), "anna", language)
    ben = person(open_context(site, language), "ben", language)
    ben.signs_in()

    anna.signs_up()
    anna.finds_district(*DISTRICTS[language])
    anna.opens_project(IDEAS_TITLES[language])
    own_idea = anna.proposes(f"Annas benches {language}")
    expect(anna.page.get_by_role("main").get_by_text(DISTRICTS[language][1]).first).to_be_visible()

    watch_an_idea(ben, bens_idea)
    anna.link(anna.say("All proposals of the project")).click()
    anna.supports(bens_idea)
    expect(ben.page.locator("#support")).to_contain_text("1")

    hasty, reply = f"Only a fool says that {language}", f"Lamps as well {language}"
    ben.comments(f"Is this the right place? {language}")
    anna.shows_what_is_new()
    anna.replies(f"Is this the right place? {language}", reply, author=ben.public_name)
    ben.shows_what_is_new()
    expect(ben.page.get_by_text(reply, exact=True)).to_be_visible()
    anna.comments(hasty)
    expect(ben.page.get_by_text(hasty)).to_have_count(0)  # it waits until Ben asks for it
    ben.shows_what_is_new()
    expect(ben.comment(hasty)).to_be_visible()

    survey_taker = person(anna.page.context, "anna", language)
    survey_taker.opens_project(SURVEY_TITLES[language])
    survey_taker.answers_survey()
    survey_taker.page.close()

    ben.reports(hasty, author=anna.public_name)
    moderate(site, open_context, anna, ben, hasty)
    coordinate(site, open_context, ben)

    anna.edits(own_idea, f"Annas benches and lamps {language}")
    anna.withdraws(own_idea)
    with anna.page.context.watch.expecting(404), ben.page.context.watch.expecting(404):
        answer = ben.page.goto(own_idea)
    assert answer is not None
    assert answer.status == 404


def watch_an_idea(reader: Person, title: str) -> None:
    """Open a proposal from the project's page and stay there."""
    reader.opens_project(IDEAS_TITLES[reader.language])
    reader.link(title).first.click()
    expect(reader.heading(title)).to_be_visible()


def moderate(site: Site, open_context: OpenContext, anna: Person, ben: Person, hasty: str) -> None:
    """Mira hides and restores Anna's comment while both have it open; Otto can do nothing."""
    language = anna.language
    explanation = f"Write about the matter, not about people. {language}"
    mira = person(open_context(site, language), "mira", language)
    mira.enters_admin()
    case = staff.opens_case(mira, hasty)
    otto = person(open_context(site, language), "otto", language)
    otto.enters_admin()
    cannot_touch(otto, case, hasty)

    staff.hides(mira, explanation)
    for reader in (anna, ben):
        expect(reader.page.get_by_text(hasty)).to_have_count(0)
        expect(reader.page.get_by_text(reader.say("Its author has been told why."))).to_be_visible()
    assert_sound(ben.page, "a conversation with a hidden comment")
    sees_why(anna, explanation)

    staff.opens_case(mira, hasty, decided=True)
    staff.restores(mira, "On second thoughts it was a quotation.")
    for reader in (anna, ben):
        expect(reader.comment(hasty)).to_be_visible()
        expect(reader.page.get_by_text(reader.say("Its author has been told why."))).to_have_count(0)


def cannot_touch(outsider: Person, case: str, text: str) -> None:
    """A case of another district: neither in the queue nor by its address, neither read nor decided."""
    page = outsider.page
    page.goto("/admin/moderation/")
    expect(page.get_by_text(text)).to_have_count(0)
    with page.context.watch.expecting(404):
        answer = page.goto(case)
        assert answer is not None
        assert answer.status == 404
        token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
        forced = page.request.post(
            case, form={"action": "hide", "ground": "insult", "seen": "open"}, headers={"X-CSRFToken": token}
        )
        assert forced.status == 404


def sees_why(author: Person, explanation: str) -> None:
    """The mail says it, and leads to the whole decision."""
    mail = author.newest_mail()
    expect(mail.get_by_text(explanation)).to_be_visible()
    mail.get_by_role("link", name=re.compile("report.decision")).click()
    expect(mail.get_by_role("heading", name=author.say("A decision about what you wrote"))).to_be_visible()
    expect(mail.get_by_text(explanation)).to_be_visible()
    mail.close()


def coordinate(site: Site, open_context: OpenContext, ben: Person) -> None:
    """Carla makes a project that everyone can read, closes its phase, and answers Ben's idea."""
    language = ben.language
    titles = {code: f"Square {code} by {language}" for code in LANGUAGES}
    slug = f"square-{language}"
    carla = person(open_context(site, language), "carla", language)
    carla.enters_admin()
    reader = person(ben.page.context, "ben", language)
    with ben.page.context.watch.expecting(404):
        staff.makes_project(carla, slug, titles)
        reader.go(f"projects/{slug}/")
        expect(reader.page.get_by_text(titles[language])).to_have_count(0)
    desk = carla.page.url
    staff.publishes_project(carla)
    for code in LANGUAGES:
        reader.page.goto(f"/{code}/projects/{slug}/")
        expect(reader.page.get_by_role("heading", name=titles[code])).to_be_visible()
    reader.go(f"projects/{slug}/")
    expect(reader.link(reader.say("Share an idea")).first).to_be_visible()
    carla.page.goto(desk)
    staff.closes_phase(carla)
    reader.page.reload()
    expect(reader.heading(titles[language])).to_be_visible()
    expect(reader.link(reader.say("Share an idea"))).to_have_count(0)
    reader.page.close()
    answer = f"We build them next summer. {language}"
    staff.answers_officially(carla, ben.page.url, answer)
    ben.page.reload()
    expect(ben.page.get_by_text(answer)).to_be_visible()
