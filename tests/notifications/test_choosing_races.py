"""No mails are chosen while mails are being written: what was chosen before a mail is written holds for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.models import Digest, Follow, Notification, OutboxMessage
from participation.notifications.services import (
    change_follow,
    choose_rhythm,
    mail_at_once,
    plan_digests,
    spread_next,
    stop_mail,
    unfollow,
    write_digests,
)
from proposals.models import Proposal
from tests.notifications.conftest import follower, happen, spread
from tests.notifications.test_digests import at_the_same_time

CHOICES: dict[str, Callable[[User], object]] = {
    "usual": lambda person: choose_rhythm(user=person, rhythm="site"),
    "stop": lambda person: stop_mail(user_id=person.pk),
    "one thing": lambda person: change_follow(user=person, follow_id=Follow.objects.get(user=person).pk, rhythm="site"),
    "end": lambda person: unfollow(user=person, kind="proposal", object_id=Follow.objects.get(user=person).object_id),
}


def begun(act: Callable[[], object]) -> threading.Thread:
    """Run it in another connection; returns when it waits for a lock or is done."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    for _turn in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] or not other.is_alive():
                break
        time.sleep(0.05)
    return other


# Seen for every choice; each of these tests empties the whole database, so the suite keeps two.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("choice", ["usual", "end"])
def test_a_digest_that_is_planned_waits_for_the_choice(proposal: Proposal, choice: str) -> None:
    """Red without FOR UPDATE in `to_put_in_digests` (seen: the mail is written from what stood there before the choice)."""
    person = follower(proposal)
    happen(proposal)
    spread()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        assert plan_digests() == 1
        with transaction.atomic():
            CHOICES[choice](person)
            worker = begun(write_digests)
        worker.join(20)
    assert not OutboxMessage.objects.exists()
    assert Digest.objects.get().made_at


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("choice", "rhythm"), [("usual", "daily"), ("one thing", "at_once")])
def test_what_was_being_spread_keeps_to_the_choice(proposal: Proposal, choice: str, rhythm: str) -> None:
    """Red without `unwanted` in `Composer` (seen: spread by the old rhythm, after the choice had looked at what waits)."""
    person = follower(proposal)
    choose_rhythm(user=person, rhythm=rhythm)
    with transaction.atomic():
        happen(proposal)
        while spread_next() is not None:
            pass
        assert at_the_same_time(lambda: CHOICES[choice](person) and None) == [None]
    assert set(Notification.objects.values_list("rhythm", flat=True)) == {rhythm}
    mail_at_once()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        plan_digests()
        write_digests()
    assert not OutboxMessage.objects.exists()
    assert not Notification.objects.filter(mailed_at__isnull=True).exists()


def test_a_rhythm_of_its_own_is_stronger_than_the_usual_one(proposal: Proposal) -> None:
    person = follower(proposal, "at_once")
    choose_rhythm(user=person, rhythm="site")
    happen(proposal)
    spread()
    mail_at_once()
    assert OutboxMessage.objects.get().recipient == person
