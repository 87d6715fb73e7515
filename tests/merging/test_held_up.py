"""What everybody agreed to and could not be published: both are told why, the agreement stays, and it is tried again."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from participation.projects.models import Phase
from proposals.merging.models import Merger
from proposals.merging.services import agree, leave, save_text
from proposals.merging.tasks import deadlines
from proposals.models import Proposal
from tests.merging.acts import JOINT, address, again, asked


def held_up(two: list[Proposal], settings) -> Merger:
    """Whoever began it has published as many proposals within the hour as one may."""
    settings.PROPOSALS_PER_HOUR = 1
    Proposal.objects.filter(pk=two[0].pk).update(published_at=timezone.now())
    merger = asked(two)
    return agree(merger_id=merger.pk, author=two[1].author, seen=merger.digest)


def test_both_are_told_why_and_the_agreement_stays(two: list[Proposal], settings) -> None:
    User.objects.filter(pk=two[0].author_id).update(language="fi")
    settings.PROPOSALS_PER_HOUR = 1
    Proposal.objects.filter(pk=two[0].pk).update(published_at=timezone.now())
    merger = asked(two)
    client = Client()
    client.force_login(two[1].author)
    page = client.post(address(merger, "act/"), {"do": "agree", "seen": merger.digest}, follow=True).content.decode()
    assert "You have agreed to the joint text." in page
    assert "The joint proposal is not published yet:" in page
    assert "within an hour" in page
    assert again(merger).state == "agreed"
    letter = OutboxMessage.objects.get(key__contains=".held_up.")
    assert (letter.recipient, letter.language) == (two[0].author, "fi")
    assert "Olet julkaissut niin monta ehdotusta" in letter.text


def test_it_is_published_when_the_hindrance_is_gone(two: list[Proposal], settings) -> None:
    merger = held_up(two, settings)
    for _run in range(2):
        deadlines()
    assert again(merger).state == "agreed"
    settings.PROPOSALS_PER_HOUR = 100
    for _run in range(2):
        deadlines()
    assert again(merger).state == "published"
    assert Proposal.objects.filter(title=JOINT["title"]).count() == 1
    assert OutboxMessage.objects.filter(key__contains=".held_up.").count() == 1


def test_a_closed_phase_holds_it_up_and_an_open_one_lets_it_go(two: list[Proposal], settings) -> None:
    merger = held_up(two, settings)
    settings.PROPOSALS_PER_HOUR = 100
    Phase.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    deadlines()
    assert again(merger).state == "agreed"
    Phase.objects.update(ends_at=None)
    deadlines()
    assert again(merger).state == "published"


def test_another_text_is_not_published_by_itself(two: list[Proposal], settings) -> None:
    merger = held_up(two, settings)
    save_text(merger_id=merger.pk, author=two[1].author, seen=merger.digest, **{**JOINT, "body": "Another text."})
    settings.PROPOSALS_PER_HOUR = 100
    deadlines()
    assert (again(merger).state, again(merger).held_up_at) == ("asked", None)


def test_another_circle_publishes_by_its_own_word(three: list[Proposal], settings) -> None:
    settings.PROPOSALS_PER_HOUR = 1
    Proposal.objects.filter(pk=three[0].pk).update(published_at=timezone.now())
    merger = asked(three)
    for source in three[1:]:
        agree(merger_id=merger.pk, author=source.author, seen=merger.digest)
    assert again(merger).held_up_at is not None
    leave(merger_id=merger.pk, author=three[2].author)
    settings.PROPOSALS_PER_HOUR = 100
    deadlines()
    assert again(merger).state == "agreed"
