"""Deadlines are told of: before them to assessors, after them to coordinators, each once."""

from __future__ import annotations

from functools import partial

import pytest

from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from proposals.assessment.models import Assessment, Assignment
from proposals.assessment.services import assign, conclude, remind_assessors, remind_coordinators, start_assessment
from proposals.assessment.tasks import remind
from tests.assessment.conftest import in_days, rows_of, work
from tests.cast import Town
from tests.factories.proposals import ProposalFactory
from tests.proposals.races import all_at_once


def due(number: int) -> None:
    Assessment.objects.update(due_on=in_days(number))


def test_assessors_are_reminded_once_for_each_deadline(assigned: Assessment, elli: User) -> None:
    due(10)
    assert remind_assessors() == 0
    due(3)
    assert remind_assessors() == 1
    assert remind_assessors() == 0
    mail = OutboxMessage.objects.get(recipient=elli)
    assert mail.language == "fi"
    assert "A warming hut" in mail.text
    due(2)
    assert remind_assessors() == 1
    assert OutboxMessage.objects.count() == 2


def test_who_is_asked_later_is_reminded_too(assigned: Assessment, elli: User, carla: User) -> None:
    due(1)
    remind_assessors()
    assign(assessment_id=assigned.pk, assessor_id=carla.pk, by=carla)
    assert remind_assessors() == 1
    assert set(OutboxMessage.objects.values_list("recipient", flat=True)) == {elli.pk, carla.pk}


def test_coordinators_are_told_of_what_is_late_once(town: Town, assigned: Assessment, carla: User) -> None:
    due(0)
    assert remind_coordinators() == 0
    due(-1)
    assert remind_coordinators() == 1
    assert remind_coordinators() == 0
    assert OutboxMessage.objects.get().recipient == carla


def test_one_mail_tells_of_many(town: Town, assigned: Assessment, carla: User, elli: User) -> None:
    rows = rows_of(town.project, 30, state="assigned")
    Assignment.objects.bulk_create([Assignment(assessment=row, assessor=elli, given_by=carla) for row in rows])
    due(1)
    assert remind() == 1
    due(-1)
    assert remind() == 1
    assert sorted(OutboxMessage.objects.values_list("subject", flat=True))[0].startswith("31 ")


def test_nobody_is_told_of_what_is_concluded_or_hidden(town: Town, assigned: Assessment, carla: User, elli: User) -> None:
    other = start_assessment(proposal_id=ProposalFactory(project=town.project).pk, by=carla)
    assign(assessment_id=other.pk, assessor_id=elli.pk, by=carla)
    conclude(assessment_id=assigned.pk, by=elli, seen="", work=work())
    OutboxMessage.objects.all().delete()
    other.proposal.state = "withdrawn"
    other.proposal.save(update_fields=["state"])
    for number in (1, -1):
        due(number)
        assert remind() == 0
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_tell_once(assigned: Assessment, elli: User, carla: User) -> None:
    """Red without its guard: with the rows not locked, each of the four workers told of the same."""
    due(1)
    assert sum(all_at_once([remind_assessors] * 4)) == 1
    due(-1)
    assert sum(all_at_once([partial(remind_coordinators)] * 4)) == 1
    assert OutboxMessage.objects.count() == 2


def test_who_is_suspended_is_not_reminded(assigned: Assessment, elli: User) -> None:
    due(2)
    User.objects.filter(pk=elli.pk).update(is_active=False)
    assert remind_assessors() == 0
    assert not OutboxMessage.objects.exists()
