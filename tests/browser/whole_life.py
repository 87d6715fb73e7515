"""What becomes of a proposal after it is published: residents bring some together, and say whether a promise was kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Locator, expect

from proposals.commitments.models import Commitment, Round
from proposals.commitments.queries.numbers import key_of
from proposals.commitments.tasks import daily, settle
from tests.browser.accessibility import assert_sound
from tests.browser.people import Person
from tests.browser.serving import Site
from tests.factories.commitments import make_late

# --- mail ---


def follows_mail(reader: Person, subject: str, *, to: str) -> Person:
    """Open the newest mail of that subject and go where it leads: the same person in a new tab. to: a part of the address."""
    tab = reader.page.context.new_page()
    tab.goto(f"/demo/mail/?to={reader.email}")
    tab.get_by_role("link", name=subject).first.click()
    tab.get_by_role("link", name=to).first.click()
    return replace(reader, page=tab)


# --- bringing together ---


def brings_together(author: Person, own: str, other: str, *, title: str, text: str) -> None:
    """From one's own proposal's page: choose another, write one text, and ask its author."""
    say, page = author.say, author.page
    page.goto(own)
    author.link(say("Bring together with similar ones")).click()
    expect(page.get_by_text(say("Shares the word", many="Shares the words", number=2)).first).to_be_visible()
    page.get_by_role("checkbox", name=other, exact=True).check()
    assert_sound(page, "choosing what belongs together")
    author.button(say("Next: the joint text")).click()
    author.field(say("What do you propose together?"), exact=False).fill(title)
    author.field(say("The joint text"), exact=False).fill(text)
    assert_sound(page, "writing the joint text")
    author.button(say("Save")).click()
    expect(page.get_by_text(say("The joint text is saved."))).to_be_visible()
    author.button(say("Ask the other authors")).click()
    expect(page.get_by_text(say("The other authors are asked by e-mail."))).to_be_visible()


def agrees(author: Person, by: str, title: str) -> str:
    """By the link in the mail, to the text as it is. Returns the address of the joint proposal, published by this."""
    say = author.say
    here = follows_mail(author, say("%(by)s asks you to write a proposal together", by=by), to="/merge/")
    expect(here.heading(title)).to_be_visible()
    assert_sound(here.page, "the authors' page")
    here.button(say("I agree to this text")).click()
    expect(here.page.get_by_text(say("Everybody has agreed. The joint proposal is published."))).to_be_visible()
    expect(here.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    address = here.page.url
    here.page.close()
    return address


def sees_joint(reader: Person, source: str, title: str, *, supports: int) -> None:
    """The page of a proposal that became part of a joint one: the notice, the line of descent, and every support in its place."""
    say, page = reader.say, reader.page
    page.goto(source)
    notice = page.locator("#joint")
    expect(notice.get_by_role("heading", name=say("Part of a joint proposal"))).to_be_visible()
    expect(reader.link(title, inside=notice)).to_be_visible()
    expect(page.get_by_role("heading", name=say("From ideas to result"))).to_be_visible()
    expect(reader.link(title, inside=page.locator("#lineage"))).to_be_visible()
    expect(supported(reader)).to_have_text(str(supports))


def supported(reader: Person) -> Locator:
    """How many support the proposal on the open page."""
    return reader.page.locator(".k-support__n")


def moves_support(supporter: Person, title: str) -> None:
    """By the link in the mail, without signing in."""
    say = supporter.say
    subject = say("A proposal that you support is part of a joint one: what happens to your support?")
    here = follows_mail(supporter, subject, to="/choose/")
    expect(here.link(title)).to_be_visible()
    assert_sound(here.page, "choosing what happens to a support")
    here.button(say("Move it to the joint proposal")).click()
    expect(here.page.get_by_text(say("Your support is on the joint proposal now."))).to_be_visible()
    here.page.close()


# --- promises ---


def promise_on(reader: Person, promise: str) -> Locator:
    """The promise on the open page of a proposal."""
    return reader.page.get_by_role("article", name=promise, exact=True)


def sees_promise(reader: Person, address: str, promise: str, *words: str) -> None:
    """What everybody reads of a promise on the proposal's page."""
    reader.page.goto(address)
    for expected in words:
        expect(promise_on(reader, promise)).to_contain_text(expected)
    assert_sound(reader.page, f"a promise: {words[0]}")


def says_whether_done(resident: Person, promise: str, *, is_done: bool) -> None:
    """By the link in the mail, which signs nobody in."""
    say = resident.say
    here = follows_mail(resident, say("Is it done? %(commitment)s", commitment=promise), to="/promises/answer/")
    assert_sound(here.page, "the question whether it is done")
    here.button(say("Yes, it is done") if is_done else say("No, it is not done")).click()
    said = say("You said: yes, it is done") if is_done else say("You said: no, it is not done")
    expect(here.page.get_by_role("heading", name=said)).to_be_visible()
    here.page.close()


# --- time ---


@contextmanager
def at_work(site: Site) -> Iterator[None]:
    """Do what a worker does, in this process: its mail goes where the site shows it, with the site's addresses."""
    mail = {"EMAIL_BACKEND": "participation.demo.mail.DemoMailBackend", "PUBLIC_URL": site.address}
    with site.inside(), override_settings(**mail):
        yield


def days_pass(site: Site, promise: str, *, late: int) -> None:
    """The promise has been late for so many days, and the daily work is done."""
    with at_work(site):
        make_late(Commitment.objects.get(title=promise), late)
        daily()


def question_ends(site: Site, promise: str) -> None:
    """Two weeks are over since the question, and what came of it is settled. Numbers that may be a minute old are forgotten."""
    with at_work(site):
        asked = Round.objects.get(commitment__title=promise, closed_at__isnull=True)
        asked.closes_at = timezone.now() - timedelta(minutes=1)
        asked.opened_at = asked.closes_at - timedelta(days=14)
        asked.save(update_fields=["opened_at", "closes_at"])
        assert settle() == 1
        cache.delete_many([key_of("city"), key_of(f"project-{asked.commitment.proposal.project_id}")])
