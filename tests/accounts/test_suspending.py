"""Suspending an account and opening it again."""

from unittest import mock

import pytest
from django.core import mail
from django.test import Client

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import NotAllowed
from participation.pages.profile.services import erase_account, reopen_account, suspend_account
from tests.accounts.conftest import PASSWORD


def test_sessions_and_sockets_end_and_stay_ended(client: Client, account: User, aino: User) -> None:
    client.force_login(account)
    with mock.patch("participation.accounts.services.disconnect_user") as disconnect:
        suspend_account(user=account, by=aino)
    disconnect.assert_called_once_with(account.pk)
    assert client.get("/en/profile/").status_code == 302
    reopen_account(user=account, by=aino)
    assert client.get("/en/profile/").status_code == 302, "an old session must not come back to life"
    assert list(Entry.objects.order_by("id").values_list("action", flat=True)) == ["account.suspend", "account.unsuspend"]


def test_no_way_in(client: Client, account: User, aino: User) -> None:
    suspend_account(user=account, by=aino)
    answer = client.post("/en/accounts/login/", {"login": account.email, "password": PASSWORD}, follow=True)
    assert "closed" in answer.content.decode() or "not right" in answer.content.decode()
    client.post("/en/accounts/login/code/", {"email": account.email})
    client.post("/en/accounts/password/reset/", {"email": account.email})
    assert not any("sign in. Type it" in message.body or "lets you choose" in message.body for message in mail.outbox)
    assert client.get("/en/profile/").status_code == 302


def test_nobody_suspends_themselves(aino: User, boss_two: User) -> None:
    with pytest.raises(NotAllowed):
        suspend_account(user=aino, by=aino)


def test_a_deleted_account_is_not_opened_again(account: User, aino: User) -> None:
    erase_account(user=account, by=account)
    with pytest.raises(NotAllowed):
        reopen_account(user=account, by=aino)


@pytest.fixture
def boss_two(db: None) -> User:
    """A second administrator, so that the first is not the only one."""
    return User.objects.create_superuser("two@example.org", public_name="Two")
