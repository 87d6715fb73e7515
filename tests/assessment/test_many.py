"""Several at once: every one is checked by itself, and of each is said what became of it."""

from __future__ import annotations

from typing import Any

import pytest

from participation.accounts.models import User
from participation.audit.models import Entry
from proposals.assessment.models import Assessment
from proposals.assessment.services import conclude, start_assessment
from proposals.assessment.services.many import MOST
from tests.assessment.conftest import in_days, work
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import ProposalFactory, many_proposals

MANY = "/admin/assessment/many/"
SECRET = "A secret of Malmi"


@pytest.fixture
def mine(town: Town, carla: User) -> list[Assessment]:
    return [start_assessment(proposal_id=row.pk, by=carla) for row in many_proposals(town.project, 3)]


@pytest.fixture
def others(town: Town, aino: User) -> Assessment:
    """Of a district that nobody here coordinates."""
    elsewhere = ProjectFactory()
    return start_assessment(proposal_id=ProposalFactory(project=elsewhere, title=SECRET).pk, by=aino)


def test_assigning_tells_which_were_done_and_which_refused(
    enter: Any, mine: list[Assessment], others: Assessment, carla: User, elli: User
) -> None:
    conclude(assessment_id=mine[2].pk, by=carla, seen="", work=work())
    chosen = [row.pk for row in mine] + [others.pk, 999_999]
    answer = enter(carla).post(MANY, {"chosen": chosen, "many-act": "assign", "many-assessor": elli.pk})
    page = answer.content.decode()
    assert (answer.status_code, answer.context["done"], answer.context["refused"]) == (200, 2, 3)
    assert "This assessment is concluded." in page
    assert f"There is no assessment {others.pk} among yours." in page
    assert "There is no assessment 999999 among yours." in page
    assert SECRET not in page
    assert set(Assessment.objects.filter(assignments__assessor=elli).values_list("pk", flat=True)) == {mine[0].pk, mine[1].pk}
    assert Entry.objects.filter(action="assessment.assign").count() == 2


def test_deadline_and_state(enter: Any, mine: list[Assessment], carla: User) -> None:
    client = enter(carla)
    chosen = [row.pk for row in mine]
    client.post(MANY, {"chosen": chosen, "many-act": "deadline", "many-due_on": in_days(5).isoformat()})
    assert set(Assessment.objects.values_list("due_on", flat=True)) == {in_days(5)}
    client.post(MANY, {"chosen": chosen, "many-act": "deadline", "many-due_on": ""})
    assert set(Assessment.objects.values_list("due_on", flat=True)) == {None}
    answer = client.post(MANY, {"chosen": chosen, "many-act": "move", "many-state": "waiting"})
    assert answer.context["refused"] == 3  # from new there is no way there
    answer = client.post(MANY, {"chosen": chosen, "many-act": "move", "many-state": "in_progress"})
    assert answer.context["done"] == 3
    again = client.post(MANY, {"chosen": chosen, "many-act": "move", "many-state": "in_progress"})
    assert again.context["done"] == 3  # a second click changes nothing
    assert Entry.objects.filter(action="assessment.state").count() == 3


def test_a_cards_own_button_moves_that_one(enter: Any, mine: list[Assessment], carla: User) -> None:
    enter(carla).post(MANY, {"card": f"{mine[0].pk}:in_progress"})
    assert [row.state for row in Assessment.objects.order_by("pk")] == ["in_progress", "new", "new"]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"many-act": "assign"},
        {"many-act": "move", "many-state": "concluded"},
        {"many-act": "deadline", "many-due_on": "never"},
        {"many-act": "🪑"},
        {"many-act": "assign", "many-assessor": "²"},
        {"many-act": "move", "many-state": "in_progress", "chosen": []},
        {"many-act": "move", "many-state": "in_progress", "chosen": list(range(1, MOST + 2))},
        {"many-act": "move", "many-state": "in_progress", "chosen": ["x", "\x00", "9" * 400]},
        {"card": "x"},
        {"card": "1:\x00"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_stays(enter: Any, mine: list[Assessment], carla: User, typed: dict) -> None:
    answer = enter(carla).post(MANY, {"chosen": [mine[1].pk], **typed})
    if "card" in typed and ":" in typed["card"]:
        assert answer.context["refused"] == 1
    else:
        assert answer.status_code == 422
        assert "card" in typed or answer.context["many"].errors
        if not {"card", "chosen"} & set(typed):
            assert f'id="choose-{mine[1].pk}" aria-labelledby="choose-{mine[1].pk}-l title-{mine[1].pk}" checked' in (
                answer.content.decode()
            )
    assert set(Assessment.objects.values_list("state", flat=True)) == {"new"}


def test_assessors_move_their_own_and_assign_nothing(
    enter: Any, assigned: Assessment, mine: list[Assessment], elli: User
) -> None:
    client = enter(elli)
    assert "Ask somebody to assess" not in client.get("/admin/assessment/").content.decode()
    answer = client.post(MANY, {"chosen": [assigned.pk, mine[0].pk], "many-act": "assign", "many-assessor": elli.pk})
    assert answer.status_code == 422
    answer = client.post(MANY, {"chosen": [assigned.pk, mine[0].pk], "many-act": "move", "many-state": "in_progress"})
    assert [outcome.done for outcome, _row in answer.context["rows"]] == [True, False]


def test_others_have_no_such_door(enter: Any, mine: list[Assessment], mira: User) -> None:
    typed = {"chosen": [mine[0].pk], "many-act": "move", "many-state": "in_progress"}
    assert enter(mira).post(MANY, typed).status_code == 302
    assert set(Assessment.objects.values_list("state", flat=True)) == {"new"}


def test_who_cannot_assess_it_is_refused_for_each(enter: Any, mine: list[Assessment], carla: User, petri: User) -> None:
    client = enter(carla)
    answer = client.post(MANY, {"chosen": [mine[0].pk], "many-act": "assign", "many-assessor": petri.pk})
    assert answer.context["refused"] == 1
    stranger = UserFactory()
    answer = client.post(MANY, {"chosen": [mine[0].pk], "many-act": "assign", "many-assessor": stranger.pk})
    assert answer.status_code == 422
