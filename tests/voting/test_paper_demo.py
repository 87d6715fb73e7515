"""What the demo city shows of voting places."""

from __future__ import annotations

import pytest

from districts.states import Role
from participation.demo.steps.polling import fill_places
from proposals.voting.models import PaperSheet
from proposals.voting.queries.reconciling import reconciled
from tests.voting.desks import clerk, papers_of, staff, staffed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["approval", "cumulative"])
def test_the_demo_has_places_with_paper_in_every_state(kind: str) -> None:
    vote = staffed(kind=kind, age_from=13)
    fill_places(vote.round, staff("aino", Role.COORDINATOR), [clerk("one"), clerk("two")])
    first, second = sorted((total for total, _days in reconciled(vote.round)), key=lambda line: -line.sheets)
    assert (first.given, first.spoiled, first.sheets, first.missing, first.open_bundles) == (7, 1, 5, 1, 0)
    assert (second.given, second.sheets, second.open_bundles) == (2, 2, 1)
    assert {"agreed", "differs", "counted", "rejected"} == set(PaperSheet.objects.values_list("state", flat=True))
    assert len(papers_of(vote)) == 4
