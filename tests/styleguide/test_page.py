"""The style page shows every component, in every language, and nobody sees it outside the demo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import Settings

from participation.common.icons import PATHS
from participation.common.stylesheets import imports
from participation.demo.styleguide.components import component_templates, examples
from tests.architecture.test_policy import INLINE

pytestmark = pytest.mark.django_db
STATIC = Path(settings.ROOT) / "static"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
LARGEST = 150  # lines; a stylesheet that needs more holds more than one idea
PAGE = "/styleguide/?language=en"


def stylesheets() -> list[str]:
    """The components' own, as pages load them."""
    listed = imports("css/site.css", lambda name: (STATIC / name).read_text("utf-8"))
    return [name for name in listed if name.startswith("css/components/")]


def test_every_component_has_an_example() -> None:
    missing = set(component_templates()) - {example.name for example in examples()}
    assert missing == set(), f"Write templates/styleguide/examples/<name>.html for {sorted(missing)}"


def test_every_example_shows_the_component_of_its_name(client: Client) -> None:
    response = client.get(PAGE)
    rendered = {template.name for template in response.templates}
    assert {f"components/_{name}.html" for name in component_templates()} <= rendered
    page = response.content.decode()
    for example in examples():
        assert f'id="{example.name}"' in page
        assert example.source, example.name


def test_every_stylesheet_of_a_component_is_small_and_seen(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    shown = {word for words in re.findall(r'class="([^"]*)"', page) for word in words.split()}
    for name in stylesheets():
        text = (STATIC / name).read_text("utf-8")
        assert len(text.splitlines()) <= LARGEST, name
        assert set(re.findall(r"\.([a-z][\w-]*)", text)) & shown, f"No example shows what {name} is for."


def test_every_component_has_a_stylesheet_of_its_name() -> None:
    """A part of a family (`field_help`) may leave it to the family's."""
    there = {Path(path).stem for path in stylesheets()}
    for name in component_templates():
        words = name.split("_")
        assert {"-".join(words[: count + 1]) for count in range(len(words))} & there, name


def test_every_icon_is_shown(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert all(path in page for path in PATHS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_readers_language(client: Client, language: str) -> None:
    page = client.get(f"/styleguide/?language={language}").content.decode()
    assert f'<html lang="{language}"' in page
    assert ("How this service looks" in page) is (language == "en")
    assert not INLINE.search(page)


def test_it_follows_the_browser_without_being_asked(client: Client) -> None:
    page = client.get("/styleguide/", headers={"Accept-Language": "sv"}).content.decode()
    assert '<html lang="sv"' in page


def test_theme_brightness_and_direction_can_be_chosen(client: Client) -> None:
    plain = client.get(PAGE).content.decode()
    assert "data-scheme" not in plain
    assert 'dir="ltr"' in plain
    other = client.get(f"{PAGE}&theme=rannikko&scheme=dark&dir=rtl").content.decode()
    assert 'dir="rtl"' in other
    assert 'data-scheme="dark"' in other
    assert "css/themes/rannikko.css" in other
    nonsense = client.get(f"{PAGE}&theme=../x&scheme=<b>&dir=up").content.decode()
    assert "data-scheme" not in nonsense
    assert 'dir="ltr"' in nonsense


def test_nobody_sees_it_outside_the_demo(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert client.get(PAGE).status_code == 404


def test_it_takes_no_forms(client: Client) -> None:
    assert client.post(PAGE).status_code == 405
