"""The pages about districts, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from districts import panels
from districts.models import District, DistrictIndexPage, DistrictPage
from districts.services import assign_role
from districts.site import create_district_pages
from districts.states import Level, Role
from participation.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory, UnitFactory, city, square
from tests.factories.pages import make_site

# Eleven of them are Wagtail's, on the way from the address to the page.
MOST_QUERIES = 22


@pytest.fixture
def homes(db: None) -> dict[str, Page]:
    """Front pages."""
    return make_site()


@pytest.fixture
def kallio(homes: dict[str, Page]) -> District:
    """Kallio inside Keskinen, Malmi beside it, all with pages and boundaries."""
    middle = DistrictFactory(level=Level.SUURPIIRI, code="3", name="Keskinen", name_sv="Mellersta", slug="keskinen")
    kallio = DistrictFactory(
        parent=middle,
        code="301",
        name="Kallio",
        name_sv="Berghäll",
        slug="kallio",
        boundary=square(24.90, 60.20),
        population=28_876,
        population_year=2023,
    )
    DistrictFactory(code="602", name="Malmi", name_sv="Malm", slug="malmi", boundary=square(24.91, 60.20))
    create_district_pages(None, homes)
    return kallio


@pytest.fixture
def _registries() -> Iterator[None]:
    """Registrations of a test end with it."""
    before = dict(panels._panels), dict(panels._numbers), dict(panels._near)
    yield
    for registry, rows in zip((panels._panels, panels._numbers, panels._near), before, strict=True):
        registry.clear()
        registry.update(rows)


def test_real_city_gets_its_pages_once(real: Callable[..., str], homes: dict[str, Page]) -> None:
    real("suurpiiri", "peruspiiri", "osa-alue")
    assert create_district_pages(None, homes) == 3 * (1 + 43)
    assert create_district_pages(None, homes) == 0
    keys = DistrictPage.objects.values_list("translation_key", "locale__language_code")
    assert len(set(keys)) == 3 * 43
    assert len({key for key, _language in keys}) == 43
    slugs = DistrictPage.objects.filter(locale__language_code="fi", district__name="Östersundom")
    assert dict(slugs.values_list("district__level", "slug")) == {"peruspiiri": "ostersundom", "suurpiiri": "ostersundom-8"}
    assert Page.find_problems() == ([], [], [], [], [])


def test_district_added_later_joins(homes: dict[str, Page], kallio: District) -> None:
    DistrictFactory(code="303", name="Pasila", slug="pasila")
    assert create_district_pages(None, homes) == 3


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/fi/alueet/kallio/", ["Kallio", "28\xa0876", "Keskinen"]),
        ("/sv/omraden/berghall/", ["Berghäll", "28\xa0876", "Mellersta"]),
        ("/en/districts/kallio/", ["Kallio", "28,876", "residents in 2023"]),
    ],
)
def test_district_page_reads_in_every_language(client: Client, kallio: District, address: str, words: list[str]) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode()
    for word in words:
        assert word in html
    for language, twin in (("fi", "/fi/alueet/kallio/"), ("sv", "/sv/omraden/berghall/"), ("en", "/en/districts/kallio/")):
        assert f'hreflang="{language}" href="http://testserver{twin}"' in html


def test_district_page_names_its_people_and_those_around_it(client: Client, kallio: District) -> None:
    near, wide, ended = UserFactory(public_name="Mira M"), UserFactory(public_name="Carla C"), UserFactory(public_name="Otto O")
    assign_role(user=near, district=kallio, role=Role.MODERATOR, given_by=None, unit=UnitFactory(name="Osallisuus"))
    assign_role(user=wide, district=kallio.parent, role=Role.COORDINATOR, given_by=None)
    assign_role(user=ended, district=District.objects.get(slug="malmi"), role=Role.MODERATOR, given_by=None)
    html = client.get("/en/districts/kallio/").content.decode()
    assert html.index("Mira M") < html.index("Carla C")
    assert "Osallisuus" in html
    assert "Otto O" not in html


@pytest.mark.usefixtures("_registries")
def test_apps_above_add_panels_and_numbers(client: Client, kallio: District) -> None:
    panels.register_panel(lambda request, district: None, key="empty")
    panels.register_numbers(lambda district: [("ideas", 1234)], key="ideas")
    with pytest.raises(ValueError, match="ideas"):
        panels.register_numbers(lambda district: [], key="ideas")
    html = client.get("/en/districts/kallio/").content.decode()
    assert "1,234" in html
    assert "ideas" in html


def test_index_lists_every_district_under_its_wider_one(client: Client, kallio: District) -> None:
    html = client.get("/sv/omraden/").content.decode()
    assert html.index("Mellersta") < html.index('href="/sv/omraden/berghall/">Berghäll') < html.rindex(">Malm<")
    assert 'class="cells"' in html


def test_short_address_leads_to_the_index(client: Client, kallio: District) -> None:
    assert client.get("/sv/district/").headers["Location"] == "/sv/omraden/"


def test_index_of_a_language_without_pages_is_not_found(client: Client, kallio: District) -> None:
    DistrictIndexPage.objects.filter(locale__language_code="sv").update(live=False)
    assert client.get("/sv/district/").status_code == 404


@pytest.mark.parametrize("address", ["/en/districts/kallio/", "/en/districts/"])
def test_queries_do_not_grow_with_the_city(
    client: Client,
    homes: dict[str, Page],
    kallio: District,
    address: str,
    django_assert_max_num_queries: object,
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    client.get(address)
    few = count()
    for number in range(5):
        DistrictFactory(parent=kallio.parent, boundary=square(24.95 + number / 100, 60.20))
        assign_role(user=UserFactory(), district=kallio, role=Role.MODERATOR, given_by=None)
    create_district_pages(None, homes)
    client.get(address)
    assert count() == few


def test_preview_shows_a_draft(client: Client, kallio: District, aino: User) -> None:
    client.force_login(aino)
    page = DistrictPage.objects.get(district=kallio, locale__language_code="en")
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert page.make_preview_request().status_code == 200


def test_root_has_a_page_too(client: Client, kallio: District) -> None:
    assert city().pages.count() == 3
    assert client.get("/en/districts/the-whole-city/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_site_stands_on_an_emptied_database(client: Client) -> None:
    call_command("flush", interactive=False, verbosity=0)
    create_district_pages([city()], make_site())
    assert client.get("/en/districts/the-whole-city/").status_code == 200
