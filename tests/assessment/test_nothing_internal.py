"""Notes, internal results, unfinished work and assessors' names leave by no public door, no mail and nobody else's export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from districts.states import Role
from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from participation.pages.profile.services import export_account
from proposals.assessment.models import Assessment
from proposals.assessment.services import (
    add_note,
    assign,
    conclude,
    move,
    remind_assessors,
    save_work,
    start_assessment,
)
from proposals.models import Proposal
from proposals.states import Status
from tests.assessment.conftest import in_days, work
from tests.cast import Town
from tests.doors.addresses import addresses
from tests.doors.test_every_door import served
from tests.doors.world import World, build
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictRoleFactory
from tests.projects.conftest import coordinator, site

__all__ = ["coordinator", "site"]

NOTE, SCORE, DRAFT, NAME = "Zqxnote", "Zqxscore", "Zqxdraft", "Zqxassessor"
INTERNAL = re.compile(rf"{NOTE}|{SCORE}|{DRAFT}|{NAME}|987.?654.?321")
PUBLIC = "Zqxreasons"


@pytest.fixture
def world(town: Town, anna: User, ben: User, mira: User, coordinator: User) -> World:
    """Everything is there and public, and a proposal is being assessed."""
    return build(town, anna, ben, mira, coordinator)


@pytest.fixture
def assessor(town: Town) -> User:
    """Whose name nobody outside may read."""
    user = UserFactory(email="zoe@example.org", public_name=NAME)
    DistrictRoleFactory(user=user, district=town.kallio, role=Role.ASSESSOR)
    return user


@pytest.fixture
def row(world: World, assessor: User) -> Assessment:
    """Assigned, with a note, an internal result and unfinished reasons."""
    carla = User.objects.get(pk=world.carla.pk)
    words = world.open.criteria.get(kind="text")  # of the blueprint
    Proposal.objects.filter(pk=world.proposals["plain"].pk).update(status=Status.COLLECTING)  # elsewhere it has been answered
    found = start_assessment(proposal_id=world.proposals["plain"].pk, by=carla, due_on=in_days(1))
    assign(assessment_id=found.pk, assessor_id=assessor.pk, by=carla)
    add_note(assessment_id=found.pk, author=assessor, text=NOTE)
    done = work(reasons={"fi": DRAFT}, feasibility="not_feasible", cost_low=987_654_321, scores={words.pk: SCORE})
    save_work(assessment_id=found.pk, by=assessor, seen="", work=done)
    remind_assessors()
    return found


def told(world: World, assessor: User, *readers: Client) -> Iterator[tuple[str, str]]:
    """Every text that reaches anybody who does not work on it: pages, exports, mails."""
    doors = addresses(world, "fi")
    for reader in readers:
        yield from ((door, served(reader, door)) for door in doors)
    for user in (world.anna, world.ben, world.mira):
        yield f"export of {user}", json.dumps(export_account(user=user), default=str)
    for mail in OutboxMessage.objects.exclude(recipient=assessor):
        yield f"mail {mail.subject}", f"{mail.subject} {mail.text}"


def test_while_it_is_worked_on_and_when_it_is_concluded(
    world: World, row: Assessment, assessor: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("ERROR", "django.request")  # some addresses answer 404, as they should
    anybody, author = Client(), Client()
    author.force_login(world.anna)
    assert {where for where, text in told(world, assessor, author) if INTERNAL.search(text)} == set()
    conclude(assessment_id=row.pk, by=assessor, seen="", work=work(reasons={"fi": PUBLIC}))
    shown = list(told(world, assessor, anybody))
    assert any(PUBLIC in text for where, text in shown if where.endswith(f"/proposals/{row.proposal_id}/"))
    assert any(PUBLIC in text for where, text in shown if where.startswith("mail"))
    assert {where for where, text in shown if INTERNAL.search(text)} == set()
    move(assessment_id=row.pk, state="reopened", by=User.objects.get(pk=world.carla.pk))
    again = anybody.get(f"/fi/projects/{world.open.slug}/proposals/{row.proposal_id}/").content.decode()
    assert PUBLIC not in again


def test_their_own_export_has_what_they_wrote_and_theirs_alone(row: Assessment, assessor: User, world: World) -> None:
    carla = User.objects.get(pk=world.carla.pk)
    add_note(assessment_id=row.pk, author=carla, text="Carlan oma.")
    conclude(assessment_id=row.pk, by=assessor, seen="", work=work())
    data = export_account(user=assessor)["contributions"]["assessment"]
    assert [note["text"] for note in data["notes"]] == [NOTE]
    assert len(data["assignments"]) == len(data["concluded"]) == 1
    assert data["notes"][0]["proposal"].endswith(f"/proposals/{row.proposal_id}/")
    assert export_account(user=world.anna)["contributions"]["assessment"] == {"assignments": [], "concluded": [], "notes": []}
