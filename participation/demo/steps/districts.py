"""The districts: facts and points in the content, boundaries drawn here."""

from __future__ import annotations

from typing import Any

from shapely.geometry import shape

from districts.models import District
from districts.place_file import PlaceRow
from districts.schematic import schematic_boundaries, union_boundary
from districts.services import edit_district, ensure_city, import_areas, import_places
from districts.source import Area
from districts.states import Level
from participation.accounts.models import User
from participation.demo.content.districts import CITY_POPULATION, DISTRICTS, MAJOR_DISTRICTS, POPULATION_YEAR
from participation.demo.content.landmarks import LANDMARKS
from participation.demo.content.places import PLACES


def make_districts(administrator: User) -> dict[str, District]:
    """Make the city, its major districts and its districts; returns them by code. Districts that are there stay as they are."""
    root = ensure_city()
    edit_district(district=root, by=administrator, fields={"population": CITY_POPULATION, "population_year": POPULATION_YEAR})
    if not District.objects.filter(level=Level.PERUSPIIRI).exists():
        _draw(root)
    levels = (Level.CITY, Level.SUURPIIRI, Level.PERUSPIIRI)
    return {district.code: district for district in District.objects.filter(level__in=levels).defer("boundary")}


def make_places() -> None:
    """What residents of the demo can look for: well-known places, and those that its proposals speak of."""
    rows = [PlaceRow(name=fi, name_sv=sv, name_en=en, latitude=lat, longitude=lng) for fi, sv, en, lat, lng in LANDMARKS]
    known = {row.name for row in rows}
    rows += [
        PlaceRow(name=place.name, latitude=place.latitude, longitude=place.longitude)
        for place in PLACES
        if place.name not in known
    ]
    import_places(rows=rows)


def _draw(root: District) -> None:
    points = {code: (latitude, longitude) for code, _fi, _sv, _people, latitude, longitude in DISTRICTS}
    cells = schematic_boundaries(points)
    majors = []
    for code, fi, sv, en, people in MAJOR_DISTRICTS:
        inside = [cell for district, cell in cells.items() if district.startswith(code)]
        majors.append(_area(code, None, union_boundary(inside), {"name": fi, "name_sv": sv, "name_en": en, "population": people}))
    import_areas(level=Level.SUURPIIRI, areas=majors)
    import_areas(
        level=Level.PERUSPIIRI,
        areas=[
            _area(code, code[0], cells[code], {"name": fi, "name_sv": sv, "population": people}, centre=[latitude, longitude])
            for code, fi, sv, people, latitude, longitude in DISTRICTS
        ],
    )
    outline = union_boundary(list(cells.values()))
    District.objects.filter(pk=root.pk).update(boundary=outline, bbox=_box(outline))
    # Only a survey's files are imported otherwise; these boundaries are drawings and are called so wherever they are shown.
    District.objects.filter(level__in=(Level.CITY, Level.SUURPIIRI, Level.PERUSPIIRI)).update(schematic=True)


def _area(
    code: str,
    parent: str | None,
    boundary: dict[str, Any],
    facts: dict[str, Any],
    centre: list[float] | None = None,
) -> Area:
    middle = shape(boundary).representative_point()
    return Area(
        code,
        parent,
        boundary,
        _box(boundary),
        centre or [round(middle.y, 6), round(middle.x, 6)],
        {**facts, "population_year": POPULATION_YEAR},
    )


def _box(boundary: dict[str, Any]) -> list[float]:
    return [round(edge, 6) for edge in shape(boundary).bounds]
