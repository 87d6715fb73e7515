"""Finding a place by address or words, in the city's own data alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordDistance
from django.db.models import Case, Q, Value, When

from districts.locating import Locator, locator
from districts.models import District, Place
from districts.names import folded
from districts.queries import districts_named_like
from participation.common.refusals import Invalid

MOST = 8
SHORTEST = 2  # letters; fewer begin everything
LONGEST = 100


@dataclass(frozen=True)
class FoundPlace:
    """A place with its name in the active language. detail: what tells it from others; degrees in WGS84."""

    name: str
    detail: str
    latitude: float
    longitude: float

    @property
    def point(self) -> str:
        """As a button's value: latitude and longitude."""
        return f"{self.latitude:.5f},{self.longitude:.5f}"


def find_places(text: str, *, limit: int = MOST) -> list[FoundPlace]:
    """Districts whose name begins so, then places that are called so or nearly so, best first."""
    wanted = folded(text.replace("\x00", " "))[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    found = [
        FoundPlace(str(district), district.get_level_display(), *district.centre)
        for district in districts_named_like(wanted, limit=3)
        if district.centre
    ]
    found += [
        FoundPlace(str(place), str(district) if district else place.kind, place.latitude, place.longitude)
        for place, district in located_places(wanted, limit=limit)
    ]
    return found[:limit]


def located_places(text: str, *, limit: int = MOST) -> list[tuple[Place, District | None]]:
    """The city's places that are called so or nearly so, each with the district it lies in. Two queries."""
    wanted = folded(text.replace("\x00", " "))[:LONGEST]
    places = _places(wanted, limit) if len(wanted) >= SHORTEST else []
    return list(zip(places, districts_of([(place.latitude, place.longitude) for place in places]), strict=True))


def districts_of(points: Sequence[tuple[float, float]]) -> list[District | None]:
    """The district each point lies in; None where it lies in none. One query, however many there are."""
    if not points:
        return []
    boundaries = locator()
    return [_district(boundaries, latitude, longitude) for latitude, longitude in points]


def _district(boundaries: Locator, latitude: float, longitude: float) -> District | None:
    try:
        district = boundaries.at(latitude, longitude)
    except Invalid:
        return None
    return district if district.parent_id else None


def _places(wanted: str, limit: int) -> list[Place]:
    rows = Place.objects.filter(Q(words__contains=wanted) | Q(words__trigram_word_similar=wanted))
    begins = Case(When(Q(words__startswith=wanted) | Q(words__contains=f"\n{wanted}"), then=Value(0)), default=Value(1))
    return list(rows.order_by(begins, TrigramWordDistance(wanted, "words"), "name", "pk")[:limit])
