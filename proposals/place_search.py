"""Looking for a place inside the form of a proposal, without losing what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from districts.places import MOST, FoundPlace, find_places
from proposals.queries.places import named_places

if TYPE_CHECKING:
    from django.http import HttpRequest

FIND, PICK = "find", "pick"
WORDS = "find_place"


@dataclass(frozen=True)
class PlaceSearch:
    """What was looked for and what was found. asked: whether anything was looked for at all."""

    words: str = ""
    asked: bool = False
    places: list[FoundPlace] = field(default_factory=list)


def wants_place(request: HttpRequest) -> bool:
    """Whether the form was sent to look for a place or to take one that was found, and not to be kept."""
    return request.POST.get("do") == FIND or PICK in request.POST


def places_like(words: str) -> list[FoundPlace]:
    """Districts and the city's places first, then what residents have named; each name once."""
    found = {place.name.casefold(): place for place in reversed([*find_places(words), *named_places(words)])}
    return list(reversed(found.values()))[:MOST]


def search_for(typed: Mapping[str, Any]) -> PlaceSearch:
    """The search that the form asks for; none once a place was taken."""
    words = str(typed.get(WORDS, ""))[:100]
    if PICK in typed or not words.strip():
        return PlaceSearch(words=words)
    return PlaceSearch(words=words, asked=True, places=places_like(words))


def with_place(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as the form shows it again; a place that was picked ("60.18,24.95") is in the two numbers."""
    kept = {name: typed[name] for name in typed if name not in {"image", "remove_image"}}
    latitude, _comma, longitude = str(typed.get(PICK, "")).partition(",")
    if latitude and longitude:
        kept |= {"latitude": latitude[:20], "longitude": longitude[:20]}
        kept["place"] = kept.get("place") or typed.get(WORDS, "")
    return kept
