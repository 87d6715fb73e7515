"""Where people take part: a map of the districts in steps, its table and its sentence, for a project and for the city."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import District, DistrictPage
from participation.common.charts import axis_top, curve, steps
from participation.common.served_pages import page_path
from participation.projects.models import Project
from participation.projects.states import Visibility
from tests.factories.districts import DistrictFactory, square
from tests.factories.proposals import many_proposals
from tests.projects.conftest import coordinator, published, site  # noqa: F401


@pytest.fixture
def city(published: Project) -> list[District]:  # noqa: F811
    """Four districts beside each other, three with proposals: one each for a thousand, five hundred and a hundred residents."""
    rows = []
    for number, people in enumerate((1000, 500, 100, 400)):
        name = f"District {number}"
        boundary = square(24.9 + 0.04 * number, 60.2, 0.03)
        row = DistrictFactory(name=name, slug=f"d{number}", code=f"9{number}0", population=people, boundary=boundary)
        rows.append(row)
    for row in rows[:3]:
        many_proposals(published, 1, district=row, comment_count=1)
    return rows


def address(project: Project) -> str:
    return f"/en/projects/{project.slug}/"


def rows_of(html: str) -> dict[str, list[str]]:
    """District -> its cells in the table."""
    part = html.partition("k-where__table")[2].partition("<tbody>")[2].partition("</tbody>")[0]
    found = {}
    for row in part.split("</tr>"):
        cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        if cells:
            found[cells[0]] = cells[1:]
    return found


def test_project_page_tells_it_three_times(client: Client, published: Project, city: list[District]) -> None:  # noqa: F811
    html = client.get(address(published), follow=True).content.decode()
    rows = rows_of(html)
    assert rows["District 2"] == ["20.0", "1", "1", "100"]
    assert rows["District 1"] == ["4.0", "1", "1", "500"]
    assert rows["District 3"] == ["0.0", "0", "0", "400"]
    assert list(rows)[:3] == ["District 2", "District 1", "District 0"]
    assert "Most is said about District 2 for its size: 20.0 proposals and comments" in html
    drawn = {name: step for step, name in re.findall(r'k-step--(\w+)[^"]*"><path[^>]*><title>([^<]+)', html)}
    assert [drawn[f"District {number}"] for number in range(4)] == ["1", "2", "3", "0"]
    assert f'href="/en/projects/{published.slug}/proposals/?district=d2"' in html


def test_a_district_whose_residents_nobody_counted_has_no_rate(
    client: Client,
    published: Project,  # noqa: F811
    city: list[District],
) -> None:
    District.objects.filter(pk=city[2].pk).update(population=None)
    html = client.get(address(published), follow=True).content.decode()
    assert rows_of(html)["District 2"] == ["–", "1", "1", "–"]
    assert "the number of residents is not known" in html
    assert "Most is said about District 1" in html


def test_too_few_districts_compare_nothing(client: Client, published: Project, city: list[District]) -> None:  # noqa: F811
    published.proposals.filter(district=city[0]).update(district=city[1])
    assert "k-choropleth" not in client.get(address(published), follow=True).content.decode()


def test_district_page_speaks_of_itself_and_leaves_out_what_not_everyone_may_read(
    client: Client,
    published: Project,  # noqa: F811
    city: list[District],
) -> None:
    District.objects.filter(slug="kallio").update(population=1000)
    many_proposals(published, 1)
    page = DistrictPage.objects.get(district__slug="kallio", locale__language_code="en")
    html = client.get(page_path(page)).content.decode()
    assert "Kallio: 1.0 proposals and comments for each 1,000 residents." in html
    assert "That is place 4 of 5." in html
    assert rows_of(html)["District 2"][0] == "20.0"
    other = DistrictPage.objects.get(district__slug="malmi", locale__language_code="en")
    Project.objects.filter(pk=published.pk).update(visibility=Visibility.UNLISTED)
    assert "k-choropleth" not in client.get(page_path(other)).content.decode()


def test_the_map_costs_a_reader_nothing_once_it_is_drawn(client: Client, published: Project, city: list[District]) -> None:  # noqa: F811
    path = client.get(address(published), follow=True).redirect_chain[-1][0]
    with CaptureQueriesContext(connection) as with_map:
        client.get(path)
    assert not [query for query in with_map if "comment_count" in query["sql"] and "SUM" in query["sql"].upper()]


def test_values_fall_into_steps_of_about_as_many() -> None:
    found, step_of = steps({"a": 0, "b": 1, "c": 1, "d": 2, "e": 3, "f": 4, "g": 9})
    assert step_of == {"a": 0, "b": 1, "c": 1, "d": 1, "e": 2, "f": 3, "g": 4}
    assert [(step.number, step.low, step.high) for step in found] == [(1, 1, 2), (2, 3, 3), (3, 4, 4), (4, 9, 9)]
    assert steps({"a": 0}) == ([], {"a": 0})


@pytest.mark.parametrize(("highest", "top"), [(1, 2), (10, 10), (11, 20), (21, 40), (97, 100), (101, 200), (1999, 2000)])
def test_an_axis_ends_at_a_round_number(highest: int, top: int) -> None:
    assert axis_top(highest) == top


def test_a_curve_fills_its_place() -> None:
    assert curve([0, 5, 10], 10).line == "M0,200 300,100 600,0"
    with pytest.raises(ValueError, match="two points"):
        curve([1], 2)
