"""Which district a point lies in, from boundaries kept in memory.

The index is built once per process and rebuilt when the rows changed. The check is one short query over the rows'
physical versions: it needs no column of its own, and it notices every kind of write, bulk and raw ones included.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from shapely import STRtree, points
from shapely.geometry import shape

from districts.models import District
from districts.states import Level
from participation.common.kept import Kept
from participation.common.refusals import Invalid

VERSION = """
    SELECT md5(coalesce(string_agg(id::text || ctid::text || xmin::text, ',' ORDER BY id), ''))
    FROM districts_district WHERE level = ANY(%s)
"""


@dataclass(frozen=True)
class Locator:
    """The participation level's boundaries at one moment. Use one locator for many points: it asks the database nothing."""

    root: District
    districts: list[District]
    tree: STRtree

    def at(self, latitude: float, longitude: float) -> District:
        """The district a point lies in, the root where it lies in none.

        latitude, longitude: degrees, WGS84. On a border the district with the lowest code wins, so the answer is
        always the same. Raises Invalid outside the city's bounds.
        """
        require_in_city(latitude, longitude)
        found = self.tree.query(points(longitude, latitude), predicate="intersects")
        # Callers may set attributes on what they get; they must not meet each other's.
        return copy.copy(self.districts[min(found)] if len(found) else self.root)


def require_in_city(latitude: float, longitude: float) -> None:
    """Raise Invalid when a point is no place, or lies outside `settings.CITY_BOUNDS`."""
    south, north, west, east = settings.CITY_BOUNDS
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise Invalid(_("That is not a place on the map."), field="latitude")
    if not (south <= latitude <= north and west <= longitude <= east):
        raise Invalid(_("That place is outside the city. Choose a place inside it."), field="latitude")


def levels_version(*levels: str) -> str:
    """A text that is another after every change of the levels' districts, and every day, as they begin and end. One query."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION, [list(levels)])
        return f"{timezone.localdate()} {cursor.fetchone()[0]}"


def build_locator() -> Locator:
    """Read the boundaries. Raises District.DoesNotExist when the city has no root row yet."""
    rows = District.objects.valid().participation_level().filter(boundary__isnull=False).order_by("code")
    districts = list(rows.defer("boundary"))
    tree = STRtree([shape(boundary) for boundary in rows.values_list("boundary", flat=True)])
    root = District.objects.defer("boundary").get(level=Level.CITY)
    return Locator(root, districts, tree)


_locators: Kept[Locator] = Kept(10)


def locator() -> Locator:
    """The current locator: one query when nothing changed. Raises District.DoesNotExist as `build_locator` does."""
    level = settings.PARTICIPATION_LEVEL
    return _locators.get(level, levels_version(Level.CITY, level), build_locator)
