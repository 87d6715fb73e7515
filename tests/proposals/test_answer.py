"""The city answers a proposal, by the verb and in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from districts.models import Unit
from districts.states import Role
from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.models import OfficialResponse, Proposal
from proposals.queries.answering import answerable_by
from proposals.rules import may_respond
from proposals.services import respond_officially
from proposals.states import ProposalState, Status
from tests.cast import Town, person
from tests.factories.districts import DistrictRoleFactory, UnitFactory, city
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import ProposalFactory


@pytest.fixture
def proposal(town: Town) -> Proposal:
    return ProposalFactory(project=town.project, title="A warming hut")


@pytest.fixture
def parks(db: None) -> Unit:
    return UnitFactory()


@pytest.fixture
def staff(client: Client, carla: User) -> Client:
    carla.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(carla)
    return client


def test_an_answer_is_kept_with_its_languages_and_sets_the_status(proposal: Proposal, carla: User, parks: Unit) -> None:
    response = respond_officially(
        proposal_id=proposal.pk,
        unit_id=parks.pk,
        author=carla,
        status=Status.ACCEPTED,
        text="Teemme sen.",
        translations={"sv": "Vi gör det.", "en": "We do it."},
    )
    proposal.refresh_from_db()
    assert (response.text, response.text_sv, response.text_en) == ("Teemme sen.", "Vi gör det.", "We do it.")
    assert proposal.status == Status.ACCEPTED
    assert Entry.objects.get(action="proposal.respond").data["unit"] == parks.pk


def test_earlier_answers_stay(proposal: Proposal, carla: User, parks: Unit) -> None:
    for status in (Status.ASSESSING, Status.DONE):
        respond_officially(proposal_id=proposal.pk, unit_id=parks.pk, author=carla, status=status, text="Vastaus.")
    assert [response.status for response in proposal.responses.all()] == [Status.DONE, Status.ASSESSING]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " "}, "text"),
        ({"unit_id": 0}, "unit"),
        ({"status": "x"}, "status"),
        ({"text": "x" * 5001}, "text"),
        ({"translations": {"xx": "?"}}, "translations"),
    ],
)
def test_what_is_wrong_is_named(proposal: Proposal, carla: User, parks: Unit, change: dict, field: str) -> None:
    values = {"unit_id": parks.pk, "status": Status.DONE, "text": "Vastaus.", **change}
    with pytest.raises(Invalid) as refused:
        respond_officially(proposal_id=proposal.pk, author=carla, **values)
    assert refused.value.field == field


def test_what_is_not_public_is_not_answered(proposal: Proposal, carla: User, parks: Unit) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.WITHDRAWN)
    with pytest.raises(Conflict):
        respond_officially(proposal_id=proposal.pk, unit_id=parks.pk, author=carla, status=Status.DONE, text="Vastaus.")


@pytest.mark.parametrize(
    ("role", "where", "own_project", "may"),
    [
        (Role.COORDINATOR, "kallio", None, True),
        (Role.COORDINATOR, "city", None, True),
        (Role.COORDINATOR, "malmi", None, False),
        (Role.COORDINATOR, "kallio", True, True),
        (Role.COORDINATOR, "kallio", False, False),
        (Role.MODERATOR, "kallio", None, False),
        (Role.EDITOR, "kallio", None, False),
    ],
)
def test_rule_and_list_say_the_same(
    town: Town,
    proposal: Proposal,
    parks: Unit,
    role: str,
    where: str,
    own_project: bool | None,
    may: bool,
) -> None:
    user = person("rita")
    project = None if own_project is None else town.project if own_project else ProjectFactory(lead_district=town.kallio)
    district = {"kallio": town.kallio, "malmi": town.malmi, "city": city()}[where]
    DistrictRoleFactory(user=user, district=district, role=role, project=project)
    assert may_respond(user, proposal) is may
    assert answerable_by(user).exists() is may
    if not may:
        with pytest.raises(NotAllowed):
            respond_officially(proposal_id=proposal.pk, unit_id=parks.pk, author=user, status=Status.DONE, text="Vastaus.")


def test_the_coordinator_of_the_proposals_own_district_answers_in_a_project_of_the_city(town: Town, carla: User) -> None:
    proposal = ProposalFactory(project=ProjectFactory(lead_district=city()), district=town.malmi)
    assert may_respond(carla, proposal)
    assert answerable_by(carla).filter(pk=proposal.pk).exists()


def test_the_admins_list_is_limited_filtered_and_searched(staff: Client, town: Town, proposal: Proposal) -> None:
    ProposalFactory(title="Far away")
    ProposalFactory(project=town.project, title="Other things", status=Status.DONE)
    url = reverse("proposals_admin_list")
    page = staff.get(url).content.decode()
    assert "A warming hut" in page
    assert "Far away" not in page
    assert "Other things" not in staff.get(url, {"q": "warming"}).content.decode()
    assert "A warming hut" not in staff.get(url, {"status": Status.DONE}).content.decode()
    assert "A warming hut" in staff.get(url, {"project": town.project.pk, "p": "99"}).content.decode()


def test_the_admins_form_publishes_the_answer(staff: Client, proposal: Proposal, parks: Unit) -> None:
    url = reverse("proposals_admin_respond", args=[proposal.pk])
    assert staff.get(url).status_code == 200
    refused = staff.post(url, {"unit": parks.pk, "status": Status.DONE, "text": ""})
    assert refused.status_code == 422
    staff.post(url, {"unit": parks.pk, "status": Status.DONE, "text": "Valmis.", "text_sv": "Klart.", "text_en": ""})
    response = OfficialResponse.objects.get()
    assert (response.text, response.text_sv, response.text_en) == ("Valmis.", "Klart.", None)


def test_other_districts_answers_are_no_door(staff: Client, proposal: Proposal) -> None:
    assert staff.get(reverse("proposals_admin_respond", args=[ProposalFactory().pk])).status_code == 404


def test_the_page_leads_coordinators_to_the_form(staff: Client, proposal: Proposal, anna: User) -> None:
    url = f"/en/projects/kallion-ideat/proposals/{proposal.pk}/"
    link = reverse("proposals_admin_respond", args=[proposal.pk])
    assert link in staff.get(url).content.decode()
    staff.force_login(anna)
    assert link not in staff.get(url).content.decode()
