"""Mail at once: in batches, one mail for a person, none twice."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from participation.notifications import tasks
from participation.notifications.models import Notification, OutboxMessage
from participation.notifications.services import mail_at_once, telling
from proposals.models import Proposal
from tests.notifications.conftest import follower, happen, many_followers, spread
from tests.notifications.test_digests import at_the_same_time


def test_one_mail_for_what_one_person_waits_for(proposal: Proposal) -> None:
    person, _other = follower(proposal, "at_once"), follower(proposal, "daily")
    happen(proposal)
    happen(proposal, kind="proposal.published")
    spread()
    assert [mail_at_once(), mail_at_once()] == [2, 0]
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.subject) == (person, "2 pieces of news about what you follow")
    assert Notification.objects.filter(mailed_at__isnull=True).count() == 2, "the other's wait for the digest"


def test_a_single_one_says_so_in_its_subject(proposal: Proposal) -> None:
    follower(proposal, "at_once")
    happen(proposal)
    spread()
    mail_at_once()
    assert OutboxMessage.objects.get().subject == "The city has answered: Accepted: Penkkejä rantaan"


def test_batches_until_nothing_is_left(proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BATCH", 40)
    many_followers(proposal, 100, rhythm="at_once")
    happen(proposal)
    spread()
    with CaptureQueriesContext(connection) as first:
        assert mail_at_once() == 40
    with CaptureQueriesContext(connection) as second:
        assert mail_at_once() == 40
    assert len(second.captured_queries) == len(first.captured_queries) < 15
    assert tasks.mail_at_once() == 20
    assert OutboxMessage.objects.count() == 100


@pytest.mark.parametrize("step", ["Composer", "enqueue"])
def test_a_worker_that_dies_tells_nobody_twice(proposal: Proposal, step: str) -> None:
    """Red when `mail_at_once` is no transaction (seen with "enqueue": the mail is there, and its notification is not marked)."""
    follower(proposal, "at_once")
    happen(proposal)
    spread()
    with mock.patch.object(telling, step, side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        mail_at_once()
    assert not OutboxMessage.objects.exists()
    assert [mail_at_once(), mail_at_once()] == [1, 0]
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_mail_one_thing_once(proposal: Proposal) -> None:
    """Red without FOR UPDATE in `to_mail_at_once` (seen: the second worker has written a mail, too, and waits to mark it)."""
    follower(proposal, "at_once")
    with transaction.atomic():
        happen(proposal)
        spread()
    Notification.objects.update(mailed_at=None)
    OutboxMessage.objects.all().delete()
    with transaction.atomic():
        assert mail_at_once() == 1
        assert at_the_same_time(mail_at_once) == [0]
    assert OutboxMessage.objects.count() == 1
