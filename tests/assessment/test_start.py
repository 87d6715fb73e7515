"""A coordinator begins to assess a proposal, or all of a project."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import Unit
from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.models import Phase, Project
from proposals.assessment.models import Assessment
from proposals.assessment.services import announce_started, start_assessment, start_for_project
from proposals.models import Proposal
from proposals.services import respond_officially
from proposals.states import ProposalState, Status
from tests.assessment.conftest import in_days
from tests.cast import Town, person
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictRoleFactory
from tests.factories.proposals import SupportFactory, many_proposals
from tests.proposals.races import all_at_once


def close(project: Project) -> None:
    """Collecting is over."""
    Phase.objects.filter(project=project).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=1)
    )


def test_the_status_says_so_and_everything_is_recorded(proposal: Proposal, carla: User, parks: Unit) -> None:
    row = start_assessment(proposal_id=proposal.pk, by=carla, unit_id=parks.pk, due_on=in_days(10))
    proposal.refresh_from_db()
    assert proposal.status == Status.ASSESSING
    assert (row.state, row.unit_id, row.started_by_id) == ("new", parks.pk, carla.pk)
    assert set(Entry.objects.values_list("action", flat=True)) >= {"proposal.assess", "assessment.start"}


@pytest.mark.parametrize(("role", "where"), [(Role.ASSESSOR, "kallio"), (Role.MODERATOR, "kallio"), (Role.COORDINATOR, "malmi")])
def test_others_may_not(town: Town, proposal: Proposal, role: str, where: str) -> None:
    user = person("rita")
    DistrictRoleFactory(user=user, district=getattr(town, where), role=role)
    with pytest.raises(NotAllowed):
        start_assessment(proposal_id=proposal.pk, by=user)
    proposal.refresh_from_db()
    assert proposal.status == Status.COLLECTING


@pytest.mark.parametrize(
    ("change", "field"), [({"due_on": -1}, "due_on"), ({"due_on": 9999}, "due_on"), ({"unit_id": 0}, "unit")]
)
def test_what_is_wrong_is_named(proposal: Proposal, carla: User, change: dict, field: str) -> None:
    if "due_on" in change:
        change = {"due_on": in_days(change["due_on"])}
    with pytest.raises(Invalid) as refused:
        start_assessment(proposal_id=proposal.pk, by=carla, **change)
    assert refused.value.field == field


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
def test_what_is_not_public_is_not_assessed(proposal: Proposal, carla: User, state: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    with pytest.raises(Conflict):
        start_assessment(proposal_id=proposal.pk, by=carla)


def test_what_the_city_has_decided_about_is_not_assessed(proposal: Proposal, carla: User, parks: Unit) -> None:
    respond_officially(proposal_id=proposal.pk, unit_id=parks.pk, author=carla, status=Status.ACCEPTED, text="Kyllä.")
    with pytest.raises(Conflict):
        start_assessment(proposal_id=proposal.pk, by=carla)
    proposal.refresh_from_db()
    assert proposal.status == Status.ACCEPTED


def test_a_second_one_is_refused(assessment: Assessment, carla: User) -> None:
    with pytest.raises(Conflict):
        start_assessment(proposal_id=assessment.proposal_id, by=carla)
    assert Assessment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_start_one(proposal: Proposal, carla: User) -> None:
    """Red without its guard: with the lock left out of `begin_assessing`, four of six died of the
    database's constraint instead of being told.
    """
    Proposal.objects.filter(pk=proposal.pk).update(status=Status.ASSESSING)  # an earlier answer said so: nothing else waits
    results = all_at_once([partial(start_assessment, proposal_id=proposal.pk, by=User.objects.get(pk=carla.pk))] * 6)
    assert Assessment.objects.count() == 1
    assert sum(isinstance(result, Assessment) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 5
    assert Entry.objects.filter(action="assessment.start").count() == 1


def test_a_project_starts_in_one_go_when_collecting_is_over(town: Town, carla: User, parks: Unit) -> None:
    rows = many_proposals(town.project, 5)
    start_assessment(proposal_id=rows[0].pk, by=carla)
    respond_officially(proposal_id=rows[1].pk, unit_id=parks.pk, author=carla, status=Status.REJECTED, text="Ei.")
    with pytest.raises(Conflict):
        start_for_project(project_id=town.project.pk, by=carla)
    close(town.project)
    done = start_for_project(project_id=town.project.pk, by=carla, due_on=in_days(30))
    assert (done.started, done.had_one, done.answered, done.below_goal) == (3, 1, 1, 0)
    assert start_for_project(project_id=town.project.pk, by=carla).started == 0
    assert Proposal.objects.filter(status=Status.ASSESSING).count() == 4


def test_only_those_with_enough_support_by_the_rows_not_by_the_cache(town: Town, carla: User) -> None:
    liked, other = many_proposals(town.project, 2)
    for _n in range(2):
        SupportFactory(proposal=liked, resident=UserFactory())
    Proposal.objects.filter(pk=other.pk).update(support_count=99)
    close(town.project)
    with pytest.raises(Invalid):
        start_for_project(project_id=town.project.pk, by=carla, only_with_goal=True)
    Project.objects.filter(pk=town.project.pk).update(support_goal=2)
    done = start_for_project(project_id=town.project.pk, by=carla, only_with_goal=True)
    assert (done.started, done.below_goal) == (1, 1)
    assert Assessment.objects.get().proposal == liked


def test_a_projects_start_costs_the_same_for_one_and_for_many(town: Town, carla: User) -> None:
    close(town.project)
    counts = []
    for number in (1, 30):
        many_proposals(town.project, number)
        with CaptureQueriesContext(connection) as captured:
            start_for_project(project_id=town.project.pk, by=User.objects.get(pk=carla.pk))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_others_start_no_project(town: Town, elli: User, mira: User) -> None:
    close(town.project)
    for user in (elli, mira):
        with pytest.raises(NotAllowed):
            start_for_project(project_id=town.project.pk, by=user)


def test_followers_are_told_once(town: Town, carla: User, django_capture_on_commit_callbacks: pytest.FixtureRequest) -> None:
    close(town.project)
    many_proposals(town.project, 3)
    start_for_project(project_id=town.project.pk, by=carla)
    assert announce_started() == 3
    assert announce_started() == 0
