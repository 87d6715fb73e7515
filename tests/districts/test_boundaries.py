"""The boundaries for the map that moves: one file, few numbers, kept by the browser under its version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
import shapely
from django.test import Client
from shapely.geometry import shape

from districts.maps import city_drawing
from districts.models import District
from tests.factories.districts import DistrictFactory, square

ADDRESS = "/sv/district/boundaries.json"


def version() -> str:
    drawing = city_drawing()
    assert drawing is not None
    return drawing.version


def test_names_are_in_the_language_and_numbers_are_short(client: Client, db: None) -> None:
    boundary = square(24.9512345678, 60.18, 0.0123456789)
    DistrictFactory(name="Kallio", name_sv="Berghäll", slug="kallio", boundary=boundary)
    body = client.get(ADDRESS).content.decode()
    (feature,) = json.loads(body)["features"]
    assert feature["properties"] == {"slug": "kallio", "name": "Berghäll"}
    assert max(len(decimals) for decimals in re.findall(r"\.(\d+)", body)) <= 5
    assert shape(feature["geometry"]).area == pytest.approx(shape(boundary).area, rel=0.01)


def test_the_version_is_kept_for_ever_and_changes_with_a_boundary(client: Client, db: None) -> None:
    district = DistrictFactory(boundary=square(24.95, 60.18))
    first = version()
    assert "immutable" in client.get(ADDRESS, {"v": first})["Cache-Control"]
    District.objects.filter(pk=district.pk).update(boundary=square(24.96, 60.18))
    assert version() != first
    assert client.get(ADDRESS, {"v": first})["Cache-Control"] == "no-cache"
    assert "immutable" in client.get(ADDRESS, {"v": version()})["Cache-Control"]


def test_a_city_without_boundaries_has_an_empty_file(client: Client, db: None) -> None:
    DistrictFactory()
    assert json.loads(client.get(ADDRESS).content) == {"type": "FeatureCollection", "features": [], "coast": None}


def test_the_city_is_small_over_the_wire_and_its_districts_do_not_overlap(real: Callable[..., str], client: Client) -> None:
    real("suurpiiri", "peruspiiri")
    answer = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) < 40_000
    features = json.loads(client.get(ADDRESS).content)["features"]
    shapes = [shape(feature["geometry"]) for feature in features]
    assert len(shapes) == 34
    assert all(one.is_valid for one in shapes)
    whole = shapely.union_all(shapes)
    assert whole.area == pytest.approx(sum(one.area for one in shapes), rel=1e-4)
