"""What apps above add to a district's page: its projects, what happens there, who answers.

Those apps import districts, so a district cannot import them: they register here in their `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from districts.models import District

    PanelSource = Callable[[HttpRequest, District], "tuple[str, Mapping[str, Any]] | None"]
    NumberSource = Callable[[District], "list[tuple[str | Promise, int]]"]
    NearSource = Callable[[HttpRequest, District], "list[NearThing]"]


@dataclass(frozen=True, kw_only=True)
class NearThing:
    """One line of "Near you" on the front page: something in or close to the reader's district."""

    title: str
    url: str
    kind: str | Promise
    note: str | Promise = ""


@dataclass(frozen=True)
class Panel:
    """One part of a district's page: a template and its context."""

    template: str
    context: Mapping[str, Any]


NUMBERS_KEPT = 60  # seconds
_panels: dict[str, tuple[int, PanelSource]] = {}
_near: dict[str, tuple[int, NearSource]] = {}
_numbers: dict[str, tuple[int, NumberSource]] = {}


def register_panel(source: PanelSource, *, key: str, order: int = 100) -> None:
    """Add a part of the district page.

    source: (request, district) -> (template, context), or None when there is nothing to show. `district.path` is the
    start of the path of every district inside. Raises ValueError on a second source of that key.
    """
    _add(_panels, key, order, source)


def register_numbers(source: NumberSource, *, key: str, order: int = 100) -> None:
    """Add to a district's numbers. source: (district) -> [(label, number), …], in as few queries as it can."""
    _add(_numbers, key, order, source)


def register_near(source: NearSource, *, key: str, order: int = 100) -> None:
    """Add to "Near you". source: (request, district) -> at most four NearThing, most urgent first."""
    _add(_near, key, order, source)


def near_for(request: HttpRequest, district: District, *, limit: int = 4) -> list[NearThing]:
    """What is near, from all sources in their order."""
    return [thing for _order, source in _in_order(_near) for thing in source(request, district)][:limit]


def panels_for(request: HttpRequest, district: District) -> list[Panel]:
    """The parts that have something to show, in their order."""
    found = (source(request, district) for _order, source in _in_order(_panels))
    return [Panel(*panel) for panel in found if panel is not None]


def numbers_for(district: District) -> list[tuple[str, int]]:
    """Labels in the active language and numbers that apps above know about a district, in their order.

    Kept for a minute: they count everything below the district and tell nothing about anybody.
    """
    key = f"district-numbers-{district.pk}-{get_language()}"
    numbers: list[tuple[str, int]] | None = cache.get(key)
    if numbers is None:
        numbers = [(str(label), number) for _order, source in _in_order(_numbers) for label, number in source(district)]
        cache.set(key, numbers, NUMBERS_KEPT)
    return numbers


def _add(registry: dict[str, Any], key: str, order: int, source: Any) -> None:
    if key in registry:
        raise ValueError(f"{key!r} is registered already.")
    registry[key] = (order, source)


def _in_order(registry: dict[str, Any]) -> list[tuple[int, Any]]:
    return sorted(registry.values(), key=lambda pair: pair[0])
