"""Coordinators say who works on an assessment, where it stands and until when."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import pytest

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed, Refusal
from participation.pages.profile.services import erase_account
from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.queries.people import assessors_of
from proposals.assessment.rules import may_be_assigned
from proposals.assessment.services import assign, leave_work, move, save_work, set_deadline, start_assessment, unassign
from proposals.assessment.states import BY_ANOTHER_ACT, TRANSITIONS, AssessmentState
from tests.assessment.conftest import in_days, work, written_with
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictRoleFactory
from tests.factories.proposals import ProposalFactory
from tests.proposals.races import all_at_once


def test_the_first_one_changes_the_state_and_the_last_one_changes_it_back(
    assessment: Assessment, carla: User, elli: User
) -> None:
    assign(assessment_id=assessment.pk, assessor_id=elli.pk, by=carla)
    assign(assessment_id=assessment.pk, assessor_id=carla.pk, by=carla)
    with pytest.raises(Conflict):
        assign(assessment_id=assessment.pk, assessor_id=elli.pk, by=carla)
    unassign(assessment_id=assessment.pk, assessor_id=elli.pk, by=carla)
    assessment.refresh_from_db()
    assert assessment.state == "assigned"
    unassign(assessment_id=assessment.pk, assessor_id=carla.pk, by=carla)
    assessment.refresh_from_db()
    assert assessment.state == "new"
    with pytest.raises(Conflict):
        unassign(assessment_id=assessment.pk, assessor_id=carla.pk, by=carla)
    assign(assessment_id=assessment.pk, assessor_id=elli.pk, by=carla)
    assert Assignment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_name_the_same_person_at_once(assessment: Assessment, carla: User, elli: User) -> None:
    """Red without its guard: with the constraint dropped there were five assignments."""
    act = partial(assign, assessment_id=assessment.pk, assessor_id=elli.pk, by=User.objects.get(pk=carla.pk))
    results = all_at_once([act] * 5)
    assert sum(isinstance(result, Assignment) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 4
    assert Assignment.objects.count() == 1


def test_rule_and_list_name_the_same_people(
    town: Town, assessment: Assessment, anna: User, carla: User, elli: User, petri: User, mira: User
) -> None:
    sam = UserFactory(is_active=False)
    for user in (anna, sam):
        DistrictRoleFactory(user=user, district=town.kallio, role="assessor")
    everybody = {anna, carla, elli, petri, mira, sam}
    proposal = assessment.proposal
    named = set(assessors_of(proposal))
    assert named == {carla, elli} == {person for person in everybody if may_be_assigned(person, proposal)}
    for person in everybody - named:
        with pytest.raises(Invalid):
            assign(assessment_id=assessment.pk, assessor_id=person.pk, by=carla)


def test_assessors_steer_nothing(assigned: Assessment, elli: User) -> None:
    acts = [
        partial(assign, assessor_id=elli.pk),
        partial(unassign, assessor_id=elli.pk),
        partial(set_deadline, due_on=in_days(1)),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(assessment_id=assigned.pk, by=elli)


def test_every_step_is_in_the_table_or_refused(assessment: Assessment, carla: User) -> None:
    Assessment.objects.update(feasibility="feasible", concluded_by=carla, concluded_at=assessment.started_at)
    for now, then in product(AssessmentState, AssessmentState):
        Assessment.objects.update(state=now)
        if then not in BY_ANOTHER_ACT and (then == now or then in TRANSITIONS[now]):
            assert move(assessment_id=assessment.pk, state=then, by=carla).state == then
        else:
            with pytest.raises(Refusal):
                move(assessment_id=assessment.pk, state=then, by=carla)


def test_the_page_does_all_of_it(enter: Any, assessment: Assessment, carla: User, elli: User) -> None:
    client, base = enter(carla), f"/admin/assessment/{assessment.pk}/"
    assert client.get(base).status_code == 200
    assert client.post(f"{base}assign/", {"assessor": ""}).status_code == 422
    assert client.post(f"{base}assign/", {"assessor": elli.pk}).status_code == 302
    assert client.post(f"{base}assign/", {"assessor": elli.pk}).status_code == 409
    assert client.post(f"{base}deadline/", {"due_on": "2001-01-01"}).status_code == 422
    assert client.post(f"{base}deadline/", {"due_on": in_days(20).isoformat()}).status_code == 302
    assert client.post(f"{base}move/", {"state": "in_progress"}).status_code == 302
    assert client.post(f"{base}move/", {"state": "concluded"}).status_code == 422
    assert client.post(f"{base}unassign/", {"assessor": "²"}).status_code == 409
    assert client.post(f"{base}unassign/", {"assessor": elli.pk}).status_code == 302
    assert client.post(f"{base}burn/").status_code == 404
    assert client.get(f"{base}note/").status_code == 302
    page = client.get(base).content.decode()
    for words in ("Somebody was asked to assess", "Deadline of an assessment changed", "State of an assessment changed"):
        assert words in page


def test_the_page_costs_the_same_with_much_history(enter: Any, assigned: Assessment, carla: User, elli: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from proposals.assessment.services import add_note

    client, counts = enter(carla), []
    for number in (1, 3):
        for _n in range(number):
            add_note(assessment_id=assigned.pk, author=elli, text="Soitin.")
            save_work(assessment_id=assigned.pk, by=carla, seen="", work=work())
        client.get(f"/admin/assessment/{assigned.pk}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/assessment/{assigned.pk}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_erased_assessors_work_waits_for_somebody_else(
    town: Town, assigned: Assessment, carla: User, elli: User, aino: User
) -> None:
    other = start_assessment(proposal_id=ProposalFactory(project=town.project).pk, by=carla)
    for person in (elli, carla):
        assign(assessment_id=other.pk, assessor_id=person.pk, by=carla)
    erase_account(user=elli, by=aino)
    assigned.refresh_from_db()
    other.refresh_from_db()
    assert (assigned.state, other.state) == ("new", "assigned")
    assert not Assignment.objects.filter(assessor=elli, until__isnull=True).exists()
    assert leave_work(person=elli) == 0


def test_who_writes_it_with_its_author_does_not_judge_it(assigned: Assessment, carla: User, elli: User) -> None:
    written_with(assigned.proposal, elli)
    proposal = type(assigned.proposal).objects.get(pk=assigned.proposal_id)
    assert not may_be_assigned(elli, proposal)
    assert elli not in assessors_of(proposal)
    with pytest.raises(NotAllowed):
        save_work(assessment_id=assigned.pk, by=elli, seen="", work=work())
    unassign(assessment_id=assigned.pk, assessor_id=elli.pk, by=carla)
    with pytest.raises(Invalid):
        assign(assessment_id=assigned.pk, assessor_id=elli.pk, by=carla)
