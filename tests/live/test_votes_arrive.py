"""In a real browser: numbers of votes change in their place, and nothing is read out or taken from under a finger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from participation.accounts.models import User
from participation.comments.models import Reaction
from participation.comments.services import delete_comment, react
from participation.projects.models import Project
from tests.cast import Town
from tests.comments.test_fold import answered
from tests.factories.comments import own_thread, say
from tests.live.browser import browser, site  # noqa: F401
from tests.live.test_catching_up import AS_TEXT, Line, open_thread, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_numbers_arrive_in_silence_and_under_the_focus(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
    nils: User,
) -> None:
    Project.objects.update(asks_stance=True)
    thread = own_thread(town.project)
    comment = say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    line = Line(context)
    page = open_thread(context, site, thread)
    agree, disagree = page.locator(f"#agree-{comment.pk}"), page.locator(f"#disagree-{comment.pk}")
    expect(agree).to_have_attribute("aria-pressed", "false")
    agree.focus()
    say(thread, ben, "Live works")
    expect(page.locator("[data-thread-status]")).to_contain_text("1 new comment")
    page.evaluate("window.button = document.activeElement")
    said = page.locator("[data-thread-aloud]").inner_text()
    react(comment_id=comment.pk, resident=nils, value=-1)
    expect(disagree).to_contain_text("1")
    assert page.evaluate("window.button === document.activeElement")
    assert page.locator("[data-thread-aloud]").inner_text() == said

    page.keyboard.press("Enter")
    expect(agree).to_have_attribute("aria-pressed", "true")
    expect(agree).to_contain_text("1")
    expect(agree).to_be_focused()
    page.keyboard.press("Enter")
    expect(agree).to_have_attribute("aria-pressed", "false")
    expect(agree).to_contain_text("0")
    agree.click()
    expect(agree).to_have_attribute("aria-pressed", "true")

    line.cut()
    react(comment_id=comment.pk, resident=nils, value=1)
    line.mend()
    expect(agree).to_contain_text("2", timeout=20_000)
    expect(disagree).to_contain_text("0")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Live works")).to_be_visible()
    fresh = open_thread(context, site, thread)
    assert page.evaluate(AS_TEXT) == fresh.evaluate(AS_TEXT)
    assert Reaction.objects.filter(value=1).count() == 2
    context.close()


def test_a_refused_vote_says_why_and_changes_nothing(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
) -> None:
    thread = own_thread(town.project)
    comment = say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    town.project.phases.update(ends_at=comment.created_at)
    page.locator(f"#agree-{comment.pk}").click()
    expect(page.locator("#toast")).to_contain_text("The conversation is not open right now.")
    assert not Reaction.objects.exists()
    context.close()


def test_what_changes_among_folded_answers_is_no_news(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
) -> None:
    thread = own_thread(town.project)
    rows = answered(thread, ben, 12)
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    expect(page.get_by_text("Show 7 more answers")).to_be_visible()
    delete_comment(comment_id=rows[7].pk, by=ben)
    say(thread, ben, "A new answer.", parent_id=rows[0].pk)
    expect(page.locator("[data-thread-status]")).to_contain_text("1 new comment")
    page.get_by_text("Show 7 more answers").click()
    expect(page.locator(f"#comment-{rows[4].pk}")).to_be_focused()
    expect(page.locator("[data-replies] > [data-comment]")).to_have_count(12)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("A new answer.")).to_be_visible()
    context.close()


def test_a_quote_opens_the_form_with_what_was_said(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
) -> None:
    thread = own_thread(town.project)
    root = say(thread, ben, "> older\n\nA **bench** here.\nAnd a lamp.")
    reply = say(thread, ben, "Or two.", parent_id=root.pk)
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    page.locator(f"#comment-{root.pk} > .k-comment__box [data-quote]").click()
    field = page.get_by_label("Your reply")
    expect(field).to_have_value("@Ben:\n> A bench here.\n> And a lamp.\n\n")
    expect(field).to_be_focused()
    page.locator(f"#comment-{reply.pk} [data-quote]").click()
    expect(field).to_have_value("@Ben:\n> A bench here.\n> And a lamp.\n\n@Ben:\n> Or two.\n\n")
    field.press_sequentially("Yes.")
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator(f"#comment-{root.pk} .k-mention").first).to_have_text("@Ben")
    context.close()
