"""A rectangle of the map, as an address names it."""

from __future__ import annotations

import math
from dataclasses import dataclass

EDGES = 4


@dataclass(frozen=True)
class Area:
    """Between four edges, in degrees WGS84."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        """As in `?bbox=`: west, south, east, north with about ten metres' exactness."""
        return ",".join(f"{edge:.4f}" for edge in (self.west, self.south, self.east, self.north))


def read_area(text: str) -> Area | None:
    """The area that `?bbox=west,south,east,north` names; None for anything that is none."""
    parts = text[:100].split(",")
    if len(parts) != EDGES:
        return None
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    known = all(math.isfinite(edge) for edge in (west, south, east, north))
    return Area(west, south, east, north) if known and west < east and south < north else None
