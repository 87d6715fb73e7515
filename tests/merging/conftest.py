"""Three authors with a proposal each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from participation.accounts.models import User
from proposals.models import Proposal
from tests.cast import Town, person, verify
from tests.merging.acts import proposals_by


@pytest.fixture(autouse=True)
def _english(_fresh_language: None) -> Iterator[None]:
    """Refusals are compared in the language they are written in."""
    with translation.override("en"):
        yield


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
