"""Signing in by password and by code, and out again."""

import re

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import translation

from participation.accounts.models import User
from tests.accounts.conftest import PASSWORD

CODE = re.compile(r"^\w{4}-\w{4}$", re.MULTILINE)


class ServerAway(EmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


def signed_in(client: Client) -> bool:
    """Whether this browser is somebody."""
    return client.get("/en/profile/").status_code == 200


def by_password(client: Client, password: str = PASSWORD, **extra: str) -> HttpResponse:
    """Send the sign-in form."""
    return client.post("/en/accounts/login/", {"login": "Ida@Example.org", "password": password, **extra})


def test_by_password_back_to_where_one_was(client: Client, account: User) -> None:
    answer = by_password(client, next="/en/projects/a/proposals/new/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/projects/a/proposals/new/")
    assert signed_in(client)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_never_to_another_site(client: Client, account: User, target: str) -> None:
    assert "evil" not in by_password(client, next=target)["Location"]
    assert "alert" not in client.get("/en/accounts/login/", {"next": target})["Location"]


def once_more(client: Client) -> None:
    """Type the password again, as before every change that matters."""
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})


def test_a_wrong_password_is_said_and_the_address_kept(client: Client, account: User) -> None:
    page = by_password(client, password="wrong")
    assert page.status_code == 200
    assert "The e-mail or the password is not right." in page.content.decode()
    assert "Ida@Example.org".lower() in page.content.decode().lower()
    assert not signed_in(client)


def test_guessing_is_slowed_down_for_the_account(client: Client, account: User) -> None:
    for _attempt in range(5):
        by_password(client, password="wrong")
    assert "Too many attempts" in by_password(client).content.decode()
    assert not signed_in(client)


def test_by_code(client: Client, account: User) -> None:
    client.post("/en/accounts/login/code/", {"email": "IDA@example.org", "next": "/en/projects/"})
    code = CODE.search(mail.outbox[-1].body).group()
    answer = client.post("/en/accounts/login/code/confirm/", {"code": code.lower(), "next": "/en/projects/"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/projects/")
    assert signed_in(client)


def test_three_wrong_codes_end_it(client: Client, account: User) -> None:
    client.post("/en/accounts/login/code/", {"email": account.email})
    code = CODE.search(mail.outbox[-1].body).group()
    for _attempt in range(3):
        client.post("/en/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
    client.post("/en/accounts/login/code/confirm/", {"code": code})
    assert not signed_in(client)


def test_codes_are_not_sent_without_end(client: Client, account: User) -> None:
    for _attempt in range(5):
        Client().post("/en/accounts/login/code/", {"email": account.email})
    assert len(mail.outbox) == 3


def test_an_unknown_address_looks_the_same(client: Client, account: User) -> None:
    known = client.post("/en/accounts/login/code/", {"email": account.email})
    unknown = Client().post("/en/accounts/login/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[account.email], ["nobody@example.org"]]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_mail_is_in_the_readers_language_not_the_pages(client: Client, account: User, language: str) -> None:
    account.language = language
    account.save()
    client.post("/en/accounts/login/code/", {"email": account.email})
    with translation.override(language):
        assert mail.outbox[-1].subject == translation.gettext("Your code for %(service_name)s") % {"service_name": "Kuuluu"}


@pytest.mark.parametrize("path", ["login/code/", "signup/", "password/reset/"])
def test_a_mail_server_that_is_away_is_said_and_nothing_breaks(client: Client, account: User, path: str) -> None:
    with override_settings(EMAIL_BACKEND="tests.accounts.test_signing_in.ServerAway"):
        data = {"email": "someone@example.org" if path == "signup/" else account.email, "public_name": "Someone"}
        page = client.post(f"/en/accounts/{path}", data, follow=True)
    assert page.status_code == 200
    assert "We could not send the mail" in page.content.decode()


def test_signing_out(client: Client, account: User) -> None:
    client.force_login(account)
    client.post("/en/accounts/logout/")
    assert not signed_in(client)


def test_another_password_by_code(client: Client, account: User) -> None:
    client.post("/en/accounts/password/reset/", {"email": account.email})
    code = CODE.search(mail.outbox[-1].body).group()
    client.post("/en/accounts/password/reset/confirm/", {"code": code})
    fresh = "something else entirely"
    client.post("/en/accounts/password/reset/complete/", {"password1": fresh, "password2": fresh})
    account.refresh_from_db()
    assert account.check_password(fresh)


def test_a_first_password_can_be_chosen_later(client: Client, account: User) -> None:
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    fresh = "something else entirely"
    answer = client.post("/en/accounts/password/set/", {"password1": fresh, "password2": fresh})
    assert (answer.status_code, answer["Location"]) == (302, "/en/profile/settings/")
    account.refresh_from_db()
    assert account.check_password(fresh)
    assert signed_in(client)


def test_another_address_counts_after_its_code(client: Client, account: User) -> None:
    by_password(client)
    once_more(client)
    client.post("/en/accounts/email/", {"email": "new@example.org", "action_add": "1"})
    account.refresh_from_db()
    assert account.email == "ida@example.org"
    client.post("/en/accounts/confirm-email/", {"code": CODE.search(mail.outbox[-1].body).group()})
    account.refresh_from_db()
    assert account.email == "new@example.org"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("page", ["login", "signup", "login/code", "password/reset", "inactive"])
def test_every_door_opens_in_every_language(client: Client, db: None, language: str, page: str) -> None:
    assert client.get(f"/{language}/accounts/{page}/").status_code == 200


@pytest.mark.parametrize("page", ["email", "password/change", "2fa", "2fa/totp/activate", "logout", "social", "reauthenticate"])
def test_every_room_behind_the_doors_opens(client: Client, account: User, page: str) -> None:
    by_password(client)
    once_more(client)
    assert client.get(f"/en/accounts/{page}/").status_code == 200
