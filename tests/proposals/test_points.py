"""The points of the map: the same proposals as the list, nobody else's, and as many queries for a thousand as for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.projects.models import Project
from proposals.models import Proposal
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.projects import CategoryFactory
from tests.factories.proposals import ProposalFactory, many_proposals
from tests.proposals.test_list import URL, walk

POINTS = f"{URL}points.json"
TITLES = f"{URL}titles.json"
SOMEWHERE = {"latitude": 60.18123456, "longitude": 24.95}


def points(client: Client, query: str = "") -> list[Any]:
    """What the map gets."""
    response = client.get(f"{POINTS}?{query}")
    assert response.status_code == 200
    return json.loads(response.content)


@pytest.fixture
def scattered(town: Town) -> list[Proposal]:
    """Thirty proposals in two districts, of two themes, in two places; every fifth has none."""
    parks = CategoryFactory(slug="puistot")
    rows = many_proposals(town.project, 30)
    for number, row in enumerate(rows):
        row.title = f"Penkkejä {number}" if number % 3 else f"Valoja {number}"
        row.district = town.kallio if number % 2 else town.malmi
        row.category = parks if number % 4 else None
        if number % 5:
            row.latitude, row.longitude = (60.18, 24.95) if number % 2 else (60.25, 25.01)
        row.save()
    return rows


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=penkki",
        "q=valoja",
        "q=penkkeja",
        "q=zzz",
        "district=kallio",
        "category=puistot",
        "district=malmi&q=penkki&category=puistot",
        "bbox=24.9,60.1,25.0,60.2",
        "bbox=24.9,60.1,25.0,60.2&q=penkki",
        "bbox=1,2,3",
        "bbox=x,y,z,w",
        "bbox=nan,1,2,3",
    ],
)
def test_the_map_shows_what_the_list_shows(client: Client, town: Town, scattered: list[Proposal], query: str) -> None:
    listed = set(walk(client, f"{URL}?sort=newest&{query}"))
    located = {row.pk for row in scattered if row.latitude is not None}
    assert {row[0] for row in points(client, query)} == listed & located


def test_an_area_of_the_map_narrows_the_list(client: Client, town: Town, scattered: list[Proposal]) -> None:
    page = client.get(f"{URL}?bbox=24.9,60.1,25.0,60.2&sort=support")
    inside = {row.pk for row in scattered if row.latitude == 60.18}
    assert set(walk(client, f"{URL}?bbox=24.9,60.1,25.0,60.2")) == inside
    assert page.context["page"].total == len(inside)
    assert "bbox" not in page.context["anywhere_url"]
    assert 'name="bbox" value="24.9000,60.1000,25.0000,60.2000"' in page.content.decode()


def test_coordinates_are_as_exact_as_a_metre(client: Client, town: Town) -> None:
    row = ProposalFactory(project=town.project, **SOMEWHERE)
    assert points(client) == [[row.pk, 60.18123, 24.95]]


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
def test_only_published_proposals_have_points_and_titles(client: Client, town: Town, anna: User, state: str) -> None:
    row = ProposalFactory(project=town.project, author=anna, state=state, **SOMEWHERE)
    client.force_login(anna)
    assert points(client) == points(client, "q=proposal") == []
    assert client.get(TITLES, {"ids": row.pk}).json() == {"proposals": []}


def test_a_project_out_of_sight_has_no_points(client: Client, town: Town) -> None:
    row = ProposalFactory(project=town.project, **SOMEWHERE)
    Project.objects.update(state="draft")
    assert client.get(POINTS).status_code == client.get(TITLES, {"ids": row.pk}).status_code == 404


def test_titles_are_of_the_project_alone(client: Client, town: Town) -> None:
    own, other = ProposalFactory(project=town.project, title="Own", language="sv", support_count=3), ProposalFactory()
    told = client.get(TITLES, {"ids": f"{other.pk},{own.pk},x,,-1,²,{'9' * 30}"}).json()["proposals"]
    assert told == [{"id": own.pk, "title": "Own", "language": "sv", "district": str(own.district), "supports": 3}]


def test_sixty_titles_are_enough(client: Client, town: Town) -> None:
    rows = many_proposals(town.project, 70)
    ids = ",".join(str(row.pk) for row in rows)
    assert len(client.get(TITLES, {"ids": ids}).json()["proposals"]) == 60


def test_what_the_browser_has_is_not_sent_again_until_it_changes(client: Client, town: Town) -> None:
    row = ProposalFactory(project=town.project, **SOMEWHERE)
    first = client.get(POINTS)
    known = {"If-None-Match": first["ETag"]}
    assert client.get(POINTS, headers=known).status_code == 304
    Proposal.objects.filter(pk=row.pk).update(state=ProposalState.WITHDRAWN)
    again = client.get(POINTS, headers=known)
    assert (again.status_code, json.loads(again.content)) == (200, [])
    assert "no-cache" in again["Cache-Control"]
    assert "private" in again["Cache-Control"]


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "district=kallio&q=proposal"])
def test_as_many_queries_for_a_thousand_points_as_for_one(client: Client, town: Town, query: str) -> None:
    many_proposals(town.project, 1, **SOMEWHERE)
    points(client, query)
    one = queries_of(client, f"{POINTS}?{query}")
    many_proposals(town.project, 999, **SOMEWHERE)
    assert queries_of(client, f"{POINTS}?{query}") == one <= 5
    assert len(points(client, query)) == 1000
    ids = ",".join(str(row[0]) for row in points(client)[:60])
    assert queries_of(client, f"{TITLES}?ids={ids}") == queries_of(client, f"{TITLES}?ids={ids[:4]}") <= 3
