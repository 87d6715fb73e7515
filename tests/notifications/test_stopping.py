"""Ending our mail from a mail: without signing in, by one click of a mail program (RFC 8058)."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.notifications.models import MailWish, Notification
from participation.notifications.stopping import stop_token
from participation.pages.profile.services import erase_account
from proposals.models import Proposal
from tests.notifications.conftest import follower, happen, spread


def address(user: User) -> str:
    return f"/en/profile/following/stop/{stop_token(user.pk)}/"


@pytest.fixture
def stranger() -> Client:
    """A browser or a program that has no cookie of ours, and whose forms carry no token."""
    return Client(enforce_csrf_checks=True)


def test_looking_changes_nothing(stranger: Client, ben: User) -> None:
    """Mail scanners open every address."""
    page = stranger.get(address(ben))
    assert page.status_code == 200
    assert "Do you want to stop all e-mails" in page.content.decode()
    assert "Ben" not in page.content.decode()
    assert not MailWish.objects.exists()


def test_one_click_of_a_program(stranger: Client, proposal: Proposal) -> None:
    person = follower(proposal, "at_once")
    happen(proposal)
    spread()
    for _twice in range(2):
        response = stranger.post(address(person), {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200, "a program follows no redirect"
    assert MailWish.objects.get(user=person).stopped
    assert Notification.objects.get().rhythm == "site"


def test_it_can_be_taken_back_at_once(stranger: Client, ben: User) -> None:
    stranger.post(address(ben))
    page = stranger.post(address(ben), {"again": "1"}).content.decode()
    assert "The e-mails go on" in page
    assert MailWish.objects.get().stopped is False


@pytest.mark.parametrize("token", ["x", "1", "1.abc", "999.", "%00", "a" * 500])
def test_a_word_that_we_did_not_sign(stranger: Client, ben: User, token: str) -> None:
    for method in (stranger.get, stranger.post):
        assert method(f"/en/profile/following/stop/{token}/").status_code == 404
    stolen = stop_token(ben.pk).partition(".")[2]
    assert stranger.post(f"/en/profile/following/stop/{ben.pk + 1}.{stolen}/").status_code == 404
    assert not MailWish.objects.exists()


def test_who_was_erased_gets_the_same_answer(stranger: Client, ben: User) -> None:
    token = address(ben)
    erase_account(user=ben, by=ben)
    assert stranger.post(token).status_code == 200
    assert not MailWish.objects.exists()
