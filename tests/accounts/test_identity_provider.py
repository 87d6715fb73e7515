"""Signing in through an OpenID Connect provider: a small one that answers on this machine."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings

from participation.accounts.models import User, Verification
from participation.accounts.rules import is_verified
from tests.accounts.conftest import PASSWORD

CODE = re.compile(r"^\w{4}-\w{4}$", re.MULTILINE)


class Provider(BaseHTTPRequestHandler):
    """Answers what a relying party asks; `claims` is who signs in next."""

    claims: dict[str, object] = {}

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_address[1]}"
        if "well-known" in self.path:
            self.answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/me",
                    "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self.answer(self.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "t", "token_type": "Bearer"})

    def answer(self, data: dict[str, object]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def provider(db: None) -> Iterator[type[Provider]]:
    """A provider called "City ID", set up as the environment would."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "city",
        "name": "City ID",
        "client_id": "us",
        "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_address[1]}", "uid_field": "sub"},
    }
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers, OIDC_MUNICIPALITY_VALUES=["Helsinki", "091"]):
        yield Provider
    server.shutdown()
    server.server_close()


def identify(client: Client, claims: dict[str, object], *, process: str = "login", language: str = "sv") -> HttpResponse:
    """Go to the provider and come back as the person the claims describe."""
    Provider.claims = claims
    page = client.post(f"/{language}/accounts/oidc/city/login/", {"process": process, "next": f"/{language}/projects/"})
    query = parse_qs(urlsplit(page.context["address"]).query)
    assert query["redirect_uri"][0].endswith("/accounts/oidc/city/login/callback/")
    assert query["code_challenge_method"] == ["S256"]
    return client.get("/accounts/oidc/city/login/callback/", {"code": "c", "state": query["state"][0]})


def sign_up(client: Client, claims: dict[str, object]) -> User:
    """The first time through: choose a public name, confirm the address."""
    answer = identify(client, claims)
    assert answer["Location"].startswith("/sv/accounts/social/signup/")
    assert client.get(answer["Location"]).status_code == 200
    client.post("/sv/accounts/social/signup/", {"email": "elli@example.org", "public_name": "Elli"})
    client.post("/sv/accounts/confirm-email/", {"code": CODE.search(mail.outbox[-1].body).group()})
    return User.objects.get(email="elli@example.org")


RESIDENT = {"sub": "1234", "email": "elli@example.org", "name": "Elli Esimerkki", "municipality": "091", "hetu": "010190-999X"}


def test_without_a_provider_there_is_no_button_and_no_door(client: Client, db: None) -> None:
    assert "/oidc/" not in client.get("/en/accounts/login/").content.decode()
    assert client.post("/en/accounts/oidc/city/login/").status_code == 404


def test_with_one_there_is_a_button(client: Client, provider: type[Provider]) -> None:
    page = client.get("/en/accounts/login/").content.decode()
    assert "Continue with City ID" in page
    assert 'action="/en/accounts/oidc/city/login/' in page
    assert client.get("/en/accounts/oidc/city/login/").status_code == 405


def test_a_resident_signs_up_and_is_verified(client: Client, provider: type[Provider]) -> None:
    elli = sign_up(client, RESIDENT)
    assert (elli.public_name, elli.language) == ("Elli", "sv")
    assert is_verified(elli)
    row = Verification.objects.get()
    assert (row.kind, row.municipality) == ("strong", "Helsinki")
    assert "1234" not in row.subject_digest
    stored = json.dumps(elli.socialaccount_set.get().extra_data)
    assert "010190-999X" not in stored
    assert "Esimerkki" not in stored


@pytest.mark.parametrize("municipality", ["Espoo", "", None, [], ["Vantaa"]])
def test_others_are_not_verified(client: Client, provider: type[Provider], municipality: object) -> None:
    elli = sign_up(client, {**RESIDENT, "municipality": municipality})
    assert not is_verified(elli)


def test_the_second_time_leads_straight_in(client: Client, provider: type[Provider]) -> None:
    sign_up(client, RESIDENT)
    browser = Client()
    assert identify(browser, RESIDENT)["Location"] == "/sv/projects/"
    assert browser.get("/sv/profile/").status_code == 200
    assert Verification.objects.count() == 1


def test_an_account_is_not_entered_by_its_address(client: Client, provider: type[Provider], account: User) -> None:
    answer = identify(client, {**RESIDENT, "email": account.email, "email_verified": True})
    assert "signup" in answer["Location"]
    assert "_auth_user_id" not in client.session


def test_unless_the_city_trusts_its_provider_with_addresses(client: Client, provider: type[Provider], account: User) -> None:
    with override_settings(OIDC_LINKS_BY_EMAIL=True):
        identify(client, {**RESIDENT, "email": account.email, "email_verified": False})
        assert "_auth_user_id" not in client.session
        identify(client, {**RESIDENT, "sub": "77", "email": account.email, "email_verified": True})
        assert client.session["_auth_user_id"] == str(account.pk)


def test_connecting_to_ones_own_account_verifies_it(client: Client, provider: type[Provider], account: User) -> None:
    client.force_login(account)
    answer = identify(client, RESIDENT, process="connect")
    assert "reauthenticate" in answer["Location"], "a change that matters: the password first"
    client.post(answer["Location"], {"password": PASSWORD})
    assert is_verified(User.objects.get(pk=account.pk))
    assert client.get("/en/accounts/social/").status_code == 200


def test_one_identity_verifies_one_account(client: Client, provider: type[Provider], account: User) -> None:
    sign_up(client, RESIDENT)
    Verification.objects.get().user.socialaccount_set.all().delete()
    other = Client()
    other.force_login(account)
    answer = identify(other, RESIDENT, process="connect")
    other.post(answer["Location"], {"password": PASSWORD})
    assert account.socialaccount_set.exists()
    page = other.get("/en/projects/", follow=True)
    assert page.status_code == 200
    assert not is_verified(account)
    assert Verification.objects.count() == 1


def test_a_made_up_answer_gets_a_page_not_an_error(client: Client, provider: type[Provider]) -> None:
    page = client.get("/accounts/oidc/city/login/callback/", {"code": "c", "state": "made-up"})
    assert page.status_code in {200, 401}
    assert "_auth_user_id" not in client.session
