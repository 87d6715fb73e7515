"""Finding one's district and choosing it, with an account and without."""

from __future__ import annotations

import pytest
from django.test import Client

from districts.models import District, HomeDistrict
from districts.site import create_district_pages
from participation.accounts.models import User
from tests.factories.districts import DistrictFactory, square
from tests.factories.pages import make_site


@pytest.fixture
def kallio(db: None) -> District:
    """Kallio, with Malmi and Itä-Pasila to be mistaken for."""
    DistrictFactory(code="602", name="Malmi", name_sv="Malm", slug="malmi")
    DistrictFactory(code="303", name="Itä-Pasila", slug="ita-pasila")
    return DistrictFactory(code="301", name="Kallio", name_sv="Berghäll", slug="kallio", boundary=square(24.90, 60.20))


def test_resident_chooses(client: Client, kallio: District, anna: User) -> None:
    client.force_login(anna)
    answer = client.post("/en/district/choose/", {"district": "kallio", "next": "/en/projects/"})
    assert answer.headers["Location"] == "/en/projects/"
    assert HomeDistrict.objects.get(user=anna).district == kallio
    client.post("/en/district/choose/", {"district": "malmi"})
    assert HomeDistrict.objects.get(user=anna).district.slug == "malmi"


def test_visitor_chooses_without_a_row_about_them(client: Client, kallio: District) -> None:
    answer = client.post("/en/district/choose/", {"district": "kallio", "next": "https://elsewhere.example/"})
    assert answer.status_code == 302
    assert not answer.headers["Location"].startswith("http")
    assert client.cookies["home_district"].value == "kallio"
    assert client.cookies["home_district"]["httponly"]
    assert not HomeDistrict.objects.exists()


@pytest.mark.parametrize("district", ["", "atlantis", "kallio\x00x", "x" * 5000, "../../etc", "😀"])
def test_unknown_district_is_told(client: Client, kallio: District, district: str) -> None:
    answer = client.post("/en/district/choose/", {"district": district}, follow=True)
    assert answer.status_code == 200
    assert "We do not know that district" in answer.content.decode()


def test_choosing_takes_a_post(client: Client, kallio: District) -> None:
    assert client.get("/en/district/choose/").status_code == 405


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kal", ["kallio"]),
        ("BERG", ["kallio"]),
        ("mal", ["malmi"]),
        ("pasila", ["ita-pasila"]),
        ("allio", []),
        ("", []),
        ("\x00", []),
    ],
)
def test_search_by_the_start_of_a_name(client: Client, kallio: District, words: str, found: list[str]) -> None:
    answer = client.get("/en/district/search/", {"q": words})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert [slug for slug in ("ita-pasila", "kallio", "malmi") if f'value="{slug}"' in html] == found


def test_search_without_scripts_and_with_are_the_same_list(client: Client, kallio: District) -> None:
    fragment = client.get("/en/district/search/", {"q": "kal"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'value="kallio"' in fragment


@pytest.mark.parametrize("words", ["<script>", "😀" * 200, "a" * 100_000, "‮kal", "%00"])
def test_search_survives_anything(client: Client, kallio: District, words: str) -> None:
    answer = client.get("/en/district/search/", {"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_place_tells_its_district(client: Client, kallio: District) -> None:
    answer = client.get("/sv/district/at/", {"lat": "60.205", "lon": "24.905"}).json()
    assert (answer["code"], answer["slug"], answer["name"]) == ("301", "kallio", "Berghäll")


@pytest.mark.parametrize("point", [{}, {"lat": "x", "lon": "y"}, {"lat": "nan", "lon": "24.9"}, {"lat": "61.5", "lon": "23.8"}])
def test_bad_place_is_refused_with_a_message(client: Client, kallio: District, point: dict[str, str]) -> None:
    answer = client.get("/en/district/at/", point)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_front_page_shows_what_is_near(client: Client, kallio: District) -> None:
    create_district_pages(None, make_site())
    assert "Your district is" not in client.get("/en/").content.decode()
    client.post("/en/district/choose/", {"district": "kallio", "next": "/en/"})
    html = client.get("/en/").content.decode()
    assert 'Your district is <strong><span lang="fi" dir="ltr">Kallio</span></strong>' in html  # it has no English name
    assert 'href="/en/districts/kallio/"' in html
