"""What `import_districts` refuses, in one readable line, leaving nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from districts.models import District
from tests.districts.conftest import feature, run_import
from tests.factories.districts import square

GOOD = feature(square(24.9, 60.2), code="1", name_fi="Hyvä")
BOWTIE = {"type": "Polygon", "coordinates": [[[24.9, 60.2], [25.0, 60.3], [25.0, 60.2], [24.9, 60.3], [24.9, 60.2]]]}
POINT = {"type": "Point", "coordinates": [24.9, 60.2]}
OPEN_RING = {"type": "Polygon", "coordinates": [[[24.9, 60.2], [25.0, 60.3]]]}
MERCATOR = {"type": "Polygon", "coordinates": [[[2776000, 8437000], [2777000, 8437000], [2777000, 8438000], [2776000, 8437000]]]}
WRONG_WAY = {"type": "Polygon", "coordinates": [[[60.2, 24.9], [60.3, 24.9], [60.3, 25.0], [60.2, 24.9]]]}
UNKNOWN_CRS = {"crs": {"type": "name", "properties": {"name": "EPSG:999999"}}}


@pytest.mark.parametrize(
    ("bad", "members", "message"),
    [
        (
            feature(BOWTIE, code="9", name_fi="Rusetti"),
            {},
            r"District 9 Rusetti: the boundary crosses itself: Self-intersection\[24\.95 60\.25\]",
        ),
        (feature(POINT, code="9", name_fi="Piste"), {}, "District 9 Piste: .* Polygon or MultiPolygon, it is Point"),
        (feature(None, code="9", name_fi="Tyhjä"), {}, "it is nothing"),
        (feature(OPEN_RING, code="9", name_fi="Auki"), {}, "District 9 Auki: the boundary cannot be read"),
        (feature(WRONG_WAY, code="9", name_fi="Väärin"), {}, "District 9 Väärin lies outside the city"),
        (feature(square(24.9, 60.2), name_fi="Nimetön"), {}, "Feature 2 has no property “code”"),
        (feature(square(24.9, 60.2), code="9"), {}, "Feature 2 \\(code 9\\) has no property “name_fi”"),
        (feature(square(24.9, 60.2), code="9", name_fi="Väki", population="paljon"), {}, "“population” is not a whole number"),
        (feature(square(24.9, 60.2), code="9", name_fi="Taso", level="osa-alue"), {}, "says it is a osa-alue, not a suurpiiri"),
        (feature(square(24.9, 60.2), code="1", name_fi="Toinen"), {}, "these codes more than once: 1"),
        (feature(square(24.9, 60.2), code="9", name_fi="x"), UNKNOWN_CRS, "coordinate system is not known: EPSG:999999"),
        ({"type": "Feature"}, {}, "Feature 2 has no properties"),
    ],
)
def test_bad_feature_stops_the_import(
    db: None,
    write: Callable[..., Path],
    bad: dict,
    members: dict,
    message: str,
) -> None:
    with pytest.raises(CommandError, match=message) as refusal:
        run_import(write(GOOD, bad, **members), "suurpiiri")
    assert "\n" not in str(refusal.value)
    assert not District.objects.exists()


def test_metres_without_a_named_system_are_refused(db: None, write: Callable[..., Path]) -> None:
    with pytest.raises(CommandError, match=r"not degrees \(2776000, 8437000\), and the file names no coordinate system"):
        run_import(write(feature(MERCATOR, code="1", name_fi="Metrit")), "suurpiiri")


def test_metres_that_claim_to_be_degrees_are_refused(db: None, write: Callable[..., Path]) -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    with pytest.raises(CommandError, match="although the file says"):
        run_import(write(feature(MERCATOR, code="1", name_fi="Metrit"), crs=named), "suurpiiri")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON"),
        (b"[1, 2]", "is not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "has no features"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
    ],
)
def test_other_files_are_refused(db: None, tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file.geojson"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        run_import(path, "suurpiiri")


def test_absent_file_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Cannot read .*nowhere\.geojson"):
        run_import(tmp_path / "nowhere.geojson", "suurpiiri")


def test_missing_parent_property_is_named(db: None, write: Callable[..., Path]) -> None:
    with pytest.raises(CommandError, match="has no property “suurpiiri_code”"):
        run_import(write(GOOD), "peruspiiri")
