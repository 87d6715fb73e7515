"""The city suggests that proposals belong together; writing and agreeing stay with their authors."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.notifications.models import OutboxMessage
from proposals.merging.models import Merger
from proposals.merging.services import agree, ask, save_text, suggest_merger
from proposals.models import Proposal
from tests.cast import Town, person
from tests.factories.proposals import ProposalFactory
from tests.merging.acts import JOINT, address, again, page_of, proposals_by

LIST, FORM = "/admin/proposals/together/", "/admin/proposals/together/suggest/"
WORDS = {"fi": "Sama asia.", "sv": "Samma sak.", "en": "The same thing."}


def suggested(sources: list[Proposal], by: User) -> Merger:
    return suggest_merger(project_id=sources[0].project_id, by=by, source_ids=[row.pk for row in sources], words=WORDS)


@pytest.fixture
def coordinator(town: Town, site: None, aino: User) -> User:
    """Carla, with the rights in the admin that come with the role."""
    user = person("carla")
    assign_role(user=user, district=town.kallio, role=Role.COORDINATOR, given_by=aino)
    return user


@pytest.fixture
def site(town: Town) -> None:
    """Wagtail's own ground."""
    from tests.factories.pages import wagtail_ground

    wagtail_ground()


def test_every_author_is_told_in_their_language(two: list[Proposal], carla: User, ben: User) -> None:
    ben.language = "sv"
    ben.save()
    merger = suggested(two, carla)
    assert (merger.state, merger.initiator) == ("draft", None)
    letters = {letter.recipient.public_name: letter.text for letter in OutboxMessage.objects.select_related("recipient")}
    assert set(letters) == {"Anna", "Ben"}
    assert "Samma sak." in letters["Ben"]
    assert "The same thing." in letters["Anna"]


def test_one_of_the_authors_writes_and_asks(client: Client, two: list[Proposal], carla: User, anna: User, ben: User) -> None:
    merger = suggested(two, carla)
    client.force_login(ben)
    page = client.get(address(merger)).content.decode()
    assert "The same thing." in page
    assert "Write the joint text" in page
    with pytest.raises(NotAllowed):
        ask(merger_id=merger.pk, author=ben, seen="")
    merger = save_text(merger_id=merger.pk, author=ben, seen="", **JOINT)
    assert merger.initiator == ben
    with pytest.raises(Conflict):
        save_text(merger_id=merger.pk, author=anna, seen="", **{**JOINT, "title": "Mine"})
    merger = ask(merger_id=merger.pk, author=anna, seen=merger.digest)  # whoever asks goes first
    assert agree(merger_id=merger.pk, author=ben, seen=merger.digest).proposal.author == anna


def test_staff_cannot_agree_for_anybody(client: Client, two: list[Proposal], carla: User) -> None:
    merger = suggested(two, carla)
    for verb in (agree, ask):
        with pytest.raises(NotAllowed):
            verb(merger_id=merger.pk, author=carla, seen="")
    client.force_login(carla)
    assert client.get(address(merger)).status_code == 404


def test_a_suggestion_is_refused_for_what_one_does_not_answer_for(
    two: list[Proposal], mira: User, anna: User, carla: User
) -> None:
    for stranger in (mira, anna):
        with pytest.raises(NotAllowed):
            suggested(two, stranger)
    with pytest.raises(Invalid):
        suggested(two[:1], carla)
    suggested(two, carla)
    with pytest.raises(Conflict):
        suggested(two, carla)
    assert Merger.objects.count() == 1


def test_from_the_list_to_the_suggestion(client: Client, two: list[Proposal], coordinator: User) -> None:
    client.force_login(coordinator)
    page = client.get("/admin/proposals/").content.decode()
    assert page.count('form="together"') == 2
    assert FORM in page
    form = client.get(FORM, {"pk": [row.pk for row in two]}).content.decode()
    assert all(row.title in form for row in two)
    answer = client.post(
        FORM, {"pk": [row.pk for row in two], "suggestion": "Sama asia.", "suggestion_sv": "", "suggestion_en": ""}
    )
    assert answer.url == LIST
    listed = client.get(LIST).content.decode()
    assert "Yhteistä tekstiä ei vielä ole" in listed  # the admin speaks Finnish
    assert "0 / 2" in listed


@pytest.mark.parametrize("chosen", [[], ["x"], ["9" * 40], ["\x00", "²"]])
def test_a_bad_choice_is_said(client: Client, two: list[Proposal], coordinator: User, chosen: list[str]) -> None:
    client.force_login(coordinator)
    assert "Valitse listasta ainakin kaksi ehdotusta." in client.get(FORM, {"pk": chosen}).content.decode()
    assert client.post(FORM, {"pk": chosen}).status_code == 422
    other = ProposalFactory(project__lead_district=two[0].district, project__slug="toinen")
    answer = client.post(FORM, {"pk": [two[0].pk, other.pk]})
    assert answer.status_code == 422
    assert "saman hankkeen" in answer.content.decode()
    assert client.post(FORM, {"pk": [row.pk for row in two], "suggestion": "x" * 1001}).status_code == 422
    assert not Merger.objects.exists()


def test_residents_and_moderators_find_no_form(client: Client, two: list[Proposal], mira: User, anna: User) -> None:
    for reader in (anna, mira):
        client.force_login(reader)
        for door in (LIST, FORM):
            assert client.get(door).status_code in (302, 403)


def test_the_page_of_a_proposal_tells_its_author(
    client: Client, two: list[Proposal], carla: User, anna: User, nils: User
) -> None:
    merger = suggested(two, carla)
    client.force_login(anna)
    page = client.get(page_of(two[0])).content.decode()
    assert "The city suggests to bring this proposal together with others." in page
    assert address(merger) in page
    assert "Waits for your answer" in client.get("/en/profile/").content.decode()
    client.force_login(nils)
    assert "suggests" not in client.get(page_of(two[0])).content.decode()
    assert again(merger).state == "draft"


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client: Client, town: Town, coordinator: User, clara: User, anna: User
) -> None:
    client.force_login(coordinator)

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    suggested(proposals_by(town.project, anna, clara), coordinator)
    one = queries()
    for _n in range(2):
        suggested(proposals_by(town.project, anna, clara), coordinator)
    assert queries() == one
