"""A proposal of Anna's that Ben and Nils support, and a promise that Carla makes about it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.users.models import UserProfile

from districts.models import Unit
from participation.accounts.models import User
from proposals.commitments.models import Commitment
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.commitments import promise
from tests.factories.districts import UnitFactory
from tests.factories.proposals import ProposalFactory, SupportFactory


@pytest.fixture
def proposal(town: Town, anna: User, ben: User, nils: User) -> Proposal:
    """Anna's, supported by two."""
    proposal = ProposalFactory(project=town.project, author=anna, title="Lisää penkkejä", language="fi")
    for resident in (ben, nils):
        SupportFactory(proposal=proposal, resident=resident)
    return proposal


@pytest.fixture
def parks(db: None) -> Unit:
    """The unit that promises."""
    return UnitFactory(email="parks@example.org")


@pytest.fixture
def commitment(proposal: Proposal, carla: User, parks: Unit) -> Commitment:
    """Benches within a month."""
    return promise(proposal, carla, unit=parks)


@pytest.fixture
def page(proposal: Proposal) -> str:
    """The proposal's own page."""
    return f"/en/projects/{proposal.project.slug}/proposals/{proposal.pk}/"


@pytest.fixture
def staff(client: Client, carla: User) -> Client:
    """Carla in the admin, in English."""
    UserProfile.objects.create(user=carla, preferred_language="en")
    carla.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(carla)
    return client
