"""A proposal in Kallio, staff who assess it, and a way into the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from districts.models import Unit
from districts.states import Role
from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from participation.projects.models import Project
from proposals.assessment.models import Assessment
from proposals.assessment.services import Work, assign, start_assessment
from proposals.models import Proposal
from proposals.services import answer_invitation, invite_coauthor
from tests.cast import Town, person
from tests.factories.districts import DistrictRoleFactory, UnitFactory
from tests.factories.proposals import ProposalFactory, many_proposals


def in_days(number: int) -> date:
    """A day, counted from today."""
    return timezone.localdate() + timedelta(days=number)


def work(**changes: Any) -> Work:
    """Everything that concluding needs."""
    return Work(**{"feasibility": "feasible", "reasons": {"fi": "Penkit mahtuvat rantaan."}, **changes})


def written_with(proposal: Proposal, person: User) -> None:
    """That person has said yes to writing it with its author."""
    asked = invite_coauthor(proposal_id=proposal.pk, by=proposal.author, whom=person.email or "")
    answer_invitation(invitation_id=asked.pk, by=person, accept=True)
    OutboxMessage.objects.all().delete()


def rows_of(project: Project, number: int, **fields: Any) -> list[Assessment]:
    """Assessments of new proposals in one insert each; how they begin is told by `start_assessment`."""
    return Assessment.objects.bulk_create([Assessment(proposal=row, **fields) for row in many_proposals(project, number)])


@pytest.fixture
def proposal(town: Town, anna: User) -> Proposal:
    """Anna's, in Kallio."""
    return ProposalFactory(project=town.project, author=anna, title="A warming hut")


@pytest.fixture
def parks(db: None) -> Unit:
    """A unit that looks at proposals."""
    return UnitFactory()


@pytest.fixture
def elli(town: Town) -> User:
    """Assesses in Kallio."""
    user = person("elli", language="fi")
    DistrictRoleFactory(user=user, district=town.kallio, role=Role.ASSESSOR)
    return user


@pytest.fixture
def petri(town: Town) -> User:
    """Assesses in Malmi."""
    user = person("petri")
    DistrictRoleFactory(user=user, district=town.malmi, role=Role.ASSESSOR)
    return user


@pytest.fixture
def assessment(proposal: Proposal, carla: User) -> Assessment:
    """Of Anna's proposal, promised in ten days."""
    return start_assessment(proposal_id=proposal.pk, by=carla, due_on=in_days(10))


@pytest.fixture
def assigned(assessment: Assessment, carla: User, elli: User) -> Assessment:
    """The same, with Elli at work."""
    assign(assessment_id=assessment.pk, assessor_id=elli.pk, by=carla)
    assessment.refresh_from_db()
    return assessment


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """Signs somebody in who may enter the admin, and reads it in English."""

    def sign_in(user: User) -> Client:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
        client = Client()
        client.force_login(user)
        return client

    return sign_in
