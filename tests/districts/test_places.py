"""Places of the city's own file: read whole or not at all, found by words, and leading to their district."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

from districts.models import District, Place
from districts.places import find_places
from participation.audit.models import Entry
from tests.factories.districts import DistrictFactory, square

HEADER = "name,lat,lng,name_sv,name_en,kind\n"
FILE = HEADER + (
    "Hakaniementori,60.179,24.951,Hagnäs torg,Hakaniemi Market Square,square\n"
    "Porthaninkatu 3,60.180,24.950,,,address\n"
    "Malmin asema,60.251,25.0105,Malms station,,station\n"
)


@pytest.fixture
def kallio(db: None) -> District:
    """The district round the first two places."""
    return DistrictFactory(
        name="Kallio", name_sv="Berghäll", slug="kallio", boundary=square(24.93, 60.17, 0.03), centre=[60.175, 24.945]
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three places."""
    path = tmp_path / "places.csv"
    path.write_text(FILE, encoding="utf-8-sig")
    return path


@pytest.fixture
def places(kallio: District, file: Path) -> None:
    """Read in."""
    call_command("import_places", file)


def names(words: str, language: str = "fi") -> list[str]:
    with override(language):
        return [place.name for place in find_places(words)]


def test_the_same_file_twice_changes_nothing(kallio: District, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_places", file)
    call_command("import_places", file)
    assert capsys.readouterr().out.splitlines() == ["3 places read: 3 added, 0 changed.", "3 places read: 0 added, 0 changed."]
    assert Place.objects.count() == 3
    assert Entry.objects.filter(action="place.import").count() == 1


def test_new_names_are_taken_over(places: None, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(FILE.replace("Malms station,", "Malms station,Malmi Station"), encoding="utf-8")
    call_command("import_places", file)
    assert capsys.readouterr().out.splitlines()[-1] == "3 places read: 0 added, 1 changed."
    assert names("malmi station", "en") == ["Malmi Station"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,lat\nx,60\n", "no column lng"),
        ("", "no column"),
        (HEADER + ",60.18,24.95,,,\n", "Line 2: the name is missing"),
        (HEADER + "Tori,60.18,24.95,,,\nTori,north,24.95,,,\n", "Line 3: lat and lng have to be degrees"),
        (HEADER + "Tori,24.95,60.18,,,\n", "outside the city"),
        (HEADER + "Tori,nan,24.95,,,\n", "Line 2"),
        (HEADER + f"{'x' * 121},60.18,24.95,,,\n", "more than 120"),
    ],
)
def test_a_broken_file_changes_nothing(db: None, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text)
    with pytest.raises(CommandError, match=said):
        call_command("import_places", path)
    assert not Place.objects.exists()


def test_a_file_that_is_not_there_or_not_text_is_said(db: None, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(b"name,lat,lng\nT\xf6rn\xe4,60,24\n")
    for broken, said in ((path, "UTF-8"), (tmp_path / "none.csv", "Cannot read")):
        with pytest.raises(CommandError, match=said):
            call_command("import_places", broken)


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("hakaniemi", "fi", "Hakaniementori"),
        ("hagnäs", "fi", "Hakaniementori"),
        ("market square", "sv", "Hagnäs torg"),
        ("Porthaninkatu", "en", "Porthaninkatu 3"),
        ("porthaninkatu 3", "fi", "Porthaninkatu 3"),
        ("hakaniemntori", "fi", "Hakaniementori"),
        ("kal", "sv", "Berghäll"),
    ],
)
def test_places_and_districts_are_found_in_every_language(places: None, words: str, language: str, found: str) -> None:
    assert names(words, language)[0] == found


@pytest.mark.parametrize("words", ["", "x", "%", "__", "\x00", "zzzzzz", "x" * 5000, "🦆🦆", "'; drop"])
def test_odd_words_find_nothing(places: None, words: str) -> None:
    assert names(words) == []


def test_a_place_leads_to_its_district(client: Client, places: None) -> None:
    page = client.get("/en/district/search/?q=hakaniemi").content.decode()
    assert "Hakaniemi Market Square" in page
    assert '<input type="hidden" name="district" value="kallio">' in page
    assert "No district starts" not in page


def test_a_place_outside_all_districts_is_not_offered(client: Client, places: None) -> None:
    assert "Malmin asema" not in client.get("/en/district/search/?q=malmin").content.decode()
