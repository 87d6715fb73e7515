"""In a real browser: who was cut off ends with exactly what a fresh load shows, and loses nothing that was being typed."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import apply_decision, delete_comment, edit_comment
from participation.comments.states import Stance
from participation.live import topics
from participation.live.services import publish
from participation.moderation.states import DecisionAction
from participation.projects.models import Project
from tests.cast import Town
from tests.factories.comments import decision_on, own_thread, say
from tests.live.browser import browser, site  # noqa: F401
from tests.live.conftest import session_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

# The conversation's list and numbers as text, with attributes in one order, without what only marks a comment as just shown
# and without open forms.
AS_TEXT = """() => {
  const write = (node) => {
    if (node.nodeType === 3) return node.textContent.replace(/\\s+/g, " ");
    if (node.nodeType !== 1) return "";
    if (node.hasAttribute("data-reply-slot")) return "";
    const plain = (value) => value.replace("k-comment--new", "").trim();
    const attributes = [...node.attributes].map(({name, value}) => `${name}=${plain(value)}`).sort();
    return `<${node.tagName} ${attributes.join(" ")}>${[...node.childNodes].map(write).join("")}</>\\n`;
  };
  const parts = ["[data-thread-stances]", "[data-thread-list]"].map((part) => write(document.querySelector(part)));
  return document.querySelector("[data-thread-count]").textContent.trim()
    + parts.join("").replace(/> +/g, ">").replace(/ +</g, "<");
}"""


class Line:
    """The browser's way to the socket, which a test can cut."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.is_cut = False
        self.routes: list[WebSocketRoute] = []
        context.route_web_socket("**/ws/live/", self._route)

    def _route(self, route: WebSocketRoute) -> None:
        if self.is_cut:
            route.close(code=1011)
            return
        route.connect_to_server()
        self.routes.append(route)

    def cut(self) -> None:
        self.is_cut = True
        self.context.set_offline(True)
        for route in self.routes:
            route.close(code=1011)
        self.routes.clear()

    def mend(self) -> None:
        self.is_cut = False
        self.context.set_offline(False)


def signed_in(browser: Browser, site: str, user: User) -> BrowserContext:  # noqa: F811
    context = browser.new_context()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": site}])
    return context


def open_thread(context: BrowserContext, site: str, thread: Thread) -> Page:  # noqa: F811
    page = context.new_page()
    page.goto(f"{site}/en/threads/{thread.pk}/")
    return page


def test_cut_off_reader_ends_with_what_a_fresh_load_shows(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    ben: User,
    mira: User,
) -> None:
    Project.objects.update(asks_stance=True)
    thread = own_thread(town.project)
    first, second, third = (say(thread, ben, f"Comment {number} of before") for number in range(3))
    context = signed_in(browser, site, anna)
    line = Line(context)
    page = open_thread(context, site, thread)
    say(thread, ben, "Arrives by itself")
    expect(page.locator("[data-thread-status]").get_by_text("1 new comment")).to_be_visible()  # live works; nothing has moved yet
    expect(page.get_by_text("Arrives by itself")).to_have_count(0)
    page.get_by_label("Your comment").fill("Half a thought")
    page.locator(f"#comment-{first.pk} [data-reply]").click()
    page.get_by_label("Your reply").fill("Half an answer")

    line.cut()
    made = [say(thread, ben, f"New {number}", stance=Stance.values[number % 3]) for number in range(12)]
    made += [say(thread, mira, f"Answer {number}", parent_id=(first if number % 2 else made[0]).pk) for number in range(8)]
    for comment in (first, second, made[3], made[14]):
        edit_comment(comment_id=comment.pk, editor=comment.author, body=f"{comment.body}, edited")
    for comment in (first, made[4], made[15]):
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    apply_decision(comment_id=made[4].pk, decision=decision_on(made[4], DecisionAction.RESTORE, by=mira))
    for comment in (third, made[5]):
        delete_comment(comment_id=comment.pk, by=comment.author)
    thread.refresh_from_db()
    assert thread.seq == 4 + 30
    line.mend()

    expect(page.locator(f"#comment-{first.pk}[data-gone]")).to_be_visible(timeout=20_000)  # what is hidden goes at once
    expect(page.locator(f"#comment-{second.pk}")).to_contain_text("edited")
    expect(page.get_by_text("New 1", exact=True)).to_have_count(0)  # what is new waits
    expect(page.get_by_label("Your comment")).to_have_value("Half a thought")
    expect(page.get_by_label("Your reply")).to_have_value("Half an answer")
    expect(page.locator("[data-thread-status]").get_by_text("19 new comments")).to_be_visible()
    expect(page.get_by_text("How people stand")).to_be_hidden()  # so does what they add up to
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("New 1", exact=True)).to_be_visible()
    expect(page.get_by_text("How people stand")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("Half a thought")
    expect(page.get_by_label("Your reply")).to_have_value("Half an answer")
    fresh = open_thread(context, site, thread)
    assert page.evaluate(AS_TEXT) == fresh.evaluate(AS_TEXT)
    context.close()


def test_own_words_appear_at_once_and_refused_ones_stay(browser: Browser, site: str, town: Town, anna: User, ben: User) -> None:  # noqa: F811
    thread = own_thread(town.project)
    root = say(thread, ben, "A bench?")
    context = signed_in(browser, site, anna)
    page = open_thread(context, site, thread)
    say(thread, ben, "Not asked for yet")
    expect(page.locator("[data-thread-status]").get_by_text("1 new comment")).to_be_visible()
    page.get_by_label("Your comment").fill("Yes, by the water.")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator("[data-thread-list]").get_by_text("Yes, by the water.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("")
    expect(page.get_by_text("Not asked for yet")).to_have_count(0)
    page.locator(f"#comment-{root.pk} [data-reply]").click()
    page.get_by_label("Your reply").fill(" ")
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    page.get_by_label("Your reply").fill("And a lamp.")
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator(f"#comment-{root.pk} [data-replies]").get_by_text("And a lamp.")).to_be_visible()
    assert Comment.objects.get(body="And a lamp.").parent == root
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Not asked for yet")).to_be_visible()
    context.close()


def test_elements_with_a_topic_fetch_themselves_anew(
    browser: Browser,  # noqa: F811
    site: str,  # noqa: F811
    town: Town,
    anna: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(topics._kinds, "test", topics.TopicKind(prefix="test", may_subscribe=lambda user, number: True))
    thread = own_thread(town.project)
    context = browser.new_context()
    with context.new_page() as page:
        subscribed = []
        page.on("websocket", lambda one: one.on("framereceived", lambda frame: subscribed.append(str(frame))))
        page.goto(f"{site}/en/threads/{thread.pk}/")
        page.evaluate(
            """(url) => {
              document.querySelector("#main").insertAdjacentHTML("beforeend",
                `<div id="level" data-live-topic="test.1" data-live-url="${url}">Old</div>`);
              document.dispatchEvent(new Event("swapped"));
            }""",
            f"/en/threads/{thread.pk}/comments/?after=0",
        )
        while not any("test.1" in frame for frame in subscribed):
            page.wait_for_timeout(20)
        expect(page.locator("#level")).to_have_text("Old")
        publish(topic="test.1", type="proposal.supports")
        expect(page.locator("#level")).to_contain_text("0 comments")
    context.close()
