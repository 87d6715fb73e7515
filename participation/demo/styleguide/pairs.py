"""Which colours stand on which, and how well they have to be told apart there (WCAG 1.4.3 and 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from participation.demo.styleguide.palette import Palette, contrast

TEXT, MARK = 4.5, 3.0
GROUNDS = ("page", "surface", "sunken", "people-soft", "city-soft")
VOICES = ("people", "city")


@dataclass(frozen=True)
class Pair:
    """One role on another. always_light: the ground is bright in every scheme, and what stands on it keeps to light."""

    front: str
    ground: str
    least: float = TEXT
    always_light: bool = False

    def contrast(self, palette: Palette, scheme: str) -> float:
        """The contrast in a scheme, rounded down so that 4.4999 does not pass for 4.5."""
        scheme = "light" if self.always_light else scheme
        return int(contrast(palette.colour(self.front, scheme), palette.colour(self.ground, scheme)) * 100) / 100


def pairs() -> Iterator[Pair]:
    """Every pair that a page shows."""
    for ground in GROUNDS:
        yield from (Pair(front, ground) for front in ("text", "text-soft", "ink", "action", "action-hover"))
        yield from (Pair(front, ground, MARK) for front in ("edge", "focus"))
    for ground in VOICES:
        yield from (Pair(front, ground) for front in ("text", "ink", "action"))
        yield Pair("focus", ground, MARK)
    yield Pair("ink", "people-strong")
    yield Pair("on-action", "action")
    yield Pair("on-action", "action-hover")
    yield from (Pair(front, "action-soft") for front in ("text", "ink", "action"))
    yield from (Pair(front, "now", always_light=True) for front in ("text", "ink", "action", "now-mark"))
    yield Pair("focus", "now", MARK, always_light=True)
    yield Pair("text", "now-soft")
    yield Pair("action", "now-soft")
    for state in ("kept", "late", "wrong"):
        yield from (Pair(front, f"{state}-soft") for front in ("text", "ink", state))
        yield from (Pair(state, ground, MARK) for ground in ("page", "surface"))
    yield Pair("wrong", "page")
    yield Pair("city-strong", "city-soft", MARK)
    yield Pair("page", "ink")
    yield Pair("hero-ink", "hero")
    yield Pair("hero-ink", "hero-ripple")
    yield from (Pair("on-hero-land", ground) for ground in ("hero-land", "hero-cell"))
    yield from (Pair("hero-pin", ground, MARK) for ground in ("hero-land", "hero-cell"))
    yield Pair("on-hero-pin", "hero-pin")
    yield Pair("on-foot", "foot")
    yield Pair("focus-on-foot", "foot", MARK)
    yield from (Pair("action", ground, MARK) for ground in ("land", "cell", "sea"))
    yield from (Pair("ink", ground) for ground in ("land", "cell", "people", "people-strong"))
