"""Supporters are told once each and choose about their own support; nothing moves by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.accounts.services import change_email
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, PhaseClosed
from participation.notifications.models import OutboxMessage
from participation.projects.models import Phase
from participation.projects.states import Action
from proposals.merging.models import Merger, Supporter
from proposals.merging.services import choose, revoke_links, separate, tell_supporters
from proposals.merging.services import supporters as telling
from proposals.merging.tasks import tell_all
from proposals.merging.tokens import make_token, supporter_of
from proposals.models import Proposal, Support
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.proposals import SupportFactory
from tests.merging.acts import address, again, asked, page_of, published


@pytest.fixture
def merger(two: list[Proposal], nils: User) -> Merger:
    """Nils supports both of the proposals that are brought together."""
    for source in two:
        SupportFactory(proposal=source, resident=nils)
    return published(two)


def standing(resident: User) -> list[str]:
    """The titles of what somebody supports."""
    return sorted(Support.objects.filter(resident=resident).values_list("proposal__title", flat=True))


BOTH, JOINT = ["Benches of Anna", "Benches of Ben"], ["Benches along the whole shore"]


def test_nothing_moves_by_itself(merger: Merger, nils: User) -> None:
    tell_supporters(merger_id=merger.pk)
    assert standing(nils) == BOTH
    assert set(Proposal.objects.values_list("state", flat=True)) == {"published"}


def test_each_supporter_is_told_once_in_their_language(two: list[Proposal], nils: User) -> None:
    people = [nils, *(UserFactory(language=language) for language in ("fi", "sv", "ar"))]
    for person in people:
        SupportFactory(proposal=two[0], resident=person)
    SupportFactory(proposal=two[1], resident=nils)
    merger = published(two)
    telling.BATCH = 2
    try:
        assert tell_supporters(merger_id=merger.pk) == 4
    finally:
        telling.BATCH = 500
    assert tell_supporters(merger_id=merger.pk) == 0
    letters = OutboxMessage.objects.filter(key__startswith=f"merging.{merger.pk}.supporters.")
    assert {letter.recipient for letter in letters} == set(people)
    for letter in letters:
        assert f"/{letter.language}/projects/{merger.project.slug}/proposals/merge/choose/" in letter.text


def test_a_worker_that_dies_midway_tells_nobody_twice(two: list[Proposal], monkeypatch: pytest.MonkeyPatch) -> None:
    for _n in range(5):
        SupportFactory(proposal=two[0])
    merger = published(two)
    monkeypatch.setattr(telling, "BATCH", 2)
    write, batches = telling._write, []

    class Killed(BaseException):
        """What a worker that is killed looks like from inside."""

    def dying(*args: Any, **kwargs: Any) -> int:
        batches.append(1)
        if len(batches) == 2:
            raise Killed
        return write(*args, **kwargs)

    monkeypatch.setattr(telling, "_write", dying)
    with pytest.raises(Killed):
        tell_supporters(merger_id=merger.pk)
    assert Supporter.objects.filter(told_at__isnull=False).count() == 2
    monkeypatch.setattr(telling, "_write", write)
    assert tell_all() == 3  # the periodic run goes on where it ended
    assert OutboxMessage.objects.filter(key__contains=".supporters.").count() == 5
    assert tell_all() == 0


def test_many_supporters_are_no_more_queries_each(two: list[Proposal]) -> None:
    def queries(number: int) -> int:
        for _n in range(number):
            SupportFactory(proposal=two[0])
        merger = published(two)
        with CaptureQueriesContext(connection) as captured:
            tell_supporters(merger_id=merger.pk)
        for member in list(merger.members.all()):
            separate(merger_id=merger.pk, proposal_id=member.proposal_id, author=member.proposal.author)
        return len(captured)

    assert queries(1) == queries(20)


def test_moving_makes_one_support_of_all(merger: Merger, nils: User) -> None:
    choose(merger_id=merger.pk, resident=nils, choice="move")
    assert standing(nils) == JOINT
    choose(merger_id=merger.pk, resident=nils, choice="move")
    assert standing(nils) == JOINT
    acts = Entry.objects.filter(actor=nils).order_by("pk").values_list("action", "data")
    assert [action for action, _data in acts] == ["proposal.unsupport", "proposal.unsupport", "proposal.support"]
    assert {data["because"] for _action, data in acts} == {"merging"}


def test_every_choice_can_follow_every_other(merger: Merger, nils: User) -> None:
    given = dict(Support.objects.filter(resident=nils).values_list("proposal_id", "created_at"))
    wanted = {"keep": BOTH, "move": JOINT, "withdraw": []}
    for choice in ("keep", "move", "keep", "withdraw", "keep", "move", "withdraw", "move", "keep", "withdraw", "withdraw"):
        choose(merger_id=merger.pk, resident=nils, choice=choice)
        assert standing(nils) == wanted[choice], choice
    choose(merger_id=merger.pk, resident=nils, choice="keep")
    assert dict(Support.objects.filter(resident=nils).values_list("proposal_id", "created_at")) == given


def test_a_support_given_to_the_joint_one_by_itself_is_not_touched(merger: Merger, nils: User) -> None:
    SupportFactory(proposal=merger.proposal, resident=nils)
    for choice, left in (("move", JOINT), ("withdraw", JOINT), ("keep", [*JOINT, *BOTH])):
        choose(merger_id=merger.pk, resident=nils, choice=choice)
        assert standing(nils) == left, choice


def test_who_supports_later_can_choose_too(merger: Merger, two: list[Proposal]) -> None:
    late = SupportFactory(proposal=two[1]).resident
    tell_supporters(merger_id=merger.pk)
    assert not OutboxMessage.objects.filter(recipient=late).exists()
    choose(merger_id=merger.pk, resident=late, choice="move")
    assert standing(late) == JOINT


def test_who_supports_nothing_has_nothing_to_choose(merger: Merger, carla: User) -> None:
    for choice in ("keep", "move", "withdraw"):
        with pytest.raises(Invalid):
            choose(merger_id=merger.pk, resident=carla, choice=choice)
    assert standing(carla) == []
    assert not Supporter.objects.filter(resident=carla).exists()


def test_refusals(merger: Merger, two: list[Proposal], nils: User) -> None:
    with pytest.raises(Invalid):
        choose(merger_id=merger.pk, resident=nils, choice="sell")
    Phase.objects.update(features=[Action.PROPOSE])
    with pytest.raises(PhaseClosed):
        choose(merger_id=merger.pk, resident=nils, choice="move")
    Phase.objects.update(features=[Action.SUPPORT])
    Proposal.objects.filter(pk=merger.proposal_id).update(state=ProposalState.WITHDRAWN)
    with pytest.raises(Invalid):
        choose(merger_id=merger.pk, resident=nils, choice="move")
    assert standing(nils) == BOTH


def test_nothing_is_chosen_before_it_is_published(two: list[Proposal], nils: User) -> None:
    SupportFactory(proposal=two[0], resident=nils)
    merger = asked(two)
    with pytest.raises(Conflict):
        choose(merger_id=merger.pk, resident=nils, choice="move")


def link(merger: Merger, resident: User) -> str:
    """The link in this person's mail."""
    tell_supporters(merger_id=merger.pk)
    row = Supporter.objects.select_related("resident").get(merger=merger, resident=resident)
    return f"/en/projects/{merger.project.slug}/proposals/merge/choose/{make_token(row)}/"


def test_the_link_acts_on_post_alone_and_needs_no_sign_in(client: Client, merger: Merger, nils: User) -> None:
    door = link(merger, nils)
    page = client.get(door).content.decode()
    assert standing(nils) == BOTH
    assert page.count('name="choice"') == 3
    assert "checked" not in page
    assert client.post(door, {"choice": "move"}).url == door
    assert standing(nils) == JOINT
    assert "You moved your support to the joint proposal." in client.get(door).content.decode()
    assert client.post(door, {"choice": "nonsense"}).status_code == 422
    assert client.post(door, {}).status_code == 422
    assert standing(nils) == JOINT


def test_the_link_is_its_persons_whoever_is_signed_in(client: Client, merger: Merger, nils: User, ben: User) -> None:
    door = link(merger, nils)
    client.force_login(ben)
    client.post(door, {"choice": "withdraw"})
    assert standing(nils) == []


def test_a_link_stands_for_one_merger_and_can_be_lost(
    client: Client, merger: Merger, nils: User, settings: Any, town: Any
) -> None:
    door = link(merger, nils)
    token = door.rstrip("/").rsplit("/", 1)[1]
    assert supporter_of(token).resident == nils
    for broken in (token[:-1], token + "x", "x", "a" * 3000, "é", ":::"):
        answer = client.post(door.replace(token, broken), {"choice": "withdraw"})
        assert answer.status_code == 410, broken
    assert client.get(door.replace(merger.project.slug, "other")).status_code == 410
    settings.MERGER_LINK_DAYS = -1
    assert client.post(door, {"choice": "withdraw"}).status_code == 410
    settings.MERGER_LINK_DAYS = 90
    assert client.get(door).status_code == 200
    assert client.post(door, {"do": "revoke"}).status_code == 200
    assert client.post(door, {"choice": "withdraw"}).status_code == 410
    assert standing(nils) == BOTH


def test_another_address_or_a_suspension_ends_links(client: Client, merger: Merger, nils: User) -> None:
    door = link(merger, nils)
    change_email(user=nils, email="other@example.org")
    assert client.get(door).status_code == 410
    fresh = link(merger, nils)
    assert client.get(fresh).status_code == 200
    User.objects.filter(pk=nils.pk).update(is_active=False)
    assert client.get(fresh).status_code == 410
    assert revoke_links(supporter_id=0) is None


def test_the_page_of_a_source_asks_its_supporters(client: Client, merger: Merger, two: list[Proposal], nils: User) -> None:
    notice = "Part of a joint proposal"
    page = client.get(page_of(two[0])).content.decode()
    assert notice in page
    assert page_of(merger.proposal) in page
    assert 'name="choice"' not in page
    client.force_login(nils)
    assert client.get(page_of(two[0])).content.decode().count('name="choice"') == 3
    answer = client.post(address(merger, "choose/"), {"choice": "move", "from": two[0].pk})
    assert answer.url == f"{page_of(two[0])}#joint"
    page = client.get(page_of(two[0])).content.decode()
    assert "You moved your support" in page
    assert page.count('name="choice"') == 2
    answer = client.post(address(merger, "choose/"), {"choice": "keep", "from": merger.proposal_id})
    assert answer.url == address(merger, "choose/")
    assert standing(nils) == BOTH


def test_a_closed_phase_says_why(client: Client, merger: Merger, two: list[Proposal], nils: User) -> None:
    Phase.objects.update(features=[Action.COMMENT])
    client.force_login(nils)
    page = client.get(page_of(two[0])).content.decode()
    assert 'name="choice"' not in page
    assert "Support is not being collected right now." in page
    assert client.post(address(merger, "choose/"), {"choice": "move"}).status_code == 422
    assert standing(nils) == BOTH


def test_profile_lists_what_can_be_chosen(client: Client, merger: Merger, nils: User) -> None:
    tell_supporters(merger_id=merger.pk)
    client.force_login(nils)
    page = client.get("/en/profile/").content.decode()
    assert address(merger, "choose/") in page
    assert "You can choose" in page
    assert client.get(address(merger, "choose/")).status_code == 200


def test_the_joint_one_out_of_sight_is_not_told_of(merger: Merger, two: list[Proposal], nils: User, client: Client) -> None:
    Proposal.objects.filter(pk=merger.proposal_id).update(state=ProposalState.WITHDRAWN)
    assert tell_supporters(merger_id=merger.pk) == 0
    assert again(merger).supporters_told_at is None
    page = client.get(page_of(two[0])).content.decode()
    assert "Benches along the whole shore" not in page
    assert "not public any more" in page
