"""Digests: planned once, written in batches, never sent twice, also when the worker dies midway."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.moderation.services import hold_automatically
from participation.notifications.models import Digest, Follow, News, Notification, OutboxMessage
from participation.notifications.services import digesting, plan_digests, stop_mail, write_digests
from participation.projects.models import Membership
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import ProposalFactory
from tests.notifications.conftest import follower, happen, many_followers, spread

CITY = ZoneInfo("Europe/Helsinki")
MONDAY = datetime(2030, 2, 11, 12, tzinfo=CITY)


def told(proposal: Proposal, *, at: datetime = MONDAY, **fields: object) -> None:
    """Something happened then, and those who follow have it among their news."""
    news = happen(proposal, **fields)
    Follow.objects.filter(since__gt=at).update(since=at - timedelta(days=1))
    News.objects.filter(pk=news.pk).update(at=at)
    spread()


def write_all() -> int:
    """Every batch."""
    number = 0
    while handled := write_digests():
        number += handled
    return number


def run(at: datetime) -> int:
    """The periodic task at a moment; returns how many mails it wrote."""
    before = OutboxMessage.objects.count()
    with time_machine.travel(at, tick=False):
        plan_digests()
        write_all()
    return OutboxMessage.objects.count() - before


def test_a_day_comes_in_one_mail_the_next_morning(proposal: Proposal) -> None:
    person = follower(proposal)
    told(proposal)
    told(proposal, kind="proposal.published", at=MONDAY + timedelta(hours=1))
    assert run(MONDAY + timedelta(hours=8)) == 0
    assert run(datetime(2030, 2, 12, 6, 59, tzinfo=CITY)) == 0
    assert run(datetime(2030, 2, 12, 7, 0, tzinfo=CITY)) == 1
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.subject) == (person, "2 pieces of news about what you follow")
    assert "* The city has answered: Accepted\n  Penkkejä rantaan\n  http://127.0.0.1:8000/en/projects/" in mail.text
    assert mail.text.index("A new proposal") < mail.text.index("The city has answered")
    assert set(Notification.objects.values_list("digest__period", flat=True)) == {"2030-02-12"}
    assert run(datetime(2030, 2, 12, 7, 10, tzinfo=CITY)) == 0


def test_a_week_comes_on_monday(proposal: Proposal) -> None:
    follower(proposal, "weekly")
    told(proposal, at=MONDAY + timedelta(days=1))
    for day in range(1, 7):
        assert run(MONDAY + timedelta(days=day)) == 0
    assert run(MONDAY + timedelta(days=7)) == 1
    assert OutboxMessage.objects.get().subject.startswith("The city has answered")
    assert Digest.objects.get().period == "2030-W08"


def test_in_the_readers_language_by_project(proposal: Proposal, town: Town) -> None:
    other = ProposalFactory(project=ProjectFactory(slug="toinen-hanke", lead_district=town.kallio))
    person = follower(proposal, language="sv")
    Follow.objects.create(user=person, kind="proposal", object_id=other.pk, since=MONDAY - timedelta(days=1))
    told(proposal)
    told(other)
    assert run(MONDAY + timedelta(days=1)) == 1
    mail = OutboxMessage.objects.get()
    assert mail.language == "sv"
    assert "\ntoinen-hanke\n" in mail.text
    assert "\nkallion-ideat\n" in mail.text
    assert "/sv/projects/toinen-hanke/proposals/" in mail.text
    assert "Staden har svarat" in mail.text


def test_at_most_twenty_and_how_many_more(proposal: Proposal, town: Town, anna: User) -> None:
    person = follower(proposal)
    Follow.objects.create(user=person, kind="project", object_id=town.project.pk, since=MONDAY - timedelta(days=1))
    for number in range(32):
        told(ProposalFactory(project=town.project, author=anna, title=f"Number {number}"))
    assert run(MONDAY + timedelta(days=1)) == 1
    text = OutboxMessage.objects.get().text
    assert text.count("* The city has answered") == 20
    assert "And 12 more:" in text


def test_the_same_again_and_again_is_one_line(proposal: Proposal) -> None:
    follower(proposal)
    for minutes in range(3):
        told(proposal, at=MONDAY + timedelta(minutes=minutes))
    run(MONDAY + timedelta(days=1))
    text = OutboxMessage.objects.get().text
    assert "* The city has answered: Accepted (3)" in text
    assert text.count("Penkkejä rantaan") == 1


def test_what_was_hidden_meanwhile_is_told_to_nobody(proposal: Proposal, town: Town, anna: User) -> None:
    follower(proposal)
    Follow.objects.create(user=anna, kind="proposal", object_id=proposal.pk)  # its author may still read it
    told(proposal)
    hold_automatically(kind="proposal", object_id=proposal.pk, ground="spam")
    before = OutboxMessage.objects.count()
    assert run(MONDAY + timedelta(days=1)) == 0
    assert OutboxMessage.objects.count() == before
    assert Digest.objects.filter(made_at__isnull=False, message__isnull=True).count() == 2


def test_members_alone_are_told_of_what_is_theirs(proposal: Proposal, town: Town, anna: User) -> None:
    member, other = follower(proposal), follower(proposal)
    told(proposal)
    town.project.visibility = "members"
    town.project.save()
    Membership.objects.create(project=town.project, user=member, added_by=anna)
    assert run(MONDAY + timedelta(days=1)) == 1
    assert OutboxMessage.objects.get().recipient == member
    assert other.notifications.exists()


def test_who_has_stopped_gets_none(proposal: Proposal) -> None:
    person = follower(proposal)
    told(proposal)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert plan_digests() == 1
        stop_mail(user_id=person.pk)
        write_all()
    assert not OutboxMessage.objects.exists()


def test_what_is_over_is_not_mailed(proposal: Proposal) -> None:
    follower(proposal)
    told(proposal, data={"until": (MONDAY + timedelta(hours=3)).isoformat()})
    assert run(MONDAY + timedelta(days=1)) == 0


def test_the_mail_can_be_ended_in_one_click(proposal: Proposal, mailoutbox: list) -> None:
    from participation.notifications.tasks import send_queued

    follower(proposal)
    told(proposal)
    run(MONDAY + timedelta(days=1))
    OutboxMessage.objects.update(due_at=datetime(2020, 1, 1, tzinfo=CITY))
    assert send_queued() == 1
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://127.0.0.1:8000/en/profile/following/stop/")
    assert address in mailoutbox[0].body


def test_planning_twice_plans_one(proposal: Proposal) -> None:
    """Red without ON CONFLICT: the constraint on person and period refuses the whole plan of the day (seen)."""
    follower(proposal)
    told(proposal)
    tuesday = MONDAY + timedelta(days=1)
    with time_machine.travel(tuesday, tick=False):
        assert [plan_digests(), plan_digests()] == [1, 0]
        assert write_all() == 1
    told(proposal)  # something of yesterday that was told late
    assert run(tuesday + timedelta(hours=1)) == 0
    assert run(tuesday + timedelta(days=1)) == 1


def test_what_was_not_written_yesterday_comes_in_one_mail(proposal: Proposal) -> None:
    follower(proposal)
    told(proposal)
    for day in (1, 2):
        with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
            plan_digests()
            told(proposal, kind="proposal.published", at=MONDAY + timedelta(days=day, hours=1))
    assert write_all() == 1
    assert OutboxMessage.objects.count() == 1


def queries_of_a_batch(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        plan_digests()
        with CaptureQueriesContext(connection) as captured:
            assert write_digests()
    return len(captured.captured_queries)


def test_three_hundred_cost_as_many_queries_as_one(proposal: Proposal) -> None:
    many_followers(proposal, 1)
    told(proposal)
    few = queries_of_a_batch(MONDAY + timedelta(days=1))
    many_followers(proposal, 299)
    told(proposal, at=MONDAY + timedelta(days=1, hours=1))
    assert queries_of_a_batch(MONDAY + timedelta(days=2)) == few
    assert OutboxMessage.objects.count() == 301


STEPS = [
    (digesting, "to_put_in_digests"),
    (digesting, "Composer"),
    (OutboxMessage.objects, "bulk_create"),
    (digesting, "_mark_digests"),
    (digesting, "_mark_told"),
    (digesting, "enqueue"),
]


@pytest.mark.parametrize(("place", "step"), STEPS, ids=[step for _place, step in STEPS[:-3]] + ["digests", "marks", "queue"])
def test_a_worker_that_dies_at_any_step_tells_nobody_twice(proposal: Proposal, place: object, step: str) -> None:
    """Red when `write_digests` is no transaction: after the mails were made they are made again (seen: 2 mails, not 1)."""
    follower(proposal)
    told(proposal)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        plan_digests()
        with mock.patch.object(place, step, side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
            write_digests()
        write_all()
        write_all()
    assert OutboxMessage.objects.count() == 1
    assert not Notification.objects.filter(mailed_at__isnull=True).exists()


def at_the_same_time(second: object) -> list[object]:
    """Run it in another connection while this transaction is open; what it returned, or the error."""
    found: list[object] = []

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        try:
            found.append(second())  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001
            found.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=act)
    other.start()
    other.join(20)
    return found


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_digest_once(proposal: Proposal) -> None:
    """Red without FOR UPDATE in `write_digests` (seen: the second worker has written the mail, too, and waits to mark it).

    Red without SKIP LOCKED as well (seen: it waits for the first one).
    """
    follower(proposal)
    told(proposal)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        plan_digests()
        with transaction.atomic():
            assert write_digests() == 1
            assert at_the_same_time(write_digests) == [0]
    assert OutboxMessage.objects.count() == 1
