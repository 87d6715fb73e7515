"""Nobody can have the city send mail after mail to an address of their choice."""

from __future__ import annotations

from django.test import Client

from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from tests.accounts.conftest import account  # noqa: F401 - a fixture
from tests.cast import Town
from tests.factories.comments import own_thread, say


def test_receipts_for_reports_are_few_for_one_address(town: Town, anna: User) -> None:
    """A new browser from a new network for every report: thirty receipts an hour from each network before."""
    thread = own_thread(town.project)
    statuses = []
    for number in range(8):
        comment = say(thread, anna, f"Comment {number}")
        page = Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            f"/en/report/comment/{comment.pk}/",
            {"reason": "spam", "contact_email": f"{'V' if number % 2 else 'v'}ictim@example.org"},
        )
        statuses.append(page.status_code)
    assert statuses == [302] * 5 + [429] * 3
    assert OutboxMessage.objects.count() == 5


def test_codes_are_few_for_one_address(account: User, mailoutbox: list) -> None:  # noqa: F811
    for number in range(8):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/en/accounts/login/code/", {"email": account.email})
        Client(REMOTE_ADDR=f"10.0.0.{number}").post("/en/accounts/password/reset/", {"email": account.email})
    assert len(mailoutbox) == 6


def test_nobody_adds_a_recipient_or_a_header(town: Town, anna: User) -> None:
    comment = say(own_thread(town.project), anna)
    for address in (
        "a@example.org\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "a@example.org%0abcc:b@example.org",
        '"a\r\nX: y"@example.org',
    ):
        page = Client().post(f"/en/report/comment/{comment.pk}/", {"reason": "spam", "contact_email": address})
        assert page.status_code in {302, 422}
    for message in OutboxMessage.objects.all():
        assert "\n" not in message.address
        assert message.address.count("@") == 1
