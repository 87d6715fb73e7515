"""Everybody agrees to exactly the text that is published."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed, TooMany
from participation.notifications.models import Follow, OutboxMessage
from participation.projects.models import Phase
from proposals.merging.models import Merger, MergerMember
from proposals.merging.services import agree, ask, disagree, publish_merger, save_text
from proposals.models import Proposal
from proposals.states import ProposalState
from tests.merging.acts import JOINT, address, again, asked, drafted, page_of, published


def consents(merger: Merger) -> dict[str, str]:
    rows = MergerMember.objects.filter(merger=merger).select_related("proposal__author")
    return {row.proposal.author.public_name: row.consent for row in rows}


def test_asking_is_agreeing_and_tells_the_others_in_their_language(two: list[Proposal], ben: User) -> None:
    ben.language = "fi"
    ben.save()
    merger = asked(two)
    assert (merger.state, consents(merger)) == ("asked", {"Anna": "yes", "Ben": "pending"})
    letter = OutboxMessage.objects.get()
    assert (letter.recipient, letter.language) == (ben, "fi")
    assert f"/fi/projects/{merger.project.slug}/proposals/merge/{merger.pk}/" in letter.text
    assert ask(merger_id=merger.pk, author=two[0].author, seen=merger.digest).state == "asked"
    assert OutboxMessage.objects.count() == 1


def test_the_last_consent_publishes(three: list[Proposal]) -> None:
    merger = asked(three)
    assert agree(merger_id=merger.pk, author=three[1].author, seen=merger.digest).state == "asked"
    assert not Proposal.objects.filter(title=JOINT["title"]).exists()
    merger = agree(merger_id=merger.pk, author=three[2].author, seen=merger.digest, note="At last!")
    joint = Proposal.objects.get(title=JOINT["title"])
    assert (merger.state, merger.proposal, joint.author) == ("published", joint, three[0].author)
    assert joint.body == JOINT["body"]
    assert joint.thread_id is not None
    assert set(Proposal.objects.published().values_list("pk", flat=True)) == {joint.pk, *(row.pk for row in three)}
    assert Entry.objects.filter(action="merger.published", object_id=merger.pk).count() == 1
    assert publish_merger(merger_id=merger.pk, by=three[1].author).proposal == joint
    assert Proposal.objects.filter(title=JOINT["title"]).count() == 1


def test_every_author_follows_what_they_wrote_together(three: list[Proposal]) -> None:
    joint = published(three).proposal
    followers = Follow.objects.filter(kind="proposal", object_id=joint.pk).values_list("user", flat=True)
    assert set(followers) == {row.author_id for row in three}


def test_one_author_of_both_needs_nobody_else(two: list[Proposal], anna: User) -> None:
    Proposal.objects.update(author=anna)
    two = list(Proposal.objects.order_by("pk"))
    assert asked(two).state == "published"


def test_a_change_takes_every_other_yes_back(three: list[Proposal]) -> None:
    merger = asked(three)
    agree(merger_id=merger.pk, author=three[1].author, seen=merger.digest)
    old = merger.digest
    merger = save_text(
        merger_id=merger.pk, author=three[2].author, seen=old, note="Shorter.", **{**JOINT, "body": "Eight benches."}
    )
    assert consents(merger) == {"Anna": "pending", "Ben": "pending", "Clara": "yes"}
    with pytest.raises(Conflict) as refused:
        agree(merger_id=merger.pk, author=three[0].author, seen=old)
    assert refused.value.code == "moved"
    for source in three[:2]:
        merger = agree(merger_id=merger.pk, author=source.author, seen=merger.digest)
    assert merger.proposal.body == "Eight benches."
    assert OutboxMessage.objects.filter(key__contains=".changed.").count() == 2


def test_every_fact_that_is_published_counts(two: list[Proposal]) -> None:
    merger = asked(two)
    changed = save_text(merger_id=merger.pk, author=two[1].author, seen=merger.digest, place="Hakaniemi", **JOINT)
    assert changed.digest != merger.digest
    assert consents(changed) == {"Anna": "pending", "Ben": "yes"}


def test_saving_the_same_changes_nothing(two: list[Proposal]) -> None:
    merger = asked(two)
    facts = {"district_id": merger.district_id}
    assert save_text(merger_id=merger.pk, author=two[1].author, seen="", **JOINT, **facts).digest == merger.digest
    assert consents(merger) == {"Anna": "yes", "Ben": "pending"}


def test_not_agreeing_keeps_it_open_and_can_be_changed(two: list[Proposal]) -> None:
    merger = asked(two)
    disagree(merger_id=merger.pk, author=two[1].author, seen=merger.digest, note="Too many benches.")
    assert (again(merger).state, consents(merger)["Ben"]) == ("asked", "no")
    with pytest.raises(Conflict):
        publish_merger(merger_id=merger.pk, by=two[0].author)
    assert agree(merger_id=merger.pk, author=two[1].author, seen=merger.digest).state == "published"


def test_nobody_agrees_for_somebody_else(two: list[Proposal], carla: User, nils: User) -> None:
    merger = asked(two)
    for stranger in (carla, nils):
        for verb in (agree, disagree, ask):
            with pytest.raises(NotAllowed):
                verb(merger_id=merger.pk, author=stranger, seen=merger.digest)
        with pytest.raises(NotAllowed):
            publish_merger(merger_id=merger.pk, by=stranger)
        with pytest.raises(NotAllowed):
            save_text(merger_id=merger.pk, author=stranger, seen=merger.digest, **JOINT)


def test_a_draft_is_its_writers_alone(client: Client, two: list[Proposal], ben: User) -> None:
    merger = drafted(two)
    with pytest.raises(NotAllowed):
        save_text(merger_id=merger.pk, author=ben, seen=merger.digest, **JOINT)
    client.force_login(ben)
    assert client.get(address(merger)).status_code == 404
    assert JOINT["title"] not in client.get(page_of(two[1])).content.decode()
    assert JOINT["title"] not in client.get("/en/profile/").content.decode()


def test_a_text_without_words_is_not_asked_about(two: list[Proposal]) -> None:
    merger = drafted(two, body="")
    with pytest.raises(Invalid) as refused:
        ask(merger_id=merger.pk, author=two[0].author, seen=merger.digest)
    assert refused.value.field == "body"


@pytest.mark.parametrize("gone", ["withdrawn", "suspended"])
def test_a_source_that_is_gone_stops_the_publishing(two: list[Proposal], ben: User, gone: str) -> None:
    merger = asked(two)
    if gone == "withdrawn":
        Proposal.objects.filter(pk=two[0].pk).update(state=ProposalState.WITHDRAWN)
    else:
        User.objects.filter(pk=two[0].author_id).update(is_active=False)
    merger = agree(merger_id=merger.pk, author=ben, seen=merger.digest)
    assert merger.state == "agreed"
    with pytest.raises(Invalid):
        publish_merger(merger_id=merger.pk, by=ben)


def test_a_closed_phase_refuses_consent_and_publishing(two: list[Proposal]) -> None:
    merger = asked(two)
    Phase.objects.update(features=[])
    with pytest.raises(PhaseClosed):
        agree(merger_id=merger.pk, author=two[1].author, seen=merger.digest)
    with pytest.raises(PhaseClosed):
        save_text(merger_id=merger.pk, author=two[1].author, seen=merger.digest, **{**JOINT, "title": "Other"})


def test_the_page_says_who_agrees_and_takes_answers(client: Client, two: list[Proposal], ben: User) -> None:
    merger = asked(two)
    client.force_login(ben)
    page = client.get(address(merger)).content.decode()
    assert "I agree to this text" in page
    assert merger.digest in page
    answer = client.post(address(merger, "act/"), {"do": "disagree", "seen": merger.digest, "note": "Not so many."})
    assert answer.url == address(merger)
    assert "Not so many." in client.get(address(merger)).content.decode()
    answer = client.post(address(merger, "act/"), {"do": "agree", "seen": merger.digest})
    assert answer.url == page_of(Proposal.objects.get(title=JOINT["title"]))


def test_an_answer_to_an_older_text_is_refused_and_keeps_the_note(client: Client, two: list[Proposal], ben: User) -> None:
    merger = asked(two)
    save_text(merger_id=merger.pk, author=two[0].author, seen=merger.digest, **{**JOINT, "title": "Nine benches"})
    client.force_login(ben)
    answer = client.post(address(merger, "act/"), {"do": "agree", "seen": merger.digest, "note": "Yes to ten!"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Yes to ten!" in page
    assert "Nine benches" in page
    assert again(merger).state == "asked"
    assert client.post(address(merger, "act/"), {"do": "agree", "seen": again(merger).digest}).status_code == 302


def test_pressing_twice_is_pressing_once(client: Client, two: list[Proposal], ben: User) -> None:
    merger = asked(two)
    client.force_login(ben)
    for _press in range(2):
        client.post(address(merger, "act/"), {"do": "agree", "seen": merger.digest})
    assert Proposal.objects.filter(title=JOINT["title"]).count() == 1
    assert again(merger).entries.filter(act="published").count() == 1


@pytest.mark.parametrize("note", ["x" * 1001, "a\x00b", "🪑" * 1001], ids=["long", "nul", "emoji"])
def test_bad_notes_are_answered_at_the_field(client: Client, two: list[Proposal], ben: User, note: str) -> None:
    merger = asked(two)
    client.force_login(ben)
    answer = client.post(address(merger, "act/"), {"do": "agree", "seen": merger.digest, "note": note})
    assert answer.status_code == 422
    assert again(merger).state == "asked"


def test_strangers_find_nothing(client: Client, two: list[Proposal], nils: User) -> None:
    merger = published(two)
    for rest in ("", "write/", "choose/"):
        assert client.get(address(merger, rest)).status_code == 302
    client.force_login(nils)
    for rest in ("", "write/", "choose/"):
        assert client.get(address(merger, rest)).status_code == 404
    for do in ("agree", "publish", "nonsense", ""):
        assert client.post(address(merger, "act/"), {"do": do}).status_code == 404


def test_nobody_is_written_to_without_end(two: list[Proposal], ben: User, settings) -> None:
    merger = asked(two)
    settings.MERGER_ACTS_PER_HOUR = 2
    for note in ("No.", "No!"):
        disagree(merger_id=merger.pk, author=ben, seen=merger.digest, note=note)
    before = OutboxMessage.objects.count()
    with pytest.raises(TooMany):
        disagree(merger_id=merger.pk, author=ben, seen=merger.digest, note="No?")
    with pytest.raises(TooMany):
        save_text(merger_id=merger.pk, author=ben, seen=merger.digest, **{**JOINT, "title": "Benches"})
    assert OutboxMessage.objects.count() == before
    assert agree(merger_id=merger.pk, author=ben, seen=merger.digest).state == "published", "a yes is never too much"
