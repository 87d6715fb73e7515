"""The world of tests/doors, and the fixtures it stands on."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from tests.cast import Town
from tests.doors.world import World, build
from tests.projects.conftest import coordinator, site

__all__ = ["coordinator", "site", "world"]


@pytest.fixture
def world(town: Town, anna: User, ben: User, mira: User, coordinator: User) -> World:
    """Everything is still there."""
    return build(town, anna, ben, mira, coordinator)
