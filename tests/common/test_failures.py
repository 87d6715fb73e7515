"""Pages for what went wrong say what happened and what to do, in the reader's language, with nothing to lean on."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django.fixtures import Settings

from participation.common.errors import LAST_RESORT, server_error

WORDS = {"fi": "Mitä voit tehdä", "sv": "Vad du kan göra", "en": "What you can do"}
BARE = ("400.html", "500.html", "503.html")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", BARE)
def test_pages_without_a_context_help_all_the_same(name: str, language: str) -> None:
    with override(language):
        page = render_to_string(name)
    assert f'<html lang="{language}"' in page
    assert WORDS[language] in page
    assert settings.CONTACT_EMAIL in page
    assert settings.SERVICE_NAME in page
    assert f'href="/{language}/"' in page


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", ["403.html", "404.html", "429.html"])
def test_pages_in_the_frame_help(name: str, language: str) -> None:
    request = RequestFactory().get(f"/{language}/somewhere/?a=1")
    request.user, request.resolver_match = AnonymousUser(), None
    with override(language):
        page = render_to_string(name, {}, request)
    assert WORDS[language] in page


def test_our_own_mistake_wears_the_citys_theme(settings: Settings) -> None:
    """The page is made without a context; it must not fall back to the last resort for want of one."""
    settings.SITE_THEME = "rannikko"
    with override("sv"):
        page = server_error(RequestFactory().get("/sv/")).content.decode()
    assert "rannikko.css" in page
    assert page != LAST_RESORT


@pytest.mark.django_db
@pytest.mark.parametrize("language", WORDS)
def test_a_missing_page_offers_a_search(client: Client, language: str) -> None:
    response = client.get(f"/{language}/not-there/")
    assert response.status_code == 404
    page = response.content.decode()
    assert f'action="/{language}/projects/"' in page
    assert 'name="q"' in page
