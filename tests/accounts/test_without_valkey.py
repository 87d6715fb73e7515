"""Signing in goes on while Valkey is away; only its limits rest."""

from django.core import mail
from django.test import Client, override_settings

from participation.accounts.models import User
from tests.accounts.conftest import PASSWORD

AWAY = {
    "default": {
        "BACKEND": "participation.common.cache.ForgivingRedisCache",
        "LOCATION": "unix:///nowhere/valkey.sock?db=2",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    },
}


@override_settings(CACHES=AWAY)
def test_password_code_and_sign_up_work(client: Client, account: User) -> None:
    answer = client.post("/en/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/en/profile/").status_code == 200
    assert Client().post("/en/accounts/login/code/", {"email": account.email}).status_code == 302
    Client().post("/en/accounts/signup/", {"email": "new@example.org", "public_name": "New one"})
    assert len(mail.outbox) == 2
