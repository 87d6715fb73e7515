"""From a file's coordinate system to WGS84 degrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

# Easting and northing that can only be ETRS-GK25FIN metres: its false easting is 25,500,000.
GK25FIN = "EPSG:3879"
GK25FIN_EASTINGS = (25_300_000, 25_700_000)
GK25FIN_NORTHINGS = (6_500_000, 7_900_000)
DECIMALS = 7  # of a degree, about a centimetre

Convert = Callable[[Any], Any]


class SourceError(Exception):
    """The file cannot be taken; the message says why in one line."""


def to_degrees(collection: dict[str, Any], notes: list[str]) -> Convert:
    """Return a function that turns the file's geometries into WGS84, longitude first.

    Adds to `notes` what the reader should know. Raises SourceError, naming the system or the reason, where the
    coordinates are not degrees and cannot be turned into them.
    """
    named = _named_system(collection)
    first = next(_positions(collection), None)
    if named is not None and not _is_degrees(named):
        notes.append(f"Coordinates converted from {_title(named)} to WGS84.")
        return partial(_convert, _transformer(named))
    if first is None or _could_be_degrees(first):
        return lambda geometry: geometry
    if named is None and _could_be_gk25fin(first):
        notes.append(f"The file names no coordinate system; by its numbers it is {GK25FIN} (ETRS-GK25FIN). Converted to WGS84.")
        return partial(_convert, _transformer(CRS.from_user_input(GK25FIN)))
    said = f"although the file says {_title(named)}" if named is not None else "and the file names no coordinate system"
    raise SourceError(
        f"The coordinates are not degrees ({first[0]:.0f}, {first[1]:.0f}), {said}. "
        "Export the file as WGS84 (EPSG:4326), or name its system in a “crs” member."
    )


def _named_system(collection: dict[str, Any]) -> CRS | None:
    member = collection.get("crs")
    if member is None:
        return None
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str):
        raise SourceError("The file has a “crs” member without a name.")
    try:
        return CRS.from_user_input(name)
    except CRSError as error:
        raise SourceError(f"The file's coordinate system is not known: {name}.") from error


def _is_degrees(system: CRS) -> bool:
    """WGS84 and ETRS89 differ by less than a metre here; both are taken as they are."""
    return bool(system.is_geographic and system.to_epsg() in (4326, 4258, None))


def _title(system: CRS | None) -> str:
    if system is None:
        return ""
    code = system.to_epsg()
    return f"EPSG:{code} ({system.name})" if code else str(system.name)


def _transformer(system: CRS) -> Transformer:
    return Transformer.from_crs(system, "EPSG:4326", always_xy=True)


def _convert(transformer: Transformer, geometry: Any) -> Any:
    def degrees(pairs: Any) -> Any:
        return np.round(np.column_stack(transformer.transform(pairs[:, 0], pairs[:, 1])), DECIMALS)

    return shapely.transform(shapely.force_2d(geometry), degrees)


def _positions(collection: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """The first position of every boundary that has one."""
    for feature in collection["features"]:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        value = geometry.get("coordinates") if isinstance(geometry, dict) else None
        while isinstance(value, list) and value and isinstance(value[0], list):
            value = value[0]
        if isinstance(value, list) and len(value) >= 2 and all(isinstance(number, int | float) for number in islice(value, 2)):
            yield float(value[0]), float(value[1])


def _could_be_degrees(position: tuple[float, float]) -> bool:
    return abs(position[0]) <= 180 and abs(position[1]) <= 90


def _could_be_gk25fin(position: tuple[float, float]) -> bool:
    west, east = GK25FIN_EASTINGS
    south, north = GK25FIN_NORTHINGS
    return west <= position[0] <= east and south <= position[1] <= north
