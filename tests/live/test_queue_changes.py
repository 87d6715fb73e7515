"""In a real browser: whoever looks at the queue hears that it has changed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from participation.accounts.models import User
from participation.moderation.services import report
from tests.cast import Town
from tests.factories.comments import own_thread, say
from tests.live.browser import browser, site  # noqa: F401
from tests.live.test_catching_up import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_queue_offers_to_be_shown_anew(browser: Browser, site: str, town: Town, ben: User, aino: User) -> None:  # noqa: F811
    thread = own_thread(town.project)
    context = signed_in(browser, site, aino)
    page = context.new_page()
    with page.expect_websocket() as opened:
        page.goto(f"{site}/admin/moderation/")
    opened.value.wait_for_event("framereceived", timeout=20_000)  # it listens
    report(kind="comment", object_id=say(thread, ben).pk, reporter=None, reason="insult", language="en")
    button = page.locator("[data-queue-changed] button")
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("[data-queue] tbody tr")).to_have_count(1)
    context.close()
