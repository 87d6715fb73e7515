"""Which district a point lies in."""

from __future__ import annotations

import pytest
from django.conf import settings

from districts.locating import locator
from districts.models import District
from districts.queries import city_root, district_at
from participation.common.refusals import Invalid
from tests.factories.districts import DistrictFactory, city, square

WEST, EAST = (60.205, 24.905), (60.205, 24.915)
BORDER = (60.205, 24.91)
SEA = (60.0, 24.9)


@pytest.fixture
def neighbours(db: None) -> tuple[District, District]:
    """Two squares side by side; the western one has the higher code."""
    return (
        DistrictFactory(code="202", boundary=square(24.90, 60.20)),
        DistrictFactory(code="201", boundary=square(24.91, 60.20)),
    )


def test_points_find_their_district(neighbours: tuple[District, District]) -> None:
    west, east = neighbours
    assert district_at(*WEST) == west
    assert district_at(*EAST) == east


def test_border_goes_to_the_lowest_code(neighbours: tuple[District, District]) -> None:
    assert {district_at(*BORDER).code for _again in range(3)} == {"201"}


def test_place_in_no_district_belongs_to_the_whole_city(neighbours: tuple[District, District]) -> None:
    assert district_at(*SEA) == city_root()


def test_only_the_participation_level_counts(db: None) -> None:
    DistrictFactory(level="osa-alue", boundary=square(24.90, 60.20))
    assert district_at(*WEST) == city_root()


@pytest.mark.parametrize("point", [(61.5, 23.8), (24.9, 60.2), (float("nan"), 24.9), (60.2, float("inf")), (-60.2, 24.9)])
def test_places_outside_the_city_are_refused(neighbours: tuple[District, District], point: tuple[float, float]) -> None:
    with pytest.raises(Invalid):
        district_at(*point)


def test_bounds_themselves_are_inside(db: None) -> None:
    city()
    south, north, west, east = settings.CITY_BOUNDS
    for point in ((south, west), (north, east)):
        assert district_at(*point) == city_root()


def test_every_kind_of_change_is_noticed(neighbours: tuple[District, District]) -> None:
    west, _east = neighbours
    assert district_at(*WEST) == west
    District.objects.filter(pk=west.pk).update(boundary=square(25.0, 60.20))
    assert district_at(*WEST) == city_root()
    third = DistrictFactory(code="203", boundary=square(24.90, 60.20))
    assert district_at(*WEST) == third
    third.delete()
    assert district_at(*WEST) == city_root()


def test_one_query_when_nothing_changed_and_none_with_a_locator(
    neighbours: tuple[District, District],
    django_assert_num_queries: object,
) -> None:
    district_at(*WEST)
    with django_assert_num_queries(1):
        district_at(*WEST)
    where = locator()
    with django_assert_num_queries(0):
        assert [where.at(*point).code for point in (WEST, EAST)] == ["202", "201"]


def test_answers_are_not_shared(neighbours: tuple[District, District]) -> None:
    district_at(*WEST).name = "scribble"
    assert district_at(*WEST).name != "scribble"
