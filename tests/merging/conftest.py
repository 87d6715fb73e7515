"""Three authors with a proposal each."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from proposals.models import Proposal
from tests.cast import Town, person, verify
from tests.merging.acts import proposals_by


@pytest.fixture
def clara(db: None) -> User:
    """A third verified resident."""
    return verify(person("clara"))


@pytest.fixture
def two(town: Town, anna: User, ben: User) -> list[Proposal]:
    """Anna's and Ben's."""
    return proposals_by(town.project, anna, ben)


@pytest.fixture
def three(town: Town, anna: User, ben: User, clara: User) -> list[Proposal]:
    """Anna's, Ben's and Clara's."""
    return proposals_by(town.project, anna, ben, clara)
