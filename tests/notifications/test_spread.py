"""From what happened to everybody who follows: one statement, nobody twice."""

from __future__ import annotations

import threading
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.announcing import announce
from participation.notifications.models import Follow, MailWish, News, Notification
from participation.notifications.services import spread_next
from proposals.models import Proposal
from tests.notifications.conftest import follower, happen, many_followers, spread


def test_announcing_asks_the_database_once(proposal: Proposal, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        announce(kind="proposal.answered", subject=("proposal", proposal.pk), targets=[("proposal", proposal.pk)])
    assert not Notification.objects.exists()


@pytest.mark.parametrize("kind", ["nothing.known", ""])
def test_an_unknown_kind_is_a_mistake_of_ours(proposal: Proposal, kind: str) -> None:
    with pytest.raises(KeyError):
        announce(kind=kind, subject=("proposal", proposal.pk), targets=[])
    with pytest.raises(KeyError):
        announce(kind="proposal.answered", subject=("nobody-knows", 1), targets=[])


def queries_for(proposal: Proposal) -> int:
    happen(proposal)
    with CaptureQueriesContext(connection) as captured:
        assert spread_next() is not None
    return len(captured.captured_queries)


def test_thousands_cost_as_many_queries_as_one(proposal: Proposal) -> None:
    many_followers(proposal, 1)
    few = queries_for(proposal)
    many_followers(proposal, 1999)
    assert queries_for(proposal) == few
    assert Notification.objects.count() == 1 + 2000


def test_everybody_is_told_once_whatever_they_follow(proposal: Proposal, ben: User) -> None:
    for kind, pk in (("proposal", proposal.pk), ("project", proposal.project_id)):
        Follow.objects.create(user=ben, kind=kind, object_id=pk)
    Follow.objects.filter(kind="project").update(rhythm="at_once")
    news = happen(proposal)
    assert spread() == 1
    told = Notification.objects.get()
    assert (told.user, told.rhythm, told.because, told.at) == (ben, "at_once", f"project:{proposal.project_id}", news.at)


def test_spreading_twice_tells_nobody_twice(proposal: Proposal) -> None:
    """Red without ON CONFLICT DO NOTHING: the second run breaks on the constraint (seen)."""
    follower(proposal)
    news = happen(proposal)
    assert spread() == 1
    News.objects.filter(pk=news.pk).update(spread_at=None)
    assert spread() == 0
    assert Notification.objects.count() == 1


def test_who_did_it_and_who_came_later_are_not_told(proposal: Proposal, anna: User, ben: User) -> None:
    Follow.objects.create(user=anna, kind="proposal", object_id=proposal.pk)
    Follow.objects.create(user=ben, kind="proposal", object_id=proposal.pk, since=timezone.now() + timedelta(hours=1))
    happen(proposal, actor=anna)
    assert spread() == 0


def test_a_person_can_be_the_target(proposal: Proposal, ben: User) -> None:
    happen(proposal, targets=[("user", ben.pk)])
    assert spread() == 1
    assert Notification.objects.get().because == f"user:{ben.pk}"


def test_suspended_people_are_not_told_and_those_without_mail_in_the_site_alone(proposal: Proposal) -> None:
    suspended, stopped = follower(proposal, "at_once"), follower(proposal, "at_once")
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    MailWish.objects.create(user=stopped, rhythm="daily", stopped=True)
    happen(proposal)
    spread()
    assert list(Notification.objects.values_list("user", "rhythm")) == [(stopped.pk, "site")]


def test_what_is_told_once_only(proposal: Proposal) -> None:
    follower(proposal)
    happen(proposal, key="once")
    happen(proposal, key="once")
    assert (News.objects.count(), spread()) == (1, 1)


def test_a_worker_that_dies_gives_the_news_back(proposal: Proposal) -> None:
    """Red when `spread_next` is no transaction: those who were told already are there before the news is marked (seen)."""
    follower(proposal)
    happen(proposal)

    with mock.patch.object(News, "save", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        spread_next()
    assert not Notification.objects.exists()
    assert spread() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_worker_passes_over_what_the_first_one_holds(proposal: Proposal) -> None:
    """Red without SKIP LOCKED in `spread_next`: the second worker waits until the first is done (seen: it hung)."""
    follower(proposal)
    happen(proposal)
    News.objects.update(spread_at=None)
    Notification.objects.all().delete()
    found: list[int | None] = []
    with transaction.atomic():
        assert spread_next() == 1

        def second() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            try:
                found.append(spread_next())
            finally:
                connection.close()

        other = threading.Thread(target=second)
        other.start()
        other.join(20)
    assert found == [None]
