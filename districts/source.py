"""Reading a city's district file: GeoJSON in, checked areas out. Nothing here touches the database."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings
from shapely.geometry import shape

from districts.projection import SourceError, to_degrees
from districts.schematic import as_geojson
from districts.states import Level

LANGUAGE_PROPERTIES = {"fi": "name_fi", "sv": "name_sv", "en": "name_en"}
PARENTS = {
    Level.SUURPIIRI: (Level.CITY, None),
    Level.PERUSPIIRI: (Level.SUURPIIRI, "suurpiiri_code"),
    Level.OSA_ALUE: (Level.PERUSPIIRI, "peruspiiri_code"),
    Level.KAUPUNGINOSA: (Level.CITY, None),
}


@dataclass(frozen=True)
class Area:
    """One district as the file tells it. `fields` holds what the file says and nothing else.

    boundary: GeoJSON, WGS84. bbox: west, south, east, north. centre: latitude, longitude of a point inside.
    """

    code: str
    parent_code: str | None
    boundary: dict[str, Any]
    bbox: list[float]
    centre: list[float]
    fields: dict[str, Any]

    @property
    def label(self) -> str:
        """How an error names it."""
        return f"{self.code} {self.fields['name']}"


@dataclass
class Source:
    """A whole file: its areas, and what the reader should tell about it."""

    areas: list[Area]
    notes: list[str] = field(default_factory=list)


def read_source(path: Path, level: Level) -> Source:
    """Read and check a file. Raises SourceError with one readable line at the first thing that is wrong."""
    collection = _collection(path)
    features = collection["features"]
    notes: list[str] = []
    convert = to_degrees(collection, notes)
    areas = [_area(number, feature, level, convert) for number, feature in enumerate(features, start=1)]
    repeated = [code for code, count in Counter(area.code for area in areas).items() if count > 1]
    if repeated:
        raise SourceError(f"The file has these codes more than once: {', '.join(sorted(repeated))}.")
    return Source(areas, notes)


def _collection(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not text in UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(f"{path} is not JSON: {error}.") from error
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise SourceError(f"{path} is not a GeoJSON FeatureCollection.")
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise SourceError(f"{path} has no features.")
    return content


def _area(number: int, feature: Any, level: Level, convert: Any) -> Area:
    where = f"Feature {number}"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise SourceError(f"{where} has no properties.")
    code = _text(properties, "code", where, limit=20)
    where = f"{where} (code {code})"
    fields = _names(properties, where) | _population(properties, where)
    said = properties.get("level", level)
    if said != level:
        raise SourceError(f"{where} says it is a {said}, not a {level}. Choose --level {said}?")
    parent_property = PARENTS[level][1]
    parent_code = _text(properties, parent_property, where, limit=20) if parent_property else None
    geometry = _geometry(feature, f"{code} {fields['name']}", convert)
    west, south, east, north = (round(edge, 7) for edge in geometry.bounds)
    centre = geometry.centroid if geometry.contains(geometry.centroid) else geometry.representative_point()
    return Area(
        code,
        parent_code,
        as_geojson(geometry),
        [west, south, east, north],
        [round(centre.y, 6), round(centre.x, 6)],
        fields,
    )


def _text(properties: dict[str, Any], name: str, where: str, *, limit: int) -> str:
    value = properties.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{where} has no property “{name}”.")
    if len(value) > limit or ("/" in value and name.endswith("code")) or "\x00" in value:
        raise SourceError(f"{where} has an unusable “{name}”.")
    return value.strip()


def _names(properties: dict[str, Any], where: str) -> dict[str, Any]:
    """The default language's name is required, the others are taken where the file has them."""
    names = {"name": _text(properties, LANGUAGE_PROPERTIES[settings.LANGUAGE_CODE], where, limit=100)}
    for language, name in LANGUAGE_PROPERTIES.items():
        if language != settings.LANGUAGE_CODE and properties.get(name):
            names[f"name_{language}"] = _text(properties, name, where, limit=100)
    return names


def _population(properties: dict[str, Any], where: str) -> dict[str, Any]:
    found = {name: properties[name] for name in ("population", "population_year") if properties.get(name) is not None}
    for name, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise SourceError(f"{where}: “{name}” is not a whole number: {value!r}.")
    if found.get("population_year", 0) > 9999:
        raise SourceError(f"{where}: “population_year” is not a year: {found['population_year']}.")
    return found


def _geometry(feature: dict[str, Any], label: str, convert: Any) -> Any:
    raw = feature.get("geometry")
    if not isinstance(raw, dict) or raw.get("type") not in ("Polygon", "MultiPolygon"):
        kind = raw.get("type") if isinstance(raw, dict) else "nothing"
        raise SourceError(f"District {label}: the boundary has to be a Polygon or MultiPolygon, it is {kind}.")
    try:
        geometry = shapely.force_2d(convert(shape(raw)))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
        raise SourceError(f"District {label}: the boundary cannot be read: {error}.") from error
    if geometry.is_empty:
        raise SourceError(f"District {label}: the boundary is empty.")
    if not geometry.is_valid:
        reason = shapely.is_valid_reason(geometry)
        crosses = "crosses itself" if "Self-intersection" in reason else "is not a proper area"
        raise SourceError(f"District {label}: the boundary {crosses}: {reason}.")
    south, north, west, east = settings.CITY_BOUNDS
    if not geometry.intersects(shapely.box(west, south, east, north)):
        raise SourceError(
            f"District {label} lies outside the city (CITY_BOUNDS in the settings). "
            "Are latitude and longitude the wrong way round, or is the file in another coordinate system?"
        )
    return geometry
