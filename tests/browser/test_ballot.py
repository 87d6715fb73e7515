"""Voting with a keyboard alone: casting, changing, and looking the receipt up; and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from districts.models import District
from participation.accounts.models import User
from proposals.voting.models import BallotPaper, Round
from tests.browser.accessibility import assert_sound
from tests.browser.city import address, resident
from tests.browser.conftest import OpenContext
from tests.browser.keyboard import Keyboard
from tests.browser.people import Person, person
from tests.browser.serving import Site
from tests.browser.signing_in import sign_in
from tests.browser.vote import ITEMS, open_vote


def voter(site: Site, open_context: OpenContext, name: str, language: str, slug: str, **options: object) -> tuple[Person, Round]:
    """A resident, signed in, and a vote that is open."""
    with site.inside():
        resident(name, language)
        aino = User.objects.get(email="aino@example.org")
        voting_round = open_vote(slug, District.objects.get(slug="kallio"), aino, kind="knapsack")
    context = open_context(site, language, reduced_motion="reduce", **options)
    sign_in(context, site, address(name, language))
    return person(context, name, language), voting_round


def papers(site: Site, voting_round: Round) -> list[int]:
    """Costs of what is in the box."""
    with site.inside():
        costs = dict(voting_round.items.values_list("pk", "cost"))
        return sorted(costs[pk] for paper in BallotPaper.objects.filter(round=voting_round) for pk in paper.items)


@pytest.mark.parametrize(("language", "width"), [("fi", 320)])
def test_casting_changing_and_verifying(site: Site, open_context: OpenContext, language: str, width: int) -> None:
    size = {"width": width, "height": 700}
    vera, voting_round = voter(site, open_context, "vera", language, "shore-budget", viewport=size)
    say, page, keys = vera.say, vera.page, Keyboard(vera.page)
    titles = [title[language] for _cost, title, _text in ITEMS]

    keys.opens(f"/{language}/projects/shore-budget/vote/")
    assert_sound(page, "the first step")
    keys.follows(vera.link(say("Begin to choose")))
    keys.follows(vera.link("Kallio"))
    keys.follows(vera.link(say("Cheapest first")))
    choose(vera, keys, titles[3])
    choose(vera, keys, titles[0])
    expect(page.locator("[data-ballot-said]")).to_contain_text("2")
    assert_sound(page, "choosing")
    keys.tabs_to(vera.link(say("Check my ballot")))
    with page.expect_navigation():
        keys.press("Enter")
    keys.skips_to_content()
    assert_sound(page, "the review")
    keys.sends(vera.button(say("Send my vote")))
    first = page.locator("#tracker").inner_text()
    assert_sound(page, "the receipt")
    assert papers(site, voting_round) == [55_000, 180_000]

    keys.opens(f"/{language}/projects/shore-budget/vote/")
    keys.sends(vera.button(say("Change my ballot")))
    keys.opens(f"/{language}/projects/shore-budget/vote/review/")
    keys.tabs_to(card(vera, titles[0]).get_by_role("button", name=say("Take out")))
    keys.press("Enter")
    expect(card(vera, titles[0])).to_have_count(0)
    keys.is_at(page.locator("#ballot"))
    keys.sends(vera.button(say("Send my vote")))
    second = page.locator("#tracker").inner_text()
    assert papers(site, voting_round) == [55_000]

    for tracker, answer in ((first, "Replaced by a later one"), (second, "In the box")):
        keys.opens(f"/{language}/projects/shore-budget/vote/receipt/")
        keys.writes(vera.field(say("The code of your receipt")), tracker)
        keys.sends(vera.button(say("Look it up")))
        expect(page.locator(".k-alert h2")).to_have_text(say(answer))


def choose(them: Person, keys: Keyboard, title: str) -> None:
    """Add an item; the focus stays on its button, which now takes it out again."""
    keys.tabs_to(card(them, title).get_by_role("button", name=them.say("Add"), exact=True))
    keys.press("Enter")
    keys.is_at(card(them, title).get_by_role("button", name=them.say("Take out"), exact=True))


def card(them: Person, title: str) -> Locator:
    """An item's card."""
    return them.page.locator(".k-item", has=them.heading(title))


def test_without_scripts(site: Site, open_context: OpenContext) -> None:
    vera, voting_round = voter(site, open_context, "siri", "sv", "shore-budget-plain", java_script_enabled=False)
    say = vera.say
    vera.go("projects/shore-budget-plain/vote/")
    vera.link(say("Begin to choose")).click()
    vera.link("Berghäll").click()
    card(vera, "Äppelträd åt alla").get_by_role("button", name=say("Add"), exact=True).click()
    vera.link(say("Check my ballot")).click()
    vera.button(say("Send my vote")).click()
    expect(vera.page.locator("#tracker")).to_be_visible()
    assert papers(site, voting_round) == [55_000]
