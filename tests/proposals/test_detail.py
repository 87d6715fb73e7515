"""One proposal's page: who may read it, what it offers, how many queries it takes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.comments.services import post_comment
from participation.projects.models import Phase, Project
from participation.projects.states import Action
from proposals.models import OfficialResponse, Proposal
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.districts import UnitFactory
from tests.factories.proposals import ProposalFactory, SupportFactory


def url(proposal: Proposal, rest: str = "") -> str:
    return f"/en/projects/{proposal.project.slug}/proposals/{proposal.pk}/{rest}"


@pytest.fixture
def proposal(town: Town, ben: User) -> Proposal:
    return ProposalFactory(
        project=town.project, author=ben, title="A warming hut", body="With <b>benches</b> https://example.org/x"
    )


def test_everyone_reads_a_published_proposal(client: Client, proposal: Proposal) -> None:
    page = client.get(url(proposal)).content.decode()
    assert "A warming hut" in page
    assert "&lt;b&gt;benches" in page
    assert "<b>benches" not in page
    assert 'rel="nofollow ugc noopener"' in page


DOORS = ["", "history/", "support/?card=1", "image/", "edit/", "withdraw/"]


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN])
@pytest.mark.parametrize("door", DOORS)
def test_what_is_not_published_is_behind_no_door(client: Client, proposal: Proposal, anna: User, state: str, door: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    client.force_login(anna)
    assert client.get(url(proposal, door)).status_code == 404


@pytest.mark.parametrize("door", DOORS[:3])
def test_a_project_out_of_sight_hides_its_proposals(client: Client, proposal: Proposal, door: str) -> None:
    Project.objects.update(state="draft")
    assert client.get(url(proposal, door)).status_code == 404


def test_another_projects_address_is_no_door(client: Client, proposal: Proposal) -> None:
    other = ProposalFactory()
    assert client.get(f"/en/projects/{other.project.slug}/proposals/{proposal.pk}/").status_code == 404


def test_authors_see_their_drafts(client: Client, proposal: Proposal, ben: User) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.DRAFT)
    client.force_login(ben)
    page = client.get(url(proposal), follow=True).content.decode()
    assert "Only you can see it" in page


def test_support_card_offers_takes_back_and_says_why_not(client: Client, proposal: Proposal, anna: User) -> None:
    client.force_login(anna)
    assert "Support this proposal" in client.get(url(proposal)).content.decode()
    client.post(url(proposal, "support/"))
    assert "Take my support back" in client.get(url(proposal)).content.decode()
    Phase.objects.update(features=[Action.COMMENT])
    page = client.get(url(proposal)).content.decode()
    assert "Take my support back" not in page
    assert "Support is not being collected right now." in page


def test_htmx_gets_the_card_alone(client: Client, proposal: Proposal, anna: User) -> None:
    client.force_login(anna)
    response = client.post(url(proposal, "support/"), headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response.content.decode().strip().startswith("<section")
    response = client.post(url(proposal, "support/"), {"withdraw": "1"}, headers={"HX-Request": "true"})
    assert "Support this proposal" in response.content.decode()


def test_htmx_gets_the_refusal_in_the_card(client: Client, proposal: Proposal, anna: User) -> None:
    Phase.objects.update(features=[])
    client.force_login(anna)
    response = client.post(url(proposal, "support/"), headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "Support is not being collected right now." in response.content.decode()


def test_form_without_scripts_comes_back_to_the_page(client: Client, proposal: Proposal, anna: User) -> None:
    client.force_login(anna)
    response = client.post(url(proposal, "support/"))
    assert response.status_code == 302
    assert response.url == url(proposal) + "#support"


def test_a_visitor_is_asked_to_sign_in(client: Client, proposal: Proposal) -> None:
    response = client.post(url(proposal, "support/"))
    assert response.status_code == 302
    assert "login" in response.url
    assert not proposal.supports.exists()


def test_the_card_is_live(client: Client, proposal: Proposal) -> None:
    page = client.get(url(proposal)).content.decode()
    assert f'data-live-topic="proposal.{proposal.pk}"' in page
    assert f'data-live-url="{url(proposal, "support/")}?card=1"' in page


def test_the_city_answers_in_the_readers_language(client: Client, proposal: Proposal, carla: User) -> None:
    OfficialResponse.objects.create(
        proposal=proposal,
        unit=UnitFactory(),
        author=carla,
        status="accepted",
        text="Kyllä.",
        text_sv="Ja.",
        text_en="Yes.",
    )
    assert "Yes." in client.get(url(proposal)).content.decode()
    assert "Ja." in client.get(url(proposal).replace("/en/", "/sv/")).content.decode()


def test_as_many_queries_with_supports_and_comments_as_without(
    client: Client,
    proposal: Proposal,
    anna: User,
    ben: User,
    carla: User,
) -> None:
    OfficialResponse.objects.create(proposal=proposal, unit=UnitFactory(), author=carla, status="accepted", text="Kyllä.")
    client.force_login(anna)
    client.get(url(proposal))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(proposal)).status_code == 200
        return len(captured)

    post_comment(thread_id=proposal.thread_id, author=ben, body="Yes", language="en")
    one = queries()
    for _n in range(3):
        SupportFactory(proposal=proposal)
        post_comment(thread_id=proposal.thread_id, author=ben, body="Yes again", language="en")
    assert queries() == one <= 15
