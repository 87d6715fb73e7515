"""The fixed cast: the same seven people in every test. Import the fixtures you need by adding this module as a plugin."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from districts.models import District
from districts.states import Role
from participation.accounts.models import User, Verification
from participation.projects.models import Project
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory, DistrictRoleFactory
from tests.factories.projects import PhaseFactory, ProjectFactory


@dataclass
class Town:
    """Two districts, and a published project in the first with one phase in which everything is open."""

    kallio: District
    malmi: District
    project: Project


@pytest.fixture
def town(db: None) -> Town:
    """Kallio (with a project), Malmi (with none)."""
    kallio = DistrictFactory(name="Kallio", slug="kallio", code="301")
    malmi = DistrictFactory(name="Malmi", slug="malmi", code="602")
    project = ProjectFactory(slug="kallion-ideat", lead_district=kallio)
    PhaseFactory(project=project)
    return Town(kallio, malmi, project)


def person(name: str, **fields: object) -> User:
    """A member of the cast, found again by e-mail."""
    return UserFactory(email=f"{name}@example.org", public_name=name.capitalize(), **fields)


def verify(user: User) -> User:
    """Vouch for a resident."""
    Verification.objects.create(user=user, kind="desk", source="test", municipality="Helsinki", subject_digest=f"d{user.pk}")
    return user


@pytest.fixture
def anna(db: None) -> User:
    """A verified resident."""
    return verify(person("anna"))


@pytest.fixture
def ben(db: None) -> User:
    """Another verified resident."""
    return verify(person("ben"))


@pytest.fixture
def nils(db: None) -> User:
    """A resident known by e-mail only."""
    return person("nils")


@pytest.fixture
def mira(town: Town) -> User:
    """Moderates Kallio."""
    user = person("mira")
    DistrictRoleFactory(user=user, district=town.kallio, role=Role.MODERATOR)
    return user


@pytest.fixture
def otto(town: Town) -> User:
    """Moderates Malmi."""
    user = person("otto")
    DistrictRoleFactory(user=user, district=town.malmi, role=Role.MODERATOR)
    return user


@pytest.fixture
def carla(town: Town) -> User:
    """Coordinates Kallio and Malmi."""
    user = person("carla")
    for district in (town.kallio, town.malmi):
        DistrictRoleFactory(user=user, district=district, role=Role.COORDINATOR)
    return user


@pytest.fixture
def aino(db: None) -> User:
    """Administrator."""
    return person("aino", is_superuser=True)
