"""The list of projects and its filters."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Project
from participation.projects.services import publish_pages
from participation.projects.states import Visibility
from tests.cast import Town
from tests.projects.conftest import make


def titles(client: Client, query: str = "") -> str:
    return client.get(f"/en/projects/{query}").content.decode()


def test_public_project_is_listed_and_unlisted_is_not(client: Client, published: Project) -> None:
    assert "Torin ideat en" in titles(client)
    Project.objects.update(visibility=Visibility.UNLISTED)
    assert "Torin ideat en" not in titles(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=torin", True),
        ("?q=nothing", False),
        ("?district=kallio", True),
        ("?district=malmi", False),
        ("?state=open", True),
        ("?state=over", False),
        ("?state=upcoming", False),
        ("?q=%00", True),
        ("?state=nonsense", True),
        ("?after=99999999999999999999", True),
        ("?district=no-such", True),
    ],
)
def test_filters(client: Client, published: Project, query: str, found: bool) -> None:
    assert ("Torin ideat en" in titles(client, query)) is found


def test_project_before_its_first_phase_is_coming(client: Client, coordinator: User, town: Town) -> None:
    project = make(coordinator, town, starts_at=timezone.now() + timedelta(days=5))
    publish_pages(project=project, by=coordinator)
    assert "Torin ideat en" in titles(client, "?state=upcoming")


def test_three_projects_cost_no_more_queries_than_one(client: Client, coordinator: User, town: Town, published: Project) -> None:
    titles(client)
    with CaptureQueriesContext(connection) as one:
        titles(client)
    for number in range(2):
        publish_pages(project=make(coordinator, town, slug=f"toinen-{number}"), by=coordinator)
    titles(client)  # numbers on cards are kept for a minute
    with CaptureQueriesContext(connection) as three:
        titles(client)
    assert len(three) == len(one) <= 15
