"""Drawings of the city: SVG paths of real boundaries, and schematic boundaries from centre points."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import shapely
from shapely.geometry import Point, shape

from districts.maps import HEIGHT, WIDTH, city_drawing, map_context
from districts.models import District
from districts.queries import participation_districts
from districts.schematic import schematic_boundaries, union_boundary
from districts.states import Level
from tests.factories.districts import DistrictFactory, square

CENTRES = {"101": (60.17, 24.93), "201": (60.21, 24.88), "301": (60.18, 24.95), "401": (60.25, 24.93), "601": (60.25, 25.01)}


def test_every_district_is_drawn_inside_the_frame(real: Callable[..., str]) -> None:
    real("suurpiiri", "peruspiiri")
    drawing = city_drawing()
    assert drawing is not None
    assert len(drawing.outlines) == 34
    for outline in drawing.outlines:
        numbers = [int(number) for number in re.findall(r"-?\d+", outline.path)]
        assert min(numbers) >= 0
        assert max(numbers[::2]) <= WIDTH
        assert max(numbers[1::2]) <= HEIGHT
        assert outline.path.startswith("M")
    assert sum(len(outline.path) for outline in drawing.outlines) + len(drawing.coast) < 40_000
    assert not drawing.schematic


def test_one_query_when_nothing_changed(db: None, django_assert_num_queries: object) -> None:
    kallio = DistrictFactory(boundary=square(24.90, 60.20), centre=[60.205, 24.905])
    first = city_drawing()
    with django_assert_num_queries(1):
        assert city_drawing() is first
    District.objects.filter(pk=kallio.pk).update(boundary=square(24.95, 60.20))
    assert city_drawing() is not first


def test_context_marks_and_links(db: None) -> None:
    east = DistrictFactory(level=Level.SUURPIIRI, name="Itä", slug="ita")
    inside = DistrictFactory(parent=east, boundary=square(24.90, 60.20))
    outside = DistrictFactory(boundary=square(24.91, 60.20))
    context = map_context(participation_districts(), sentence="x", on=east, urls={inside.pk: "/a/"}, counts={outside.pk: 3})
    assert context is not None
    areas = {area["name"]: area for area in context["areas"]}
    assert (areas[inside.name]["on"], areas[inside.name]["url"]) == (True, "/a/")
    assert (areas[outside.name]["on"], areas[outside.name]["count"]) == (False, 3)


def test_no_boundaries_no_drawing(db: None) -> None:
    DistrictFactory()
    assert city_drawing() is None
    assert map_context([], sentence="x") is None


def test_schematic_cells_hold_their_centres_and_fill_the_outline() -> None:
    cells = schematic_boundaries(CENTRES)
    assert cells == schematic_boundaries(dict(reversed(CENTRES.items())))
    shapes = {code: shape(boundary) for code, boundary in cells.items()}
    for code, (latitude, longitude) in CENTRES.items():
        assert shapes[code].contains(Point(longitude, latitude))
        assert shapes[code].is_valid
    for code, one in shapes.items():
        for other, two in shapes.items():
            assert code == other or one.intersection(two).area < 1e-9
    whole = shape(union_boundary(list(cells.values())))
    assert whole.geom_type == "Polygon"
    assert whole.area == pytest.approx(sum(one.area for one in shapes.values()), rel=1e-3)


def test_schematic_cells_are_cut_to_an_outline() -> None:
    outline = shapely.box(24.8, 60.15, 25.1, 60.30)
    for boundary in schematic_boundaries(CENTRES, outline).values():
        assert shape(boundary).difference(outline).area < 1e-9
