"""A city's own theme is one file and one setting."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from participation.settings.env import env_choice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en/accounts/login/", "/en/nothing-here/"])
def test_another_theme_is_loaded_after_the_first(client: Client, settings: Settings, address: str) -> None:
    assert "css/themes/" not in client.get(address).content.decode()
    settings.SITE_THEME = "rannikko"
    page = client.get(address).content.decode()
    assert page.index("css/site.css") < page.index("css/themes/rannikko.css")


def test_the_first_theme_is_the_default() -> None:
    assert settings.SITE_THEME == "kuuluu"


def test_an_unknown_theme_is_refused_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_THEME", "helsinki")
    with pytest.raises(ImproperlyConfigured, match="SITE_THEME must be one of kuuluu, rannikko, not 'helsinki'"):
        env_choice("SITE_THEME", settings.THEMES, "kuuluu")
