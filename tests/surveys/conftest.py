"""A published survey with one question of each kind in the town's project."""

import pytest

from surveys.models import Survey
from tests.cast import Town
from tests.factories.surveys import published_survey


@pytest.fixture
def survey(town: Town) -> Survey:
    """Everyone sees its results from the start."""
    return published_survey(town.project, results_shown="always")


@pytest.fixture
def secret(town: Town) -> Survey:
    """The same, confidential."""
    return published_survey(town.project, results_shown="always", confidential=True)
