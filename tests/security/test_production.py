"""What production refuses to start with, and how its browsers are told to behave."""

from __future__ import annotations

import pytest

from tests.architecture.test_settings import python


@pytest.mark.parametrize("refused", [{"SECRET_KEY": "demo-only-key-that-protects-nothing-" + "0" * 32}])
def test_the_demos_key_starts_nothing(refused: dict[str, str]) -> None:
    result = python("-c", "import participation.settings.production", **refused)
    assert result.returncode != 0
    assert "SECRET_KEY is the demo's" in result.stderr


def test_mails_lead_to_the_public_address_alone() -> None:
    asked = "import participation.settings.production as s; print(s.PUBLIC_URL, s.WAGTAILADMIN_BASE_URL)"
    assert python("-c", asked, PUBLIC_URL="https://city.example").stdout.split() == ["https://city.example"] * 2


def test_cookies_and_addresses_are_kept_to_https() -> None:
    names = (
        "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SECURE_HSTS_INCLUDE_SUBDOMAINS SESSION_COOKIE_HTTPONLY "
        "STAFF_SECOND_FACTOR"
    )
    asked = f"import django; from django.conf import settings as s; print([getattr(s, n) for n in {names.split()!r}])"
    assert python("-W", "ignore", "-c", asked).stdout.strip() == str([True] * 6)


def test_the_mailbox_of_the_demo_is_not_there() -> None:
    asked = (
        "import django; django.setup(); from django.urls import resolve; from django.urls.exceptions import Resolver404\n"
        "try:\n    print(resolve('/demo/mail/').view_name)\nexcept Resolver404:\n    print('nothing')"
    )
    assert python("-W", "ignore", "-c", asked).stdout.strip() == "nothing"


def test_the_demo_city_is_not_built() -> None:
    result = python("manage.py", "seed_demo")
    assert result.returncode != 0
    assert "seed_demo" in result.stderr
