"""Deadlines: a reminder in time, and an end by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from participation.notifications.models import OutboxMessage
from proposals.merging.models import Merger
from proposals.merging.services import agree, save_text
from proposals.merging.tasks import deadlines
from proposals.models import Proposal
from tests.merging.acts import JOINT, again, asked, drafted, published


def in_days(merger: Merger, days: float) -> None:
    Merger.objects.filter(pk=merger.pk).update(answer_by=timezone.now() + timedelta(days=days))


def reminded() -> list[str]:
    rows = OutboxMessage.objects.filter(key__contains=".reminded.").order_by("pk")
    return [row.recipient.public_name for row in rows.select_related("recipient")]


def test_who_has_not_agreed_is_reminded_once(three: list[Proposal]) -> None:
    merger = asked(three)
    agree(merger_id=merger.pk, author=three[1].author, seen=merger.digest)
    deadlines()
    assert reminded() == []
    in_days(merger, 2)
    for _run in range(3):
        deadlines()
    assert reminded() == ["Clara"]
    assert again(merger).state == "asked"


def test_what_nobody_answers_ends(two: list[Proposal]) -> None:
    merger = asked(two)
    in_days(merger, -0.01)
    assert deadlines() == 1
    assert deadlines() == 0
    assert again(merger).state == "abandoned"
    letters = OutboxMessage.objects.filter(key__contains=".ended.")
    assert {letter.recipient.public_name for letter in letters} == {"Anna", "Ben"}
    assert asked(two).state == "asked"  # both are free again


def test_a_draft_ends_without_a_word_to_those_who_never_saw_it(two: list[Proposal]) -> None:
    merger = drafted(two)
    in_days(merger, -1)
    assert deadlines() == 1
    assert not OutboxMessage.objects.exists()


def test_a_changed_text_gives_everybody_time(two: list[Proposal]) -> None:
    merger = asked(two)
    in_days(merger, 1)
    merger = save_text(merger_id=merger.pk, author=two[1].author, seen=merger.digest, **{**JOINT, "title": "Benches, shorter"})
    assert merger.answer_by > timezone.now() + timedelta(days=6)


def test_what_is_published_or_agreed_to_does_not_end(two: list[Proposal]) -> None:
    merger = published(two)
    in_days(merger, -1)
    assert deadlines() == 0
    assert again(merger).state == "published"
