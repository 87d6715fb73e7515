"""How many reports one person, or one e-mail, may send in an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.common.refusals import TooMany
from participation.moderation.models import Case, Notice
from tests.cast import Town
from tests.factories.moderation import notice, say
from tests.moderation.conftest import all_at_once


@pytest.fixture(autouse=True)
def _three_an_hour(settings: Settings) -> None:
    settings.REPORTS_PER_HOUR = 3


@pytest.fixture
def five(town: Town, anna: User) -> list[Comment]:
    """Anna's comments in Kallio."""
    return [say(town.project, anna) for _number in range(5)]


def test_fourth_within_the_hour_is_refused_and_kept(client: Client, five: list[Comment], ben: User) -> None:
    for comment in five[:3]:
        notice(comment, ben)
    again = timezone.localtime(Notice.objects.earliest("pk").created_at + timedelta(minutes=61))
    client.force_login(ben)
    response = client.post(f"/en/report/comment/{five[3].pk}/", {"reason": "spam", "explanation": "Katso linkkiä"})
    page = response.content.decode()
    assert response.status_code == 429
    assert "Katso linkkiä" in page
    assert again.strftime("%H:%M") in page
    assert (Notice.objects.count(), Case.objects.count()) == (3, 3)


def test_saying_the_same_again_is_no_new_report(five: list[Comment], ben: User) -> None:
    made = [notice(comment, ben) for comment in five[:3]]
    assert notice(five[0], ben) == made[0]


def test_one_may_go_on_after_the_hour(five: list[Comment], ben: User) -> None:
    first = notice(five[0], ben)
    for comment in five[1:3]:
        notice(comment, ben)
    Notice.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(minutes=61))
    assert notice(five[3], ben).pk


def test_staff_of_the_project_go_free(five: list[Comment], mira: User, otto: User) -> None:
    assert all(notice(comment, mira).pk for comment in five)
    with pytest.raises(TooMany):
        [notice(comment, otto) for comment in five]


def test_one_email_stays_limited_when_the_cache_is_emptied(five: list[Comment], settings: Settings) -> None:
    settings.REPORTS_PER_HOUR_BY_EMAIL = 2
    statuses = []
    for number, comment in enumerate(five):
        cache.key_prefix = f"{cache.key_prefix}-emptied"  # emptying it would empty other processes' too
        page = Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            f"/en/report/comment/{comment.pk}/",
            {"reason": "spam", "contact_email": f"{'V' if number % 2 else 'v'}ictim@example.org"},
        )
        statuses.append(page.status_code)
    assert statuses == [302, 302, 429, 429, 429]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_three(town: Town, anna: User, ben: User) -> None:
    """Seen red without the lock of the reporter's turn: more than three were taken."""
    comments = [say(town.project, anna) for _number in range(10)]
    results = all_at_once(lambda number: notice(comments[number], ben), 10)
    assert sum(isinstance(result, Notice) for result in results) == 3
    assert sum(isinstance(result, TooMany) for result in results) == 7
    assert (Notice.objects.count(), Case.objects.count()) == (3, 3)
