"""What to do on a page before looking at it: `act(tab, stage)` brings about a state that no address leads to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.keys import PASSWORD, TALKATIVE, Keys
from tests.browser.serving import Site
from tests.browser.signing_in import post_as

FORM = "#main form[method=post]:not([action*=logout]):has(:is(input:not([type=hidden]), select, textarea))"
EMPTY_IT = """(form) => {
  const typed = ["text", "email", "password", "search", "number", "url", "textarea", "datetime-local", "date"];
  form.noValidate = true;
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else if (typed.includes(field.type) || field.tagName === "SELECT") field.value = "";
  }
}"""
UNFOLD = "() => document.querySelectorAll('#main details').forEach((part) => { part.open = true; })"
_serial = count()


@dataclass(frozen=True)
class Stage:
    """Where it happens."""

    site: Site
    city: Keys
    language: str


def send_empty_form(tab: Tab, _stage: Stage) -> None:
    """See the page again with its messages."""
    form = tab.locator(FORM).first
    form.evaluate(EMPTY_IT)
    with tab.expect_navigation():  # by the button that Enter presses, seen or not
        form.locator("[type=submit]").first.evaluate("button => button.form.requestSubmit(button)")


def send_money_below_nothing(tab: Tab, _stage: Stage) -> None:
    """Give a district less than no money."""
    form = tab.locator("form:has([name=seen])")
    form.locator("input[type=number], input[inputmode=numeric], input[type=text]").first.fill("-1")
    with tab.expect_navigation():
        form.locator("[type=submit]").last.click()


def send_empty_invitation(tab: Tab, _stage: Stage) -> None:
    """Ask nobody to write together."""
    form = tab.locator("form:has([name=whom])")
    with tab.expect_navigation():
        form.locator("[type=submit]").click()


def choose_nothing(tab: Tab, _stage: Stage) -> None:
    """Go on without having chosen any of the proposals; the first button of that form searches."""
    with tab.expect_navigation():
        tab.locator("form .k-go [type=submit]").first.click()


def answer_with_too_much(tab: Tab, _stage: Stage) -> None:
    """Say no with more words than are taken."""
    tab.locator("textarea[name=words]").fill("x" * 1001)
    with tab.expect_navigation():
        tab.locator("[name=is_done][value=no]").click()


def choose_what_is_not_offered(tab: Tab, _stage: Stage) -> None:
    """Send a choice that the page does not offer."""
    button = tab.locator("form button[name=choice]").first
    button.evaluate("(button) => { button.value = 'sell'; }")
    with tab.expect_navigation():
        button.click()


def write_too_much(tab: Tab, _stage: Stage) -> None:
    """More than the first text field of the admin's form takes."""
    tab.locator("main textarea").first.fill("x" * 1001)
    with tab.expect_navigation():
        tab.locator("main form button[type=submit]").first.click()


def send_empty_settings(tab: Tab, _stage: Stage) -> None:
    """The last form of a project's desk that asks for words."""
    form = tab.locator("form:has([name=visibility])")
    form.evaluate(EMPTY_IT)
    with tab.expect_navigation():
        form.locator("[type=submit]").click()


def send_empty_work(tab: Tab, _stage: Stage) -> None:
    """Try to conclude an assessment that says nothing."""
    form = tab.locator("form:has([name=feasibility])")
    form.evaluate(EMPTY_IT)
    with tab.expect_navigation():
        form.locator("[formaction]").click()


def send_empty_reason(tab: Tab, _stage: Stage) -> None:
    """Withdraw something without saying why."""
    with tab.expect_navigation():
        tab.locator("form:has([name=reason]) [type=submit]").click()


def promise_too_late(tab: Tab, _stage: Stage) -> None:
    """A deadline that nobody can promise."""
    tab.locator("[name=due_on]").fill("2099-01-01")
    with tab.expect_navigation():
        tab.locator("form:has([name=due_on]) [type=submit]").click()


def tick_nothing(tab: Tab, _stage: Stage) -> None:
    """An act on several assessments, without saying which."""
    with tab.expect_navigation():
        tab.locator(".s-many [type=submit]").click()


def act_on_many(tab: Tab, _stage: Stage) -> None:
    """Tick everything and set a deadline: some are done and some are refused."""
    for box in tab.locator("[name=chosen]").all():
        box.check()
    tab.locator("[name=many-act]").select_option("deadline")
    tab.locator("[name=many-due_on]").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    with tab.expect_navigation():
        tab.locator(".s-many [type=submit]").click()


def open_details(tab: Tab, _stage: Stage) -> None:
    """Everything that is folded away."""
    tab.evaluate(UNFOLD)


def open_menu(tab: Tab, _stage: Stage) -> None:
    """The person's own menu in the header."""
    tab.locator("[data-menu] summary").click()


def open_map(tab: Tab, _stage: Stage) -> None:
    """The map that moves; on a phone it is behind a button."""
    door = tab.locator("[data-map-door] button")
    if door.is_visible():
        door.click()
    tab.locator("[data-ready]").wait_for()


def show_failure(template: str) -> Callable[[Tab, Stage], None]:
    """A page that is shown when something is wrong, in the place of the list of projects."""

    def act(tab: Tab, stage: Stage) -> None:
        request = RequestFactory().get(f"/{stage.language}/projects/")
        request.user, request.session = AnonymousUser(), SessionBase()
        with stage.site.inside(), override(stage.language):
            page = render_to_string(template, request=request)
        tab.route("**/projects/", lambda route: route.fulfill(body=page, content_type="text/html"))
        tab.goto(f"/{stage.language}/projects/")

    return act


# --- the account ---


def ask_for_code(tab: Tab, _stage: Stage) -> None:
    """The page where the code from the mail is entered, for signing in or for a new password."""
    tab.locator("#main #id_email").fill("anna@example.org")
    with tab.expect_navigation():
        tab.locator(f"{FORM} [type=submit]").first.click()


def type_wrong_code(tab: Tab, stage: Stage) -> None:
    """The same with its message."""
    ask_for_code(tab, stage)
    refuse_code(tab)


def refuse_code(tab: Tab) -> None:
    """A code that nobody has sent."""
    tab.locator("#main #id_code").fill("WRONG1")
    with tab.expect_navigation():
        tab.locator(f"{FORM} [type=submit]").first.click()


def sign_up(tab: Tab, _stage: Stage) -> None:
    """The page where the first code is entered."""
    tab.locator("#main #id_email").fill(f"somebody-{uuid4().hex[:8]}@example.org")
    tab.locator("#main #id_public_name").fill("Somebody New")
    with tab.expect_navigation():
        tab.locator(f"{FORM} [type=submit]").first.click()


def sign_up_and_mistype(tab: Tab, stage: Stage) -> None:
    """The same with its message."""
    sign_up(tab, stage)
    refuse_code(tab)


def choose_new_password(tab: Tab, stage: Stage) -> None:
    """The page behind the code of a forgotten password."""
    ask_for_code(tab, stage)
    mail = tab.context.new_page()
    mail.goto("/demo/mail/?to=anna@example.org")
    code = mail.locator("[data-code]").first.inner_text()
    mail.close()
    tab.locator("#main #id_code").fill(code)
    with tab.expect_navigation():
        tab.locator(f"{FORM} [type=submit]").first.click()


def choose_bad_password(tab: Tab, stage: Stage) -> None:
    """The same with its messages."""
    choose_new_password(tab, stage)
    send_empty_form(tab, stage)


def meet_second_step(tab: Tab, _stage: Stage) -> None:
    """The page that asks a cautious person for the app's code."""
    tab.locator("#main #id_login").fill("cautious@example.org")
    tab.locator("#main #id_password").fill(PASSWORD)
    with tab.expect_navigation():
        tab.locator(f"{FORM} [type=submit]").last.click()


def fail_second_step(tab: Tab, stage: Stage) -> None:
    """The same with its message."""
    meet_second_step(tab, stage)
    refuse_code(tab)


# --- what changes in place ---


def open_reply(tab: Tab, _stage: Stage) -> None:
    """The form for an answer, under the first comment that has one."""
    tab.locator("[data-reply]").first.click()
    expect(tab.locator("[data-reply-slot] form").first).to_be_visible()


def send_empty_reply(tab: Tab, stage: Stage) -> None:
    """The form for an answer with its message."""
    open_reply(tab, stage)
    tab.locator("[data-reply-slot] form [type=submit]").click()
    expect(tab.locator("[data-reply-slot] .hds-text-input__error-text")).to_be_visible()


def send_empty_comment(tab: Tab, _stage: Stage) -> None:
    """The form for a comment with its message."""
    tab.locator("#say [type=submit]").click()
    expect(tab.locator("#say .hds-text-input__error-text").first).to_be_visible()


def send_comment(tab: Tab, _stage: Stage) -> None:
    """One's own comment appears in its place."""
    words = f"I would sit there {next(_serial)}-{uuid4().hex[:6]}"
    tab.locator("#say textarea").fill(words)
    tab.locator("#say [type=submit]").click()
    expect(tab.locator("[data-comment]").filter(has_text=words)).to_be_visible()


def agree(tab: Tab, _stage: Stage) -> None:
    """Agree with what somebody else said, or take it back."""
    button = tab.locator("button[id^=agree-]").first
    before = button.get_attribute("aria-pressed")
    button.click()
    expect(tab.locator("button[id^=agree-]").first).to_have_attribute("aria-pressed", "false" if before == "true" else "true")


def unfold_answers(tab: Tab, _stage: Stage) -> None:
    """The answers that are folded away."""
    folds = tab.locator("[data-more-answers]")
    before = folds.count()
    folds.first.locator("a").click()
    expect(folds).to_have_count(before - 1)


def quote(tab: Tab, _stage: Stage) -> None:
    """The form for an answer, with what somebody said in it."""
    tab.locator("[data-quote]").first.click()
    expect(tab.locator("[data-reply-slot] textarea").first).to_have_value(re.compile(r"^@.+:\n> "))


def change_comment(tab: Tab, stage: Stage) -> None:
    """The page for other words, within the minutes in which one may."""
    send_comment(tab, stage)
    with tab.expect_navigation():
        tab.locator("[data-own] a[href*='/edit/']").last.click()


def change_comment_badly(tab: Tab, stage: Stage) -> None:
    """The same with its message."""
    change_comment(tab, stage)
    send_empty_form(tab, stage)


def change_support(tab: Tab, _stage: Stage) -> None:
    """Give support, or take it back: the card is another one afterwards."""
    before = tab.locator("#support input[name=withdraw]").count()
    tab.locator("#support form [type=submit]").click()
    expect(tab.locator("#support input[name=withdraw]")).to_have_count(1 - before)


def search_district(tab: Tab, _stage: Stage) -> None:
    """The list that comes while one types."""
    tab.locator("form[role=search] input[name=q]").first.fill("ka")
    expect(tab.locator("#district-results button").first).to_be_visible()


def search_district_in_vain(tab: Tab, _stage: Stage) -> None:
    """The sentence that comes when there is none."""
    tab.locator("form[role=search] input[name=q]").first.fill("zzzz")
    expect(tab.locator("#district-results")).not_to_be_empty()


def narrow_listing(tab: Tab, _stage: Stage) -> None:
    """Wagtail's listing, found anew while one types."""
    with tab.expect_response(lambda answer: "/results/" in answer.url):
        tab.locator("#main input[name=q], header input[name=q]").first.fill("a")
    expect(tab.locator(".w-field__icon--spinner, [data-swap-loading]")).to_have_count(0)


def narrow_listing_in_vain(tab: Tab, _stage: Stage) -> None:
    """The same without a result."""
    with tab.expect_response(lambda answer: "/results/" in answer.url):
        tab.locator("#main input[name=q], header input[name=q]").first.fill("zzzzzz")


# --- what others do meanwhile ---


def reload_and_listen(tab: Tab) -> None:
    """Come back when the page's socket has been told that it will hear what happens."""
    heard: list[str] = []
    tab.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    tab.reload()
    while not any("subscribed" in frame for frame in heard):
        tab.wait_for_timeout(50)


def _say(tab: Tab, stage: Stage, words: str) -> str:
    """Ben says something. Returns the fragment of its address."""
    thread = f"/{stage.language}/threads/{stage.city.talk.thread_id}/comments/"
    answer = post_as(tab.context, stage.site, "ben", thread, body=f"{words} {uuid4().hex[:6]}")
    return answer.headers["location"].partition("#")[2]


def hear_something_new(tab: Tab, stage: Stage) -> None:
    """One line says that somebody has said something."""
    _say(tab, stage, "It should be near the water.")
    expect(tab.locator("[data-thread-status] button")).to_be_visible()


def show_something_new(tab: Tab, stage: Stage) -> None:
    """And its button shows it."""
    hear_something_new(tab, stage)
    tab.locator("[data-thread-status] button").click()
    expect(tab.locator(".k-comment--new").first).to_be_visible()


def pause_conversation(tab: Tab, _stage: Stage) -> None:
    """Nothing new comes until the reader says so."""
    tab.locator("[data-thread-pause]").click()
    expect(tab.locator("[data-thread-status] button")).to_be_visible()


def see_something_go(tab: Tab, stage: Stage) -> None:
    """A comment turns into the stub of one."""
    said = _say(tab, stage, "I take that back.")
    tab.reload()
    number = said.removeprefix("comment-")
    post_as(tab.context, stage.site, "ben", f"/{stage.language}/threads/comments/{number}/delete/")
    expect(tab.locator(f"#{said}[data-gone]")).to_be_visible()


def see_support_arrive(tab: Tab, stage: Stage) -> None:
    """The count of supports moves, whichever way it can."""
    address = f"/{stage.language}/projects/{TALKATIVE}/proposals/{stage.city.talk.pk}/support/"
    post_as(tab.context, stage.site, "ben", address, withdraw="1")
    reload_and_listen(tab)
    before = tab.locator(".k-support__n").inner_text()
    post_as(tab.context, stage.site, "ben", address)
    expect(tab.locator(".k-support__n")).not_to_have_text(before)


def see_queue_change(tab: Tab, stage: Stage) -> None:
    """A line over the queue says that it is another one now."""
    reload_and_listen(tab)
    post_as(tab.context, stage.site, "", f"/{stage.language}/report/comment/{stage.city.reported}/", reason="insult")
    expect(tab.locator("[data-queue-changed] button")).to_be_visible()


def lose_connection(tab: Tab, _stage: Stage) -> None:
    """What is said when a request does not go through, and when live news stop."""
    tab.evaluate("""() => {
      document.querySelectorAll("[data-live-offline]").forEach((line) => { line.hidden = false; });
      window.fetch = () => Promise.reject(new TypeError("The connection is gone."));
      document.querySelector("form[data-swap]").requestSubmit();
    }""")
    expect(tab.locator("#toast .k-alert")).to_be_visible()


# --- dialogs of the admin ---


def choose_picture(tab: Tab, _stage: Stage) -> None:
    """Wagtail's dialog for a picture, over our page's form."""
    tab.locator("[data-chooser-action-choose]:visible").first.click()
    expect(tab.locator(".modal .modal-content").first).to_be_visible()


def look_up_receipt(tab: Tab, _stage: Stage) -> None:
    """Ask for a receipt that is not there."""
    tab.locator("[name=receipt]").fill("0000-0000")
    with tab.expect_navigation():
        tab.locator("form:has([name=receipt]) [type=submit]").click()


def add_to_ballot(tab: Tab, _stage: Stage) -> None:
    """Put something into the basket, unless something is in it."""
    if tab.locator("#ballot [value=remove]").count():  # of an earlier visit
        return
    tab.locator("#ballot [value=add]").first.click()
    tab.locator("#ballot [value=remove]").first.wait_for()


def check_ballot(tab: Tab, stage: Stage) -> None:
    """Go on to what is sent."""
    add_to_ballot(tab, stage)
    with tab.expect_navigation():
        tab.locator(".k-bar a").click()


def cast_ballot(tab: Tab, stage: Stage) -> None:
    """Vote."""
    check_ballot(tab, stage)
    with tab.expect_navigation():
        tab.locator("[value=cast]").click()
    tab.locator("#tracker").wait_for()
