"""`import_districts` on the city's own files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError
from pyproj import Transformer

from districts.models import District
from districts.queries import district_at
from districts.source import PARENTS
from districts.states import Level
from participation.audit.models import Entry
from tests.districts.conftest import FILES, feature, run_import
from tests.factories.districts import square

LEVELS = ("suurpiiri", "peruspiiri", "osa-alue", "kaupunginosa")


def test_all_four_files_arrive_under_their_parents(real: Callable[..., str]) -> None:
    real(*LEVELS)
    counts = {level: District.objects.filter(level=level).count() for level in Level.values}
    assert counts == {"city": 1, "suurpiiri": 8, "peruspiiri": 34, "osa-alue": 148, "kaupunginosa": 59}
    for row in District.objects.exclude(level=Level.CITY).select_related("parent"):
        assert row.parent.level == PARENTS[Level(row.level)][0]
        assert row.path.startswith(row.parent.path)
        assert row.path.count("/") == row.parent.path.count("/") + 1
        assert row.bbox[0] < row.centre[1] < row.bbox[2]
        assert row.bbox[1] < row.centre[0] < row.bbox[3]


def test_names_and_population(real: Callable[..., str]) -> None:
    real("suurpiiri", "peruspiiri")
    southern = District.objects.get(level=Level.SUURPIIRI, code="1")
    assert (southern.name, southern.name_sv, southern.name_en) == ("Eteläinen", "Södra", "Southern")
    kallio = District.objects.get(level=Level.PERUSPIIRI, slug="kallio")
    assert (kallio.name_sv, kallio.name_en, kallio.population_year) == ("Berghäll", None, 2023)
    rows = District.objects.filter(level=Level.PERUSPIIRI).values_list("population", flat=True)
    assert sum(rows) == 661_374


@pytest.mark.parametrize("level", LEVELS)
def test_second_run_changes_nothing(real: Callable[..., str], level: str) -> None:
    first = real(*LEVELS)
    before = list(District.objects.order_by("pk").values())
    entries = Entry.objects.count()
    assert first == "kaupunginosa: 59 created, 0 updated, 0 unchanged."
    count = District.objects.filter(level=level).count()
    assert real(level) == f"{level}: 0 created, 0 updated, {count} unchanged."
    assert list(District.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == entries


def test_changes_arrive_and_what_the_file_leaves_out_stays(real: Callable[..., str]) -> None:
    real("suurpiiri", "peruspiiri")
    kallio = District.objects.get(level=Level.PERUSPIIRI, slug="kallio")
    kallio.name, kallio.name_en, kallio.population = "Kallion piiri", "Kallio district", 1
    kallio.save()
    assert real("peruspiiri") == "peruspiiri: 0 created, 1 updated, 33 unchanged."
    kallio.refresh_from_db()
    assert (kallio.name, kallio.name_en, kallio.slug) == ("Kallio", "Kallio district", "kallio")
    assert kallio.population > 1


def test_missing_parent_level_is_named(db: None, data_dir: Path) -> None:
    with pytest.raises(CommandError, match=r"101 Vironniemi lies in suurpiiri 1, .* import the level suurpiiri first"):
        run_import(data_dir / "districts" / FILES["peruspiiri"], "peruspiiri")
    assert not District.objects.filter(level=Level.PERUSPIIRI).exists()


@pytest.mark.parametrize("member", [{}, {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3879"}}}])
def test_gk25fin_is_recognised_and_converted(
    db: None,
    data_dir: Path,
    write: Callable[..., Path],
    member: dict,
) -> None:
    source = json.loads((data_dir / "districts" / FILES["kaupunginosa"]).read_text())
    metres = Transformer.from_crs("EPSG:4326", "EPSG:3879", always_xy=True)
    for one in source["features"]:
        one["geometry"]["coordinates"] = [
            [list(metres.transform(*position)) for position in ring] for ring in one["geometry"]["coordinates"]
        ]
    out = run_import(write(*source["features"], **member), "kaupunginosa")
    assert "EPSG:3879" in out
    assert out.endswith("kaupunginosa: 59 created, 0 updated, 0 unchanged.")
    row = District.objects.get(level=Level.KAUPUNGINOSA, code="01")
    straight = run_import(data_dir / "districts" / FILES["kaupunginosa"], "kaupunginosa")
    assert straight.startswith("kaupunginosa: 0 created")
    again = District.objects.get(pk=row.pk)
    assert row.bbox == pytest.approx(again.bbox, abs=1e-6)


def test_moving_a_district_moves_those_inside_it(real: Callable[..., str]) -> None:
    real("suurpiiri", "peruspiiri", "osa-alue")
    east = District.objects.get(level=Level.SUURPIIRI, code="7")
    kallio = District.objects.get(level=Level.PERUSPIIRI, slug="kallio")
    inside = District.objects.filter(parent=kallio).values_list("pk", flat=True)
    true_paths = dict(District.objects.filter(pk__in=inside).values_list("pk", "path"))
    District.objects.filter(parent=kallio).update(path=f"{east.path}{kallio.code}/x/")
    for row in District.objects.filter(pk__in=list(inside)):
        District.objects.filter(pk=row.pk).update(path=f"{east.path}{kallio.code}/{row.code}/")
    District.objects.filter(pk=kallio.pk).update(parent=east, path=f"{east.path}{kallio.code}/")
    assert real("peruspiiri") == "peruspiiri: 0 created, 1 updated, 33 unchanged."
    assert dict(District.objects.filter(pk__in=list(inside)).values_list("pk", "path")) == true_paths


def test_left_out_districts_end_only_when_asked(db: None, write: Callable[..., Path]) -> None:
    both = [feature(square(24.9 + step, 60.2), code=code, name_fi=f"Osa {code}") for step, code in ((0, "1"), (0.1, "2"))]
    run_import(write(*both), "suurpiiri")
    assert run_import(write(both[0]), "suurpiiri") == "suurpiiri: 0 created, 0 updated, 1 unchanged."
    assert District.objects.valid().filter(level=Level.SUURPIIRI).count() == 2
    out = run_import(write(both[0]), "suurpiiri", "--end-missing")
    assert out == "suurpiiri: 0 created, 0 updated, 1 unchanged, 1 ended."
    assert District.objects.valid().get(level=Level.SUURPIIRI).code == "1"
    assert run_import(write(*both), "suurpiiri") == "suurpiiri: 0 created, 1 updated, 1 unchanged."
    assert District.objects.valid().filter(level=Level.SUURPIIRI).count() == 2


def test_every_district_holds_a_point_of_its_own(real: Callable[..., str]) -> None:
    real("suurpiiri", "peruspiiri")
    for row in District.objects.filter(level=Level.PERUSPIIRI):
        assert district_at(*row.centre).code == row.code
