"""How many comments one person may send in an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import delete_comment
from participation.common.origin import Origin
from participation.common.refusals import TooMany
from tests.cast import Town
from tests.comments.conftest import together
from tests.factories.comments import say
from tests.factories.proposals import ProposalFactory


@pytest.fixture(autouse=True)
def _three_an_hour(settings: Settings) -> None:
    settings.COMMENTS_PER_HOUR = 3


def age(comment: Comment, **ago: int) -> None:
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(**ago))


def test_fourth_within_the_hour_is_refused_and_told_when(thread: Thread, anna: User, ben: User) -> None:
    oldest = say(thread, anna)
    age(oldest, minutes=50)
    say(thread, anna)
    say(thread, anna)
    with pytest.raises(TooMany) as refusal:
        say(thread, anna)
    oldest.refresh_from_db()
    assert refusal.value.facts["again_at"] == oldest.created_at + timedelta(hours=1)
    assert say(thread, ben).pk


def test_one_may_go_on_when_the_oldest_is_an_hour_old(thread: Thread, anna: User) -> None:
    made = [say(thread, anna) for _number in range(3)]
    age(made[0], minutes=61)
    assert say(thread, anna).pk
    with pytest.raises(TooMany):
        say(thread, anna)


def test_deleting_makes_no_room(thread: Thread, anna: User) -> None:
    for _number in range(3):
        delete_comment(comment_id=say(thread, anna).pk, by=anna)
    with pytest.raises(TooMany):
        say(thread, anna)


@pytest.mark.parametrize("origin", [Origin.ASSISTED, Origin.PAPER, Origin.IMPORT, Origin.SEED])
def test_other_ways_in_are_neither_refused_nor_counted(thread: Thread, anna: User, carla: User, origin: Origin) -> None:
    at = None if origin == Origin.ASSISTED else timezone.now()
    for _number in range(4):
        say(thread, anna, origin=origin, at=at, entered_by=carla)
    for _number in range(3):
        say(thread, anna)
    assert say(thread, anna, origin=origin, at=at, entered_by=carla).pk


def test_staff_of_the_project_go_free_and_others_staff_do_not(thread: Thread, mira: User, otto: User) -> None:
    for person in (mira, otto):
        for _number in range(3):
            say(thread, person)
    assert say(thread, mira).pk
    with pytest.raises(TooMany):
        say(thread, otto)


def test_zero_is_no_limit(thread: Thread, anna: User, settings: Settings) -> None:
    settings.COMMENTS_PER_HOUR = 0
    assert all(say(thread, anna).pk for _number in range(5))


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_form_keeps_the_text_and_says_when(client: Client, thread: Thread, anna: User, language: str, htmx: dict) -> None:
    for _number in range(3):
        age(say(thread, anna), minutes=30)
    client.force_login(anna)
    response = client.post(f"/{language}/threads/{thread.pk}/comments/", {"body": "Kept words"}, headers=htmx)
    page = response.content.decode()
    again = timezone.localtime(Comment.objects.earliest("created_at").created_at + timedelta(minutes=61))
    assert response.status_code == 429
    assert "Kept words" in page
    assert again.strftime("%H:%M" if language == "en" else "%H.%M") in page
    assert Comment.objects.count() == 3


def test_it_costs_one_query_whether_much_is_written_or_little(thread: Thread, anna: User, settings: Settings) -> None:
    say(thread, anna)  # what is looked up once is known from here on

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            say(thread, anna)
        return len(captured)

    settings.COMMENTS_PER_HOUR = 0
    free = queries()
    settings.COMMENTS_PER_HOUR = 100
    first = queries()
    for _number in range(5):
        say(thread, anna)
    assert (first, queries()) == (free + 1, free + 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_in_many_threads_are_three(town: Town, anna: User, ben: User) -> None:
    """Seen red without the lock of the writer's turn: more than three got in, since none saw the others' rows."""
    threads = [ProposalFactory(project=town.project).thread for _number in range(20)]
    say(threads[0], ben)  # what a first comment loads is loaded
    results = together(20, lambda number: say(threads[number], anna))
    assert sum(isinstance(result, Comment) for result in results) == 3
    assert sum(isinstance(result, TooMany) for result in results) == 17
    assert Comment.objects.filter(author=anna).count() == 3
