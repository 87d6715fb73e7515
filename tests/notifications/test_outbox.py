"""The outbox: every mail goes out, and none of them twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from participation.notifications.services import queue_mail
from participation.notifications.tasks import send_queued

State = OutboxMessage.State


class Killed(BaseException):
    """What a worker that is killed looks like from inside."""


class SlowServer(EmailBackend):
    """Takes a mail, and keeps the first worker waiting until the second one is done."""

    taking = threading.Event()
    go_on = threading.Event()
    taken: list[str] = []

    def send_messages(self, messages):
        self.taken.extend(message.to[0] for message in messages)
        if not self.taking.is_set():
            self.taking.set()
            self.go_on.wait(20)
        return len(messages)


class DyingWorker(EmailBackend):
    """The worker dies while it sends."""

    def send_messages(self, messages):
        raise Killed


class Refusing(EmailBackend):
    """Takes everything but what goes to bad@example.org."""

    def send_messages(self, messages):
        if messages[0].to == ["bad@example.org"]:
            raise ConnectionResetError
        return super().send_messages(messages)


class Away(EmailBackend):
    """Cannot be reached at all."""

    def open(self):
        raise ConnectionRefusedError


def using(backend: type) -> override_settings:
    """Send through this server."""
    return override_settings(EMAIL_BACKEND=f"{__name__}.{backend.__name__}")


def waiting(address: str = "anna@example.org", **fields: object) -> OutboxMessage:
    """A mail that waits."""
    return OutboxMessage.objects.create(address=address, language="en", subject="Hello", text="Text", **fields)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail_once() -> None:
    """Red without FOR UPDATE in `claim_next` (seen: two mails taken), and without SKIP LOCKED the second worker hangs."""
    waiting()
    SlowServer.taking.clear(), SlowServer.go_on.clear(), SlowServer.taken.clear()
    with using(SlowServer):
        first = threading.Thread(target=lambda: (send_queued(), connection.close()))
        first.start()
        assert SlowServer.taking.wait(20)
        second = send_queued()
        SlowServer.go_on.set()
        first.join(20)
    assert second == 0
    assert SlowServer.taken == ["anna@example.org"]
    assert OutboxMessage.objects.get().state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_loses_nothing() -> None:
    waiting()
    with using(DyingWorker), pytest.raises(Killed):
        send_queued()
    assert OutboxMessage.objects.get().state == State.QUEUED
    assert send_queued() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_is_sent_is_marked_and_not_sent_again() -> None:
    waiting()
    waiting("ben@example.org")
    assert [send_queued(), send_queued()] == [2, 0]
    assert [message.to[0] for message in mail.outbox] == ["anna@example.org", "ben@example.org"]
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert mail.outbox[0].extra_headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_one_bad_mail_keeps_no_other_back_and_is_given_up_after_five() -> None:
    bad, good = waiting("bad@example.org"), waiting()
    with using(Refusing):
        assert send_queued() == 1
        for attempt in range(2, 6):
            assert send_queued() == 0, "not again before its time"
            OutboxMessage.objects.filter(pk=bad.pk).update(due_at=timezone.now() - timedelta(seconds=1))
            send_queued()
            bad.refresh_from_db()
            assert bad.attempts == attempt
    assert bad.state == State.FAILED
    good.refresh_from_db()
    assert good.state == State.SENT


@pytest.mark.django_db
def test_while_the_server_is_away_nothing_counts_as_an_attempt() -> None:
    message = waiting()
    with using(Away):
        assert send_queued() == 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.QUEUED, 0)


@pytest.mark.django_db
def test_a_mail_is_written_in_the_readers_language_without_escaping(anna: User) -> None:
    anna.public_name = "Anna & <b>Co</b>"
    message = queue_mail(recipient=anna, template="account_opened", context={})
    assert (message.address, message.language) == ("anna@example.org", "en")
    assert message.subject == "You have an account at Kuuluu"
    assert message.text.startswith("Hello Anna & <b>Co</b>,")
    assert "http://127.0.0.1:8000/en/accounts/login/code/" in message.text
    assert "/sv/accounts/" in queue_mail(recipient=anna, template="account_opened", context={}, language="sv").text


@pytest.mark.django_db
def test_what_is_told_once_is_told_once(anna: User) -> None:
    assert queue_mail(recipient=anna, template="account_opened", context={}, key="opened.1")
    assert queue_mail(recipient=anna, template="account_opened", context={}, key="opened.1") is None
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_nobody_to_write_to_is_no_mail() -> None:
    assert queue_mail(recipient=User(), template="account_opened", context={}) is None


@pytest.mark.django_db(transaction=True)
def test_the_mail_goes_with_the_act_or_not_at_all() -> None:
    with transaction.atomic():
        queue_mail(address="anna@example.org", template="account_opened", context={}, language="en")
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    with transaction.atomic():
        queue_mail(address="ben@example.org", template="account_opened", context={}, language="en")
        transaction.set_rollback(True)
    assert len(mail.outbox) == 1
