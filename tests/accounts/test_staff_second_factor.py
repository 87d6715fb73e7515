"""The admin's doors, and the second step of those who may enter."""

from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client, override_settings

from participation.accounts.models import User
from tests.accounts.conftest import PASSWORD


@pytest.fixture
def boss(account: User) -> User:
    """An administrator with a password."""
    account.is_superuser = True
    account.save()
    return account


def app_code(secret: str) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client: Client) -> None:
    """By password."""
    client.post("/en/accounts/login/", {"login": "ida@example.org", "password": PASSWORD})


def once_more(client: Client) -> None:
    """Type the password again, as before every change that matters."""
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})


@pytest.mark.parametrize(
    ("door", "back"),
    [("/admin/login/", "/admin/"), ("/admin/", "/admin/"), ("/admin/pages/", "/admin/pages/")],
)
def test_the_admins_login_is_the_sites(client: Client, db: None, door: str, back: str) -> None:
    last_hop = client.get(door, follow=True).redirect_chain[-1][0]
    assert last_hop.endswith("/accounts/login/?" + urlencode({"next": back}))


def test_the_admins_login_leads_nowhere_else(client: Client, boss: User) -> None:
    assert "evil" not in client.get("/admin/login/", {"next": "https://evil.example/"})["Location"]
    client.force_login(boss)
    assert client.get("/admin/login/", {"next": "https://evil.example/"})["Location"] == "/admin/"
    assert client.get("/admin/login/", {"next": "//evil.example/"})["Location"] == "/admin/"


def test_the_admins_login_takes_no_password(client: Client, boss: User) -> None:
    answer = client.post("/admin/login/", {"username": boss.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/confirm/x/y/", "/admin/password_reset/done/"])
def test_the_admins_password_reset_is_the_sites(client: Client, db: None, path: str) -> None:
    assert client.get(path)["Location"].endswith("/accounts/password/reset/")


def test_signing_out_of_the_admin_signs_out_of_the_site(client: Client, boss: User) -> None:
    client.force_login(boss)
    assert client.get("/admin/logout/").status_code == 405
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_a_resident_is_told_that_the_admin_is_not_for_them(client: Client, account: User) -> None:
    client.force_login(account)
    page = client.get("/admin/", follow=True)
    assert page.status_code == 403
    assert "no rights" in page.content.decode() or "oikeu" in page.content.decode()


def test_one_can_look_at_ones_admin_settings(client: Client, boss: User) -> None:
    client.force_login(boss)
    page = client.get("/admin/account/")
    assert page.status_code == 200
    assert "first_name" not in page.content.decode()


@pytest.mark.django_db(transaction=True)
@override_settings(STAFF_SECOND_FACTOR=True)
def test_staff_set_up_the_app_before_the_admin_opens_and_then_use_it(client: Client, boss: User) -> None:
    sign_in(client)
    answer = client.get("/admin/pages/")
    assert "/accounts/2fa/totp/activate/" in answer["Location"]
    once_more(client)
    page = client.get("/en/accounts/2fa/totp/activate/")
    assert "data:image/svg" in page.content.decode()
    secret = page.context["form"].secret
    client.post("/en/accounts/2fa/totp/activate/", {"code": app_code(secret)})
    assert Authenticator.objects.filter(user=boss, type="totp").exists()
    assert client.get("/admin/account/").status_code == 200
    other = Client()
    sign_in(other)
    assert "_auth_user_id" not in other.session
    assert other.get("/admin/").status_code == 302
    codes = Authenticator.objects.get(user=boss, type="recovery_codes").wrap().get_unused_codes()
    other.post("/en/accounts/2fa/authenticate/", {"code": codes[0]})
    assert other.get("/admin/account/").status_code == 200


@override_settings(STAFF_SECOND_FACTOR=True)
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_no_method_walks_round_it(client: Client, boss: User, method: str) -> None:
    client.force_login(boss)
    answer = getattr(client, method)("/admin/users/new/")
    assert answer.status_code == 302
    assert "totp/activate" in answer["Location"]


@override_settings(STAFF_SECOND_FACTOR=True)
def test_residents_need_no_second_step(client: Client, account: User) -> None:
    sign_in(client)
    assert client.get("/en/profile/").status_code == 200


def test_a_second_step_set_up_is_asked_for(client: Client, account: User) -> None:
    TOTP.activate(account, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(account)
    sign_in(client)
    assert "_auth_user_id" not in client.session
    assert client.get("/en/accounts/2fa/authenticate/").status_code == 200
    client.post("/en/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/en/accounts/2fa/authenticate/", {"code": app_code("JBSWY3DPEHPK3PXP")})
    assert client.session["_auth_user_id"] == str(account.pk)
    once_more(client)
    for page in ("2fa", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/totp/deactivate"):
        assert client.get(f"/en/accounts/{page}/").status_code == 200
