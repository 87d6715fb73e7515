"""Boundaries drawn from centre points, for a demo that may not carry the city's own survey. A drawing, not a survey."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians
from typing import Any

import shapely
from shapely import MultiPoint, Point, Polygon
from shapely.geometry import mapping, shape

MARGIN = 0.02  # degrees of latitude, about 2 km
PRECISION = 1e-6  # degrees, about 10 cm


def schematic_boundaries(
    points: Mapping[str, tuple[float, float]],
    outline: Polygon | None = None,
) -> dict[str, dict[str, Any]]:
    """One cell for each centre point: every place goes to the nearest centre, inside an outline.

    points: code -> (latitude, longitude) in degrees, at least three. outline: what the cells are cut to, longitude
    first; a rounded hull of the points, 0.02 degrees of latitude wider than them, unless given.
    Returns code -> GeoJSON geometry. The same input always gives the same cells, and neighbours share their borders.
    """
    codes = sorted(points)
    squeeze = _squeeze(points)
    centres = {code: Point(points[code][1] * squeeze, points[code][0]) for code in codes}
    area = _squeezed(outline, squeeze) if outline is not None else hull(centres.values())
    cells = shapely.voronoi_polygons(MultiPoint(list(centres.values())), extend_to=area).geoms
    found = {code: next(cell for cell in cells if cell.contains(centre)) for code, centre in centres.items()}
    return {code: _geojson(cell.intersection(area), squeeze) for code, cell in found.items()}


def union_boundary(boundaries: list[dict[str, Any]]) -> dict[str, Any]:
    """The outline of several neighbouring boundaries, as GeoJSON."""
    shapes = [shape(boundary) for boundary in boundaries]
    return as_geojson(shapely.union_all(shapes, grid_size=PRECISION))


def hull(centres: Any) -> Polygon:
    """A rounded outline round some points, a little wider than they are."""
    return MultiPoint(list(centres)).convex_hull.buffer(MARGIN, quad_segs=4)


def _squeeze(points: Mapping[str, tuple[float, float]]) -> float:
    """How much shorter a degree east is than a degree north: distances are compared in equal units."""
    middle = sum(latitude for latitude, _longitude in points.values()) / len(points)
    return cos(radians(middle))


def _squeezed(outline: Polygon, squeeze: float) -> Polygon:
    return shapely.transform(outline, lambda pairs: pairs * [squeeze, 1])


def _geojson(cell: Any, squeeze: float) -> dict[str, Any]:
    degrees = shapely.transform(cell, lambda pairs: pairs / [squeeze, 1])
    return as_geojson(shapely.set_precision(degrees, PRECISION))


def as_geojson(geometry: Any) -> dict[str, Any]:
    """A shapely geometry as GeoJSON, with lists where JSON has lists."""
    return dict(_listed(mapping(geometry)))


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value
