"""What the city's staff do in the admin, found by the words of their language."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, expect

from participation.moderation.states import Reason
from participation.projects.states import Blueprint
from proposals.assessment.states import Feasibility
from proposals.states import Status
from tests.browser.people import Person, label_of

LANGUAGES = ("fi", "sv", "en")
NAMES = ("suomi", "svenska", "English")  # as the admin calls them


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
    for code, name in zip(LANGUAGES, NAMES, strict=True):
        labelled(coordinator, say("Title (%(language)s)", language=name)).fill(titles[code])
        labelled(coordinator, say("Lead (%(language)s)", language=name)).fill(
            "What becomes of the square, and what do you want there?"
        )
    coordinator.button(say("Make the project")).click()
    expect(page.get_by_text(say("The project is made. Write its pages, then publish them."))).to_be_visible()


def labelled(person: Person, label: str, *, inside: Locator | None = None) -> Locator:
    """A field of the admin; Wagtail adds a star to the label of those that are needed."""
    return (inside or person.page).get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))


def publishes_project(coordinator: Person) -> None:
    """Every language at once, from the project's desk."""
    coordinator.button(coordinator.say("Publish all languages")).click()
    expect(coordinator.page.get_by_role("link", name=coordinator.say("Public page"))).to_be_visible()


def closes_phase(coordinator: Person) -> None:
    """The one that is open."""
    coordinator.button(coordinator.say("Close now"), exact=False).click()
    expect(coordinator.page.get_by_role("cell", name=coordinator.say("Over"))).to_be_visible()


def answers_officially(coordinator: Person, address: str, text: str, *, promise: str = "", due_on: date | None = None) -> None:
    """Answer a proposal for a unit, from the proposal's own page; with a promise by a day."""
    say, page = coordinator.say, coordinator.page
    page.goto(address)
    coordinator.link(say("Answer for the city")).click()
    labelled(coordinator, say("Who answers")).select_option(index=1)
    labelled(coordinator, say("Where the proposal stands")).select_option(label=label_of(Status.ACCEPTED, coordinator.language))
    page.locator("main").get_by_role("textbox").first.fill(text)
    if due_on is not None:
        _promises(coordinator, promise, due_on)
    coordinator.button(say("Publish the answer")).click()
    expect(page.get_by_text(say("The answer is published."))).to_be_visible()


def _promises(coordinator: Person, promise: str, due_on: date) -> None:
    """In the first of the answer's forms for promises."""
    say, page = coordinator.say, coordinator.page
    first = page.locator("details", has_text=say("Promise %(number)s", number=1)).first
    first.locator("summary").click()
    for name in NAMES:
        labelled(coordinator, f"{say('Promise')} ({name})", inside=first).fill(promise)
    labelled(coordinator, say("By when"), inside=first).fill(due_on.isoformat())
    labelled(coordinator, say("Who does it"), inside=first).select_option(index=1)


def assesses(coordinator: Person, address: str, reasons: str) -> None:
    """Begin it from the proposal's own page, take it on oneself, and find that it can be done."""
    say, page = coordinator.say, coordinator.page
    page.goto(address)
    coordinator.link(say("Start an assessment")).click()
    coordinator.button(say("Start the assessment")).click()
    expect(page.get_by_text(say("The assessment has begun. The proposal's page says so."))).to_be_visible()
    labelled(coordinator, say("Ask somebody to assess")).select_option(label=coordinator.public_name)
    coordinator.button(say("Ask")).click()
    expect(page.get_by_text(say("They see it on their board now."))).to_be_visible()
    coordinator.button(say("In progress")).click()
    expect(page.get_by_text(say("The state is changed."))).to_be_visible()
    page.get_by_role("radio", name=label_of(Feasibility.FEASIBLE, coordinator.language), exact=True).check()
    for name in NAMES:
        labelled(coordinator, f"{say('Reasons for residents')} ({name})").fill(reasons)
    coordinator.button(say("Conclude and tell residents")).click()
    expect(page.get_by_text(say("The assessment is concluded, residents can read the result."))).to_be_visible()


def opens_promise(keeper: Person, promise: str) -> None:
    """At the desk, from the admin's menu."""
    keeper.page.goto("/admin/")
    keeper.page.get_by_role("link", name=keeper.say("Promises"), exact=True).first.click()
    keeper.link(promise).click()
    expect(keeper.heading(keeper.say("What can be done"))).to_be_visible()


def does_at_the_desk(keeper: Person, act: str, said: str, texts: dict[str, str], **facts: str) -> None:
    """One act with the open promise: its button, its form, and what the desk says then.

    texts: by label, written in every language. facts: by the name of the field.
    """
    say, page = keeper.say, keeper.page
    keeper.link(say(act)).click()
    for label, text in texts.items():
        for name in NAMES:
            labelled(keeper, f"{say(label)} ({name})").fill(text)
    for name, value in facts.items():
        page.locator(f"[name={name}]").fill(value)
    keeper.button(say(act)).click()
    expect(page.get_by_text(say(said))).to_be_visible()
