"""Leaving before it is published, and taking a proposal out afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.notifications.models import OutboxMessage
from participation.pages.profile.services import erase_account
from participation.projects.models import Phase
from proposals.merging.models import MergerEntry, Supporter
from proposals.merging.services import (
    agree,
    call_off,
    choose,
    leave,
    leave_out,
    move_back,
    publish_merger,
    save_text,
    separate,
    start_merger,
    tell_movers,
)
from proposals.merging.tasks import tell_all
from proposals.models import Proposal, Support
from proposals.services import withdraw_proposal
from tests.factories.proposals import SupportFactory
from tests.merging.acts import JOINT, address, again, asked, drafted, page_of, published


def test_leaving_one_of_two_ends_it_and_frees_both(two: list[Proposal]) -> None:
    merger = asked(two)
    assert leave(merger_id=merger.pk, author=two[1].author, note="Not mine.").state == "declined"
    assert OutboxMessage.objects.filter(key__contains=".ended.").count() == 1
    assert not merger.members.filter(holds=True).exists()
    with pytest.raises(Conflict):
        agree(merger_id=merger.pk, author=two[0].author, seen=merger.digest)
    assert asked(two).state == "asked"


def test_the_others_go_on_when_two_are_left(three: list[Proposal]) -> None:
    merger = asked(three)
    agree(merger_id=merger.pk, author=three[1].author, seen=merger.digest)
    merger = leave(merger_id=merger.pk, author=three[2].author)
    assert merger.state == "agreed"  # and not published: another circle has to say so itself
    assert publish_merger(merger_id=merger.pk, by=three[1].author).state == "published"
    with pytest.raises(NotAllowed):
        separate(merger_id=merger.pk, proposal_id=three[2].pk, author=three[1].author)


def test_another_author_writes_on_when_the_first_leaves(three: list[Proposal]) -> None:
    merger = asked(three)
    merger = leave(merger_id=merger.pk, author=three[0].author)
    assert (merger.state, merger.initiator) == ("asked", three[1].author)


def test_leaving_needs_no_open_phase(two: list[Proposal]) -> None:
    merger = asked(two)
    Phase.objects.update(features=[])
    assert leave(merger_id=merger.pk, author=two[1].author).state == "declined"


def test_who_began_can_call_it_off_and_nobody_else(two: list[Proposal]) -> None:
    merger = asked(two)
    with pytest.raises(NotAllowed):
        call_off(merger_id=merger.pk, by=two[1].author)
    for _time in range(2):
        assert call_off(merger_id=merger.pk, by=two[0].author).state == "abandoned"
    assert merger.entries.filter(act="called_off").count() == 1


def test_a_draft_is_called_off_without_a_word_to_anybody(two: list[Proposal]) -> None:
    merger = drafted(two)
    with pytest.raises(Conflict):
        leave(merger_id=merger.pk, author=two[0].author)
    call_off(merger_id=merger.pk, by=two[0].author)
    assert not OutboxMessage.objects.exists()


def test_a_draft_loses_what_its_writer_takes_off(three: list[Proposal]) -> None:
    merger = drafted(three)
    leave_out(merger_id=merger.pk, proposal_id=three[2].pk, by=three[0].author)
    assert merger.members.count() == 2
    for kept in three[:2]:
        with pytest.raises(Invalid):
            leave_out(merger_id=merger.pk, proposal_id=kept.pk, by=three[0].author)


def test_only_what_cannot_take_part_is_left_out_by_others(three: list[Proposal]) -> None:
    merger = asked(three)
    with pytest.raises(Invalid):
        leave_out(merger_id=merger.pk, proposal_id=three[2].pk, by=three[0].author)
    withdraw_proposal(proposal_id=three[2].pk, by=three[2].author)
    agree(merger_id=merger.pk, author=three[1].author, seen=merger.digest)
    merger = leave_out(merger_id=merger.pk, proposal_id=three[2].pk, by=three[0].author)
    assert merger.state == "agreed"


def test_the_page_says_that_nobody_can_agree_for_a_gone_account(client: Client, three: list[Proposal], anna: User) -> None:
    merger = asked(three)
    User.objects.filter(pk=three[2].author_id).update(is_active=False)
    client.force_login(anna)
    page = client.get(address(merger)).content.decode()
    assert "Nobody else can agree for them" in page
    client.post(address(merger, "act/"), {"do": "leave_out", "proposal": three[2].pk})
    assert again(merger).members.filter(left_at__isnull=True).count() == 2
    for wrong in ("", "x", "9" * 40, "²"):
        assert client.post(address(merger, "act/"), {"do": "leave_out", "proposal": wrong}).status_code == 404


def test_an_erased_author_leaves_what_is_open(three: list[Proposal], clara: User) -> None:
    merger = asked(three)
    agree(merger_id=merger.pk, author=clara, seen=merger.digest, note="Gladly, Clara K.")
    erase_account(user=clara, by=clara)
    merger = again(merger)
    assert merger.state == "asked"
    assert merger.members.filter(left_at__isnull=False).get().proposal_id == three[2].pk
    assert not MergerEntry.objects.filter(author=clara).exclude(note="").exists()


def test_an_erased_writer_takes_the_unseen_draft_along(two: list[Proposal], anna: User) -> None:
    merger = drafted(two)
    erase_account(user=anna, by=anna)
    merger = again(merger)
    assert (merger.state, merger.title, merger.body) == ("abandoned", "", "")


def test_an_erased_supporter_is_forgotten_and_stays_counted(two: list[Proposal], nils: User) -> None:
    SupportFactory(proposal=two[0], resident=nils)
    merger = published(two)
    choose(merger_id=merger.pk, resident=nils, choice="move")
    erase_account(user=nils, by=nils)
    assert not Supporter.objects.filter(resident=nils).exists()
    assert Support.objects.filter(proposal=merger.proposal_id).count() == 1


def test_a_source_taken_out_stands_by_itself_again(client: Client, two: list[Proposal], nils: User, anna: User) -> None:
    SupportFactory(proposal=two[0], resident=nils)
    merger = published(two)
    choose(merger_id=merger.pk, resident=nils, choice="move")
    client.force_login(anna)
    answer = client.post(address(merger, "act/"), {"do": "separate", "proposal": two[0].pk})
    assert answer.url == address(merger)
    page = client.get(page_of(two[0])).content.decode()
    assert "Part of a joint proposal" not in page
    assert "Benches of Anna" not in client.get(page_of(merger.proposal)).content.decode()
    assert tell_movers(member_id=merger.members.get(proposal=two[0]).pk) == 1
    assert tell_all() == 0 or OutboxMessage.objects.filter(key__contains=".separated.", recipient=nils).count() == 1
    client.force_login(nils)
    page = client.get(page_of(two[0])).content.decode()
    assert "Move my support back" in page
    client.post(address(merger, "choose/"), {"back": two[0].pk, "from": two[0].pk})
    assert list(Support.objects.filter(resident=nils).values_list("proposal_id", flat=True)) == [two[0].pk]
    assert "Move my support back" not in client.get(page_of(two[0])).content.decode()


def test_moving_one_back_leaves_the_joint_support_for_the_other(two: list[Proposal], nils: User) -> None:
    for source in two:
        SupportFactory(proposal=source, resident=nils)
    merger = published(two)
    choose(merger_id=merger.pk, resident=nils, choice="move")
    separate(merger_id=merger.pk, proposal_id=two[0].pk, author=two[0].author)
    for _time in range(2):
        move_back(merger_id=merger.pk, resident=nils, proposal_id=two[0].pk)
    supported = set(Support.objects.filter(resident=nils).values_list("proposal_id", flat=True))
    assert supported == {two[0].pk, merger.proposal_id}


def test_only_its_author_takes_it_out_while_something_is_open(two: list[Proposal], carla: User) -> None:
    merger = published(two)
    for stranger in (carla, two[1].author):
        with pytest.raises(NotAllowed):
            separate(merger_id=merger.pk, proposal_id=two[0].pk, author=stranger)
    Phase.objects.update(features=[])
    with pytest.raises(PhaseClosed):
        separate(merger_id=merger.pk, proposal_id=two[0].pk, author=two[0].author)
    Phase.objects.update(features=["support"])
    for _time in range(2):
        separate(merger_id=merger.pk, proposal_id=two[0].pk, author=two[0].author)
    assert merger.entries.filter(act="separated").count() == 1
    assert asked(two).state == "asked" if two[1].merger_members.filter(holds=False).exists() else True


def test_what_was_taken_out_can_be_brought_together_again(three: list[Proposal]) -> None:
    merger = published(three[:2])
    separate(merger_id=merger.pk, proposal_id=three[0].pk, author=three[0].author)
    own, other = three[0], three[2]
    assert start_merger(project_id=own.project_id, initiator=own.author, source_id=own.pk, other_ids=[other.pk])


def test_a_withdrawn_joint_proposal_lets_supports_go_back(two: list[Proposal], nils: User) -> None:
    SupportFactory(proposal=two[1], resident=nils)
    merger = published(two)
    choose(merger_id=merger.pk, resident=nils, choice="move")
    withdraw_proposal(proposal_id=merger.proposal_id, by=two[0].author)
    tell_all()
    assert OutboxMessage.objects.filter(key__contains=".separated.", recipient=nils).count() == 1
    assert not merger.members.filter(holds=True).exists()
    choose_back = move_back(merger_id=merger.pk, resident=nils, proposal_id=two[1].pk)
    assert choose_back.choice == "keep"
    assert list(Support.objects.filter(resident=nils).values_list("proposal_id", flat=True)) == [two[1].pk]
    assert JOINT["title"] not in OutboxMessage.objects.get(key__contains=".separated.").text


def test_who_left_is_told_that_once_and_then_left_in_peace(three: list[Proposal]) -> None:
    anna, _ben, clara = (source.author for source in three)
    merger = asked(three)
    leave(merger_id=merger.pk, author=clara)
    before = OutboxMessage.objects.filter(recipient=clara).count()
    words = {**JOINT, "title": "Benches along half the shore"}
    save_text(merger_id=merger.pk, author=anna, seen=again(merger).digest, **words)
    call_off(merger_id=merger.pk, by=anna)
    assert OutboxMessage.objects.filter(recipient=clara).count() == before
    last = OutboxMessage.objects.latest("pk")
    assert (last.recipient, "Clara" in last.text) == (three[1].author, False)


def test_who_is_left_out_is_told(three: list[Proposal]) -> None:
    merger = asked(three)
    Proposal.objects.filter(pk=three[2].pk).update(state="withdrawn")
    leave_out(merger_id=merger.pk, proposal_id=three[2].pk, by=three[0].author)
    told = OutboxMessage.objects.filter(key__contains=".left.").values_list("recipient", flat=True)
    assert set(told) == {three[1].author_id, three[2].author_id}
