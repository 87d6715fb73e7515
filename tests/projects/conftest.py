"""A city with pages: home, districts and a project in every language."""

from datetime import timedelta

import pytest
from django.utils import timezone

from districts.services import assign_role
from districts.site import create_district_pages
from districts.states import Role
from participation.accounts.models import User
from participation.pages.services import lay_out_site
from participation.projects.models import Project
from participation.projects.services import create_project, publish_pages
from participation.projects.states import Blueprint
from tests.cast import Town, person
from tests.factories.pages import wagtail_ground

LANGUAGES = ("fi", "sv", "en")


@pytest.fixture
def site(town: Town) -> None:
    """Home, project index and district pages in three languages."""
    wagtail_ground()
    homes = lay_out_site(
        headlines={code: (f"Otsikko {code}", "Ingressi") for code in LANGUAGES},
        project_index={code: (f"Hankkeet {code}", "") for code in LANGUAGES},
    )
    create_district_pages([town.kallio, town.malmi], homes)


@pytest.fixture
def coordinator(town: Town, site: None, aino: User) -> User:
    """Coordinates Kallio, with the rights in the page tree that come with it."""
    user = person("carla")
    assign_role(user=user, district=town.kallio, role=Role.COORDINATOR, given_by=aino)
    return user


def make(by: User, town: Town, **changes: object) -> Project:
    """A project from the ideas blueprint in Kallio."""
    now = timezone.now()
    arguments = {
        "blueprint": Blueprint.IDEAS,
        "slug": "torin-ideat",
        "lead_district": town.kallio,
        "titles": {code: f"Torin ideat {code}" for code in LANGUAGES},
        "leads": {code: f"Ingressi {code}" for code in LANGUAGES},
        "starts_at": now - timedelta(days=1),
        "ends_at": now + timedelta(days=99),
        "by": by,
        **changes,
    }
    return create_project(**arguments)


@pytest.fixture
def published(coordinator: User, town: Town) -> Project:
    """A project that everyone can read in three languages."""
    project = make(coordinator, town)
    publish_pages(project=project, by=coordinator)
    project.refresh_from_db()
    return project
