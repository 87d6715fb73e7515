"""The city as a drawing: SVG paths of its districts, for `components/_map.html`.

Paths are simplified together, so that neighbours still share their borders, and kept in memory until a boundary changes.
Readers get the same content as a list; the drawing is a picture of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

import shapely
from django.conf import settings
from django.utils.translation import gettext as _
from shapely.geometry import shape

from districts.boundaries import short_version
from districts.locating import levels_version
from districts.models import District
from participation.common.kept import Kept

WIDTH, HEIGHT, PADDING = 800, 640, 24  # units of the drawing
AROUND = 1.3  # how much wider than a district its own picture is
CLOSEST = 6  # times as large as in the picture of the whole city
DETAIL = 4  # smaller features than this, in units of the drawing, are left out
GAP = 3  # between neighbours, in units of the drawing: each is seen without a line round it


@dataclass(frozen=True)
class Frame:
    """How degrees become units of the drawing: x to the right, y down."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    left: float
    top: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point lies in the drawing, in units rounded to tenths."""
        return (
            round(self.left + (longitude - self.west) * self.scale_x, 1),
            round(self.top + (self.north - latitude) * self.scale_y, 1),
        )


@dataclass(frozen=True)
class Outline:
    """One district in the drawing: its path, where words about it go, and its edges (left, top, right, bottom)."""

    district_id: int
    slug: str
    path: str
    x: float
    y: float
    edges: tuple[float, float, float, float]


@dataclass(frozen=True)
class CityDrawing:
    """All districts of one level, the coast round them, and the frame they share."""

    frame: Frame
    outlines: tuple[Outline, ...]
    coast: str
    schematic: bool
    version: str


def city_drawing() -> CityDrawing | None:
    """The participation level's drawing; None while no district has a boundary. One query when nothing changed."""
    level = settings.PARTICIPATION_LEVEL
    version = levels_version(level)
    return _drawings.get(level, version, lambda: _draw(level, version))


_drawings: Kept[CityDrawing | None] = Kept(10)


def map_context(
    districts: list[District],
    *,
    sentence: str,
    on: District | None = None,
    urls: Mapping[int, str] | None = None,
    counts: Mapping[int, int] | None = None,
    pins: list[dict[str, Any]] | None = None,
    drawing: CityDrawing | None = None,
    closer: bool = False,
) -> dict[str, Any] | None:
    """What `components/_map.html` needs to draw the city; None while no district has a boundary. One query.

    districts: the participation level's, as `queries.participation_districts()` gives them; they name the areas.
    sentence: what the drawing shows. on: districts at or below it are marked.
    drawing: `city_drawing()` where the caller has it already. urls, counts: by district id.
    pins: dicts with `x`, `y` (from `drawing.frame.place`), `n`, and what else the map takes.
    closer: show the marked districts large, with a little of what is around them; `scale` is what keeps pins their size.
    Borders that are schematic are said to be so under the drawing.
    """
    drawing = drawing or city_drawing()
    if drawing is None:
        return None
    outlines = {outline.district_id: outline for outline in drawing.outlines}
    inside = {row.pk for row in districts if on is not None and row.path.startswith(on.path)}
    marked = [outline for pk, outline in outlines.items() if pk in inside and outline.path]
    areas = [
        {
            "name": str(district),
            "path": outlines[district.pk].path,
            "x": outlines[district.pk].x,
            "y": outlines[district.pk].y,
            "url": (urls or {}).get(district.pk, ""),
            "count": (counts or {}).get(district.pk, 0),
            "on": district.pk in inside,
        }
        for district in districts
        if district.pk in outlines
    ]
    left, top, width = _window(marked) if closer and marked else (0, 0, WIDTH)
    return {
        "sentence": sentence,
        "view_box": f"{left} {top} {width} {width * HEIGHT // WIDTH}",
        "scale": round(width / WIDTH, 2),
        "version": drawing.version,
        "marked": [outline.slug for outline in marked],
        "areas": areas,
        "coast": drawing.coast,
        "pins": pins or [],
        "key": _("The borders are a drawing, not a survey.") if drawing.schematic else "",
    }


def _window(outlines: list[Outline]) -> tuple[int, int, int]:
    """Left, top and width of the part of the drawing that shows these districts, in the drawing's own proportions."""
    left, top = (min(outline.edges[edge] for outline in outlines) for edge in (0, 1))
    right, bottom = (max(outline.edges[edge] for outline in outlines) for edge in (2, 3))
    width = min(WIDTH, AROUND * max(right - left, (bottom - top) * WIDTH / HEIGHT, WIDTH / CLOSEST))
    height = width * HEIGHT / WIDTH
    middle, centre = (left + right) / 2, (top + bottom) / 2
    return (
        round(min(max(middle - width / 2, 0), WIDTH - width)),
        round(min(max(centre - height / 2, 0), HEIGHT - height)),
        round(width),
    )


def _draw(level: str, version: str) -> CityDrawing | None:
    rows = District.objects.valid().filter(level=level, boundary__isnull=False).order_by("code")
    districts = list(rows.only("pk", "slug", "boundary", "centre", "schematic", "code"))
    if not districts:
        return None
    shapes = [shape(district.boundary) for district in districts]
    frame = _frame(shapely.total_bounds(shapes))
    # The survey's neighbours miss each other by fractions of a millimetre; on a common grid they meet.
    drawn = [shapely.set_precision(_placed(one, frame), 0.1) for one in shapes]
    simple = shapely.coverage_simplify(drawn, DETAIL / 2, simplify_boundary=True)
    outlines = tuple(_outline(district, geometry, frame) for district, geometry in zip(districts, simple, strict=True))
    coast = shapely.union_all(shapely.buffer(simple, GAP / 2)).simplify(1)
    schematic = any(district.schematic for district in districts)
    return CityDrawing(frame, outlines, _path(coast), schematic, short_version(version))


def _outline(district: District, geometry: Any, frame: Frame) -> Outline:
    path = _path(geometry.buffer(-GAP / 2, join_style="mitre"))
    x, y = _words(geometry, district, frame)
    return Outline(district.pk, district.slug, path, x, y, geometry.bounds)


def _frame(bounds: Any) -> Frame:
    """Fit the bounds (west, south, east, north) into the drawing and centre them."""
    west, south, east, north = (float(edge) for edge in bounds)
    squeeze = cos(radians((south + north) / 2))
    width, height = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * PADDING) / width, (HEIGHT - 2 * PADDING) / height)
    return Frame(west, north, scale * squeeze, scale, (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2)


def _placed(geometry: Any, frame: Frame) -> Any:
    def placed(pairs: Any) -> Any:
        out = pairs.copy()
        out[:, 0] = frame.left + (pairs[:, 0] - frame.west) * frame.scale_x
        out[:, 1] = frame.top + (frame.north - pairs[:, 1]) * frame.scale_y
        return out

    return shapely.transform(geometry, placed)


def _words(geometry: Any, district: District, frame: Frame) -> tuple[float, float]:
    """Where a number lies best: well inside the drawn area."""
    if geometry.is_empty:
        return frame.place(*district.centre) if district.centre else (0.0, 0.0)
    point = shapely.maximum_inscribed_circle(geometry, tolerance=2).coords[0]
    return round(point[0], 1), round(point[1], 1)


def _path(geometry: Any) -> str:
    """SVG path data, whole units, holes included; parts too small to see are left out."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(ring) for ring in rings)


def _ring(ring: Any) -> str:
    corners = [f"{x:.0f},{y:.0f}" for x, y in ring.coords]
    distinct = [corner for before, corner in pairwise(corners) if corner != before]
    return f"M{' '.join(distinct)}Z" if len(distinct) > 2 else ""
