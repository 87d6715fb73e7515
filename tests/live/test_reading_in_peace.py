"""In a real browser: a reader pauses a conversation, is cut off, or writes while others act, and keeps what is theirs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.comments.services import apply_decision, edit_comment, freeze_thread, unfreeze_thread
from participation.projects.models import Project
from participation.projects.states import Visibility
from tests.cast import Town
from tests.factories.comments import decision_on, own_thread, say
from tests.live.browser import browser, site  # noqa: F401
from tests.live.test_catching_up import Line, open_thread, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

PAUSE, GO_ON = "Pause new comments", "Go on"


def test_paused_nothing_comes_but_what_is_hidden_goes(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
    mira: User,
) -> None:
    thread = own_thread(town.project)
    bad, mended = say(thread, ben, "Words that hurt"), say(thread, ben, "A bench")
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    button, line = page.get_by_role("button", name=PAUSE), page.locator("[data-thread-status]")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-thread-aloud]")).to_have_text("New comments are paused.")
    say(thread, ben, "Said meanwhile")
    edit_comment(comment_id=mended.pk, editor=ben, body="A long bench")
    apply_decision(comment_id=bad.pk, decision=decision_on(bad, by=mira))
    expect(page.locator(f"#comment-{bad.pk}[data-gone]")).to_be_visible()
    expect(page.get_by_text("A bench", exact=True)).to_be_visible()
    expect(line).to_have_text(f"New comments are paused.{GO_ON}")

    line.get_by_role("button", name=GO_ON).click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("[data-thread-aloud]")).to_have_text("1 new comment")
    expect(page.get_by_text("A long bench")).to_be_visible()
    expect(page.get_by_text("Said meanwhile")).to_have_count(0)
    expect(line.get_by_role("button", name="Show")).to_be_focused()
    line.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Said meanwhile")).to_be_visible()
    context.close()


def test_a_pause_is_remembered_for_the_page_and_ends_by_the_same_button(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
) -> None:
    thread, other = own_thread(town.project), say(own_thread(town.project), ben).thread
    assert thread.pk == other.pk
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    button = page.get_by_role("button", name=PAUSE)
    button.click()
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-thread-status]")).to_contain_text("New comments are paused.")
    expect(page.locator("[data-thread-aloud]")).to_have_text("")  # it was said when it was chosen
    button.click()
    expect(page.locator("[data-thread-aloud]")).to_have_text("New comments arrive again.")
    say(thread, ben, "And then")
    expect(page.locator("[data-thread-status]")).to_contain_text("1 new comment")
    elsewhere = context.new_page()
    elsewhere.goto(page.url)
    expect(elsewhere.get_by_role("button", name=PAUSE)).to_have_attribute("aria-pressed", "false")
    context.close()


def test_without_scripts_there_is_no_button_to_pause(browser: Browser, site: str, town: Town) -> None:  # noqa: F811
    thread = own_thread(town.project)
    context = browser.new_context(java_script_enabled=False)
    page = open_thread(context, site, thread)
    expect(page.locator("#conversation")).to_be_visible()
    expect(page.get_by_role("button", name=PAUSE)).to_have_count(0)
    context.close()


def test_words_and_focus_stay_while_others_speak_and_moderators_act(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
    mira: User,
) -> None:
    thread = own_thread(town.project)
    root = say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    page.get_by_label("Your comment").fill("Half a thought")
    page.locator(f"#comment-{root.pk} [data-reply]").click()
    field = page.get_by_label("Your reply")
    field.press_sequentially("Half an")
    say(thread, ben, "Another one")
    expect(page.locator("[data-thread-status]")).to_contain_text("1 new comment")
    expect(field).to_be_focused()
    apply_decision(comment_id=root.pk, decision=decision_on(root, by=mira))
    expect(page.locator(f"#comment-{root.pk}[data-gone]")).to_be_visible()
    expect(field).to_be_focused()
    freeze_thread(thread_id=thread.pk, by=mira)
    expect(page.locator("[data-thread-status]")).to_contain_text("closed for now")
    field.press_sequentially(" answer")
    expect(field).to_be_focused()
    expect(field).to_have_value("Half an answer")

    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("You can read it, but not write.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Half a thought")
    expect(field).to_have_value("Half an answer")
    unfreeze_thread(thread_id=thread.pk, by=mira)
    expect(page.locator("[data-thread-status]")).not_to_contain_text("closed for now")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator("[data-thread-list]").get_by_text("Half a thought")).to_be_visible()
    assert Comment.objects.filter(body="Half a thought").count() == 1
    context.close()


def test_an_answer_stays_in_its_field_when_the_conversation_may_no_longer_be_read(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
) -> None:
    thread = own_thread(town.project)
    root = say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    page.locator(f"#comment-{root.pk} [data-reply]").click()
    field = page.get_by_label("Your reply")
    field.press_sequentially("Half an answer")
    say(thread, ben, "Another one")
    expect(page.locator("[data-thread-status]")).to_contain_text("1 new comment")
    Project.objects.update(visibility=Visibility.MEMBERS)
    say_from_inside(thread.pk)
    expect(page.locator("[data-thread-status]")).to_contain_text("can no longer be read here")
    expect(page.get_by_text("A bench?")).to_have_count(0)
    expect(field).to_have_value("Half an answer")
    expect(field).to_be_focused()
    context.close()


def say_from_inside(thread_id: int) -> None:
    """Tell the page that something changed, so that it asks and is refused."""
    from participation.live.services import publish

    publish(topic=f"thread.{thread_id}", type="comment.shown", seq=99, id=1)


def test_drafts_outlive_a_fresh_load_that_the_page_itself_asks_for(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("participation.comments.views.reading.MOST_CHANGES", 1)
    thread = own_thread(town.project)
    root = say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    line = Line(context)
    page = open_thread(context, site, thread)
    page.get_by_label("Your comment").fill("Half a thought")
    page.locator(f"#comment-{root.pk} [data-reply]").click()
    page.get_by_label("Your reply").fill("Half an answer")
    line.cut()
    for number in range(3):
        say(thread, ben, f"New {number}")
    line.mend()
    expect(page.locator("[data-thread-status]")).to_contain_text("A lot has been said meanwhile.", timeout=20_000)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("New 2")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Half a thought")
    expect(page.get_by_label("Your reply")).to_have_value("Half an answer")
    page.get_by_label("Your comment").fill("")
    page.get_by_label("Your reply").fill("")
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("")
    context.close()


def test_a_lost_connection_is_seen_and_not_read_out(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
) -> None:
    thread = own_thread(town.project)
    say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    line = Line(context)
    page = open_thread(context, site, thread)
    offline = page.locator("[data-live-offline]")
    say(thread, ben, "Live works")
    expect(page.locator("[data-thread-status]")).to_contain_text("1 new comment")
    expect(offline).to_be_hidden()
    line.cut()
    expect(offline).to_be_visible(timeout=20_000)
    regions = "[aria-live], [role=status], [role=alert], [role=log], output"
    assert not offline.evaluate("(line, regions) => line.matches(regions) || line.closest(regions) !== null", regions)
    assert page.locator("[role=alert]").all_inner_texts() == [""]
    line.mend()
    expect(offline).to_be_hidden(timeout=40_000)
    context.close()
