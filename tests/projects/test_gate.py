"""The phase gate decides by the database's clock, after the lock is held."""

import pytest
from django.db import transaction

from participation.common.refusals import PhaseClosed
from participation.projects.gate import require_open_phase
from participation.projects.models import Project
from participation.projects.states import Action, ProjectState
from tests.cast import Town


def test_open_phase_lets_a_write_in(town: Town) -> None:
    with transaction.atomic():
        phase = require_open_phase(project_id=town.project.pk, action=Action.COMMENT)
    assert phase.phase_id == town.project.phases.get().pk


@pytest.mark.parametrize("state", [ProjectState.DRAFT, ProjectState.ARCHIVED])
def test_project_that_is_not_published_refuses(town: Town, state: str) -> None:
    Project.objects.filter(pk=town.project.pk).update(state=state)
    with pytest.raises(PhaseClosed), transaction.atomic():
        require_open_phase(project_id=town.project.pk, action=Action.COMMENT)


def test_phase_without_the_feature_refuses(town: Town) -> None:
    town.project.phases.update(features=[Action.SUPPORT])
    with pytest.raises(PhaseClosed), transaction.atomic():
        require_open_phase(project_id=town.project.pk, action=Action.COMMENT)
