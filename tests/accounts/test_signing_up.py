"""Signing up by e-mail and code, over HTTP as a browser without JavaScript does it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from participation.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^\w{3,4}-\w{3,4}$", re.MULTILINE)


def mailed_code() -> str:
    """The code in the newest mail."""
    return CODE.search(mail.outbox[-1].body).group()


def without_what_differs(page: HttpResponse) -> str:
    """The page without the address, tokens and nonces."""
    differing = r"anna@example.org|new@example.org|value=\"[^\"]*\"|nonce=\"[^\"]*\""
    return re.sub(differing, "", page.content.decode())


def sign_up(client: Client, email: str = "anna@example.org", public_name: str = "Anna K", **extra: str) -> HttpResponse:
    """Send the sign-up form."""
    return client.post("/en/accounts/signup/", {"email": email, "public_name": public_name, **extra}, follow=True)


def test_a_code_by_mail_opens_the_account_and_leads_back(client: Client) -> None:
    page = sign_up(client, next="/en/projects/?q=park")
    assert "Confirm your e-mail" in page.content.decode()
    assert "anna@example.org" in page.content.decode()
    answer = client.post(reverse("account_email_verification_sent"), {"code": mailed_code(), "next": "/en/projects/?q=park"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/projects/?q=park")
    anna = User.objects.get(email="anna@example.org")
    assert (anna.public_name, anna.language, anna.has_usable_password()) == ("Anna K", "en", False)
    assert EmailAddress.objects.get(user=anna).verified
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_a_wrong_code_lets_nobody_in_and_three_end_it(client: Client) -> None:
    sign_up(client)
    for _attempt in range(3):
        page = client.post("/en/accounts/confirm-email/", {"code": "WRNG-CODE"})
        assert "_auth_user_id" not in client.session
    code = mailed_code()
    page = client.post("/en/accounts/confirm-email/", {"code": code}, follow=True)
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("language", "word"), [("fi", "fi"), ("sv", "sv"), ("en", "en")])
def test_the_language_of_sign_up_is_kept_for_mail(client: Client, language: str, word: str) -> None:
    client.post(f"/{language}/accounts/signup/", {"email": "a@example.org", "public_name": "Aada"})
    assert User.objects.get(email="a@example.org").language == word


def test_whether_an_address_has_an_account_is_not_told(client: Client) -> None:
    UserFactory(email="anna@example.org")
    taken = sign_up(client)
    fresh = sign_up(Client(), email="new@example.org")
    assert without_what_differs(taken) == without_what_differs(fresh)
    assert User.objects.filter(email="anna@example.org").count() == 1
    assert "already" in next(message.subject for message in mail.outbox if message.to == ["anna@example.org"])


@pytest.mark.parametrize(
    "name",
    [
        "moderator",
        "Mod\u0435rator",
        "M0derator",
        "Helsinki",
        "Helsinki city",
        "Ylläpito",
        "anna@example.org",
        "www.spam.example",
        "a",
        "",
        "   ",
        "\u202e\u200b",
        "x" * 61,
        "12345",
        "Modera\u200btor",
        "4dm1n",
        "Kaupungin Matti",
    ],
)
def test_names_that_mislead_are_refused_and_what_was_typed_stays(client: Client, name: str) -> None:
    page = sign_up(client, public_name=name)
    assert page.status_code == 200
    assert not User.objects.exists()
    assert "anna@example.org" in page.content.decode()
    assert "k-errors" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna\t K ", "Anna K"),
        ("Anna\u202e K", "Anna K"),
        ("Åsa-Maija O’Hara", "Åsa-Maija O’Hara"),
        ("Anna 🌳", "Anna 🌳"),
        ("Ari Helsinkiläinen", "Ari Helsinkiläinen"),
        ("محمد", "محمد"),
    ],
)
def test_names_are_cleaned_not_normalised_away(client: Client, typed: str, kept: str) -> None:
    sign_up(client, public_name=typed)
    assert User.objects.get().public_name == kept


@pytest.mark.parametrize("email", ["", "no address", "a@b", "x" * 300 + "@example.org", "a\x00@example.org"])
def test_a_bad_address_is_refused_at_its_field(client: Client, email: str) -> None:
    page = sign_up(client, email=email)
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert not User.objects.exists()


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    sign_up(client, next="https://evil.example/")
    answer = client.post("/en/accounts/confirm-email/", {"code": mailed_code(), "next": "https://evil.example/"})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]


def test_an_e_mail_belongs_to_one_account_whatever_its_case(client: Client) -> None:
    UserFactory(email="Anna@Example.org")
    sign_up(client, email="anna@example.ORG")
    assert User.objects.count() == 1
