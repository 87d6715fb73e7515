"""What the city's staff do in the admin, found by the words of their language."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from participation.moderation.states import Reason
from participation.projects.states import Blueprint
from proposals.states import Status
from tests.browser.people import Person, label_of

LANGUAGES = ("fi", "sv", "en")


def opens_case(moderator: Person, text: str, *, decided: bool = False) -> str:
    """Find a case in the queue by what was said. Returns its address."""
    moderator.page.goto("/admin/")
    menu = moderator.page.get_by_role("link", name=re.compile(rf"^{re.escape(moderator.say('Moderation'))}( \(\d+\))?$"))
    menu.first.click()
    if decided:
        tabs = moderator.page.get_by_role("navigation", name=moderator.say("Cases by state"))
        moderator.link(moderator.say("Decided"), inside=tabs).click()
    moderator.page.get_by_role("link", name=text).first.click()
    expect(moderator.page.get_by_role("heading", name=moderator.say("What it is about"))).to_be_visible()
    return moderator.page.url


def hides(moderator: Person, explanation: str) -> None:
    """Hide what the open case is about, with a rule and a reason."""
    say, page = moderator.say, moderator.page
    page.get_by_label(say("Hide it"), exact=True).check()
    page.get_by_label(say("Rule"), exact=True).select_option(label=label_of(Reason.INSULT, moderator.language))
    page.get_by_label(say("Message to the author"), exact=True).fill(explanation)
    moderator.button(say("Decide")).click()
    page.wait_for_url("**/admin/moderation/")


def restores(moderator: Person, explanation: str) -> None:
    """Show again what the decided case is about."""
    say, page = moderator.say, moderator.page
    page.get_by_label(say("Show it again"), exact=True).check()
    page.get_by_label(say("Message to the author"), exact=True).fill(explanation)
    moderator.button(say("Decide")).click()
    page.wait_for_url("**/admin/moderation/")


def makes_project(coordinator: Person, slug: str, titles: dict[str, str]) -> None:
    """From the blueprint for ideas, in one form."""
    say, page = coordinator.say, coordinator.page
    page.goto("/admin/participation/")
    coordinator.link(say("New project")).first.click()
    page.get_by_role("radio", name=label_of(Blueprint.IDEAS, coordinator.language), exact=True).check()
    labelled(coordinator, say("Lead district")).select_option(index=1)
    labelled(coordinator, say("Address part")).fill(slug)
    for code, name in zip(LANGUAGES, ("suomi", "svenska", "English"), strict=True):
        labelled(coordinator, say("Title (%(language)s)", language=name)).fill(titles[code])
        labelled(coordinator, say("Lead (%(language)s)", language=name)).fill(
            "What becomes of the square, and what do you want there?"
        )
    coordinator.button(say("Make the project")).click()
    expect(page.get_by_text(say("The project is made. Write its pages, then publish them."))).to_be_visible()


def labelled(person: Person, label: str) -> Locator:
    """A field of the admin; Wagtail adds a star to the label of those that are needed."""
    return person.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))


def publishes_project(coordinator: Person) -> None:
    """Every language at once, from the project's desk."""
    coordinator.button(coordinator.say("Publish all languages")).click()
    expect(coordinator.page.get_by_role("link", name=coordinator.say("Public page"))).to_be_visible()


def closes_phase(coordinator: Person) -> None:
    """The one that is open."""
    coordinator.button(coordinator.say("Close now"), exact=False).click()
    expect(coordinator.page.get_by_role("cell", name=coordinator.say("Over"))).to_be_visible()


def answers_officially(coordinator: Person, address: str, text: str) -> None:
    """Answer a proposal for a unit, from the proposal's own page."""
    say, page = coordinator.say, coordinator.page
    page.goto(address)
    coordinator.link(say("Answer for the city")).click()
    labelled(coordinator, say("Who answers")).select_option(index=1)
    labelled(coordinator, say("Where the proposal stands")).select_option(label=label_of(Status.ACCEPTED, coordinator.language))
    page.locator("main").get_by_role("textbox").first.fill(text)
    coordinator.button(say("Publish the answer")).click()
    expect(page.get_by_text(say("The answer is published."))).to_be_visible()
