"""The colours of both themes can be told apart, in the light and in the dark."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from participation.demo.styleguide.pairs import pairs
from participation.demo.styleguide.palette import SCHEMES, STYLES, Colour, Palette, contrast

THEMES = settings.THEMES
ROLE = re.compile(r"var\(--([a-z][a-z0-9-]*)")
DEFINED = re.compile(r"--([\w-]+)\s*:")
RAW = re.compile(r"(?<![\w&-])#(?:[0-9a-f]{3}|[0-9a-f]{6})\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)
OWN = [*(STYLES / "css").glob("*.css"), *(STYLES / "css" / "components").glob("*.css"), *(STYLES / "css" / "modes").glob("*.css")]
# The admin has Wagtail's colours; paper is white and ink is black whatever the theme.
APART = {"admin.css", "staff.css", "print.css"}


def test_contrast_is_what_the_guidelines_compute() -> None:
    """Figures from the definition's own examples: the extremes, and the lightest grey that passes for text on white."""
    white = Colour(255, 255, 255)
    assert round(contrast(white, Colour(0, 0, 0)), 2) == 21
    assert round(contrast(white, Colour(0x76, 0x76, 0x76)), 2) == 4.54
    assert round(contrast(white, Colour(0x77, 0x77, 0x77)), 2) == 4.48


def test_there_is_more_than_one_theme() -> None:
    assert {"kuuluu", "rannikko"} <= set(THEMES)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_of_roles_has_its_contrast(theme: str, scheme: str) -> None:
    palette = Palette(theme)
    weak = [(pair, pair.contrast(palette, scheme)) for pair in pairs() if pair.contrast(palette, scheme) < pair.least]
    assert weak == []


@pytest.mark.parametrize("theme", THEMES)
def test_light_and_dark_differ(theme: str) -> None:
    palette = Palette(theme)
    assert palette.colour("page", "light").luminance > 0.7
    assert palette.colour("page", "dark").luminance < 0.1


def test_every_role_that_a_stylesheet_names_exists() -> None:
    texts = {path.name: path.read_text("utf-8") for path in OWN}
    known = Palette("kuuluu").properties.keys() | {name for text in texts.values() for name in DEFINED.findall(text)}
    for path, text in texts.items():
        missing = {name for name in ROLE.findall(text) if not name.startswith("w-")} - known
        assert missing == set(), path


def test_components_take_their_colours_from_roles() -> None:
    for path in OWN:
        if path.name not in APART:
            assert not RAW.search(path.read_text("utf-8")), path.name
