"""The districts' boundaries as one GeoJSON file for the map that moves: few corners, few decimals, kept until one changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import md5
from typing import Any

import shapely
from django.conf import settings
from django.utils.translation import get_language
from shapely.geometry import mapping, shape

from districts.locating import levels_version
from districts.models import District
from participation.common.kept import Kept

DETAIL = 0.0001  # degrees, about ten metres: what a map of the whole city can show
DECIMALS = 5  # about a metre


@dataclass(frozen=True)
class BoundaryFile:
    """The file as it is sent, and the name of its version."""

    body: str
    version: str


def boundary_file() -> BoundaryFile:
    """The participation level in the active language. One query when nothing changed.

    Every feature has the `slug` and the `name` of its district; `coast` is the outline of all of them together.
    """
    level, language = settings.PARTICIPATION_LEVEL, get_language()
    version = levels_version(level)
    return _files.get((level, language), version, lambda: BoundaryFile(_body(level), short_version(version)))


_files: Kept[BoundaryFile] = Kept(50)


def short_version(version: str) -> str:
    """What stands for `locating.levels_version()` in an address."""
    return md5(version.encode(), usedforsecurity=False).hexdigest()[:12]


def _body(level: str) -> str:
    rows = list(District.objects.valid().filter(level=level, boundary__isnull=False).order_by("code"))
    # Neighbours are simplified together, on one grid, so that they go on sharing their borders.
    shapes = [shapely.set_precision(shape(row.boundary), 10**-DECIMALS) for row in rows]
    simple = shapely.coverage_simplify(shapes, DETAIL) if shapes else []
    features = [
        {"type": "Feature", "properties": {"slug": row.slug, "name": str(row)}, "geometry": _rounded(geometry)}
        for row, geometry in zip(rows, simple, strict=True)
    ]
    coast = _rounded(shapely.union_all(simple, grid_size=10**-DECIMALS)) if features else None
    return json.dumps({"type": "FeatureCollection", "features": features, "coast": coast}, separators=(",", ":"))


def _rounded(geometry: Any) -> dict[str, Any]:
    drawn = mapping(geometry)
    return {"type": drawn["type"], "coordinates": _numbers(drawn["coordinates"])}


def _numbers(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else [_numbers(item) for item in value]
