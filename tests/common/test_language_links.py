"""Changing the language keeps the page where it can."""

from __future__ import annotations

from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import override

from participation.common.context import language_links


def test_a_page_names_its_own_twins_and_the_rest_lead_home() -> None:
    request = RequestFactory().get("/fi/hankkeet/puisto/")
    request.language_urls = {"fi": "/fi/hankkeet/puisto/", "sv": "/sv/projekt/parken/"}
    with override("fi"):
        links = {link["code"]: link for link in language_links(request)}
    assert list(links) == [code for code, _name in settings.LANGUAGES]
    assert links["sv"]["url"] == "/sv/projekt/parken/"
    assert links["sv"]["same_page"]
    assert links["en"]["url"] == "/en/"
    assert not links["en"]["same_page"]
    assert links["fi"]["current"]


def test_a_page_of_the_tree_without_twins_leads_home() -> None:
    request = RequestFactory().get("/fi/hankkeet/puisto/")
    request.resolver_match = None
    with override("fi"):
        assert {link["url"] for link in language_links(request)} == {"/fi/", "/sv/", "/en/", "/ar/"}
