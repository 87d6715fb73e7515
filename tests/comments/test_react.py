"""Agreeing and disagreeing with what others said."""

from __future__ import annotations

import re
import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments import tasks
from participation.comments.models import Comment, Reaction, Thread
from participation.comments.services import apply_decision, freeze_thread, react, tally
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed, TooMany
from participation.live.flusher import flusher
from participation.projects.models import Project
from participation.projects.states import ProjectState
from tests.cast import Town
from tests.comments.conftest import together
from tests.comments.test_closing import wait_until_blocked
from tests.factories.accounts import UserFactory
from tests.factories.comments import decision_on, own_thread, say


@pytest.fixture
def comment(thread: Thread, anna: User) -> Comment:
    """What Anna says."""
    return say(thread, anna)


def counts(comment: Comment) -> tuple[int, int, int]:
    comment.refresh_from_db()
    return comment.agree_count, comment.disagree_count, comment.score


def address(comment: Comment) -> str:
    return f"/en/threads/comments/{comment.pk}/react/"


def test_the_last_word_counts(comment: Comment, ben: User, django_capture_on_commit_callbacks) -> None:
    for value, expected in ((1, (1, 0, 1)), (-1, (0, 1, -1)), (0, (0, 0, 0))):
        with django_capture_on_commit_callbacks(execute=True):
            assert react(comment_id=comment.pk, resident=ben, value=value)
            assert not react(comment_id=comment.pk, resident=ben, value=value)  # twice is once
        assert counts(comment) == expected
    entries = Entry.objects.filter(action="comment.react", actor=ben)
    assert [entry.data for entry in entries] == [{}, {}, {}]  # that they voted, never what


def test_votes_change_no_number_of_the_thread(
    comment: Comment, ben: User, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    events: list[dict] = []
    monkeypatch.setattr(flusher, "mark", events.append)
    with django_capture_on_commit_callbacks(execute=True):
        react(comment_id=comment.pk, resident=ben, value=1)
    comment.thread.refresh_from_db()
    assert comment.thread.seq == comment.changed_seq == 1
    assert events == [{"topic": f"thread.{comment.thread_id}", "type": "comment.votes", "id": comment.pk}]


def test_who_may_not(town: Town, thread: Thread, comment: Comment, anna: User, ben: User, mira: User) -> None:
    def refused(kind: type[Exception], **other: object) -> None:
        with pytest.raises(kind):
            react(**{"comment_id": comment.pk, "resident": ben, "value": 1, **other})

    refused(NotAllowed, resident=anna)  # one's own
    refused(Invalid, value=2)
    refused(NotAllowed, comment_id=10**9)
    freeze_thread(thread_id=thread.pk, by=mira)
    refused(Conflict)
    Thread.objects.update(state="open")
    town.project.phases.update(ends_at=timezone.now())
    refused(PhaseClosed)
    town.project.phases.update(ends_at=None)
    apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    refused(NotAllowed)
    Comment.objects.update(state="visible")
    Project.objects.update(state=ProjectState.DRAFT)
    refused(NotAllowed)
    assert not Reaction.objects.exists()


def test_pace(settings, thread: Thread, anna: User, ben: User, mira: User) -> None:
    settings.REACTIONS_PER_HOUR = 2
    comments = [say(thread, anna) for _number in range(3)]
    for person, free in ((ben, False), (mira, True)):  # staff go free
        for comment in comments[:2]:
            react(comment_id=comment.pk, resident=person, value=1)
        react(comment_id=comments[0].pk, resident=person, value=0)  # one always may, and it makes no room
        if free:
            assert react(comment_id=comments[2].pk, resident=person, value=1)
        else:
            with pytest.raises(TooMany):
                react(comment_id=comments[2].pk, resident=person, value=1)


def test_plain_form_votes_and_leads_back(client: Client, comment: Comment, ben: User) -> None:
    client.force_login(ben)
    here = f"/en/threads/{comment.thread_id}/?sort=newest"
    html = client.get(here).content.decode()
    assert f'formaction="{address(comment)}"' in html
    assert 'name="back" value="/en/threads/' in html
    response = client.post(address(comment), {"value": "1", "back": here})
    assert response["Location"] == f"{here}#comment-{comment.pk}"
    assert Reaction.objects.get().value == 1
    assert 'aria-pressed="true"' in client.get(here).content.decode()
    for back in ("https://evil.example/", "//evil.example/x", "javascript:alert(1)", ""):
        assert client.post(address(comment), {"value": "0", "back": back})["Location"] == f"/en/threads/comments/{comment.pk}/"


def test_in_place_the_answer_has_the_numbers_at_once(client: Client, comment: Comment, ben: User) -> None:
    client.force_login(ben)
    response = client.post(address(comment), {"value": "-1"}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<b data-n>(\d+)</b>", html) == ["0", "1"]
    assert f'id="votes-of-{comment.pk}"' in html


@pytest.mark.parametrize("value", ["", "2", "x", "1\x00", "-1.0", "9" * 30])
def test_nonsense_is_refused_with_a_message(client: Client, comment: Comment, ben: User, value: str) -> None:
    client.force_login(ben)
    response = client.post(address(comment), {"value": value}, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "You can agree, disagree, or take it back." in response["HX-Trigger"]
    assert "You can agree" in client.post(address(comment), {"value": value}, follow=True).content.decode()


def test_signed_out_readers_are_led_to_sign_in_and_back(client: Client, comment: Comment) -> None:
    html = client.get(f"/en/threads/{comment.thread_id}/").content.decode()
    assert f"/en/accounts/login/?next=/en/threads/comments/{comment.pk}/" in html
    assert 'aria-pressed="true"' not in html
    assert "/accounts/login/" in client.post(address(comment), {"value": "1"})["Location"]
    assert not Reaction.objects.exists()


def test_one_readers_vote_is_not_anothers(client: Client, comment: Comment, ben: User, nils: User) -> None:
    react(comment_id=comment.pk, resident=ben, value=1)
    for person, pressed in ((ben, True), (nils, False), (ben, True)):
        client.force_login(person)
        page = client.get(f"/en/threads/{comment.thread_id}/").content.decode()
        assert ('class="k-vote" id="agree' in page, 'aria-pressed="true"' in page) == (True, pressed)


def test_numbers_of_many_are_told_of_readable_comments_of_the_thread(
    client: Client, town: Town, thread: Thread, comment: Comment, ben: User, mira: User
) -> None:
    other = Thread.objects.create(project=town.project, anchor="survey")
    hidden, elsewhere = say(thread, ben), say(other, ben, origin="seed", at=timezone.now())
    apply_decision(comment_id=hidden.pk, decision=decision_on(hidden, by=mira))
    ids = f"{comment.pk},{hidden.pk},{elsewhere.pk},x,,{10**17}"
    html = client.get(f"/en/threads/{thread.pk}/votes/?ids={ids}").content.decode()
    assert re.findall(r'data-votes="(\d+)"', html) == [str(comment.pk)]
    Project.objects.update(state=ProjectState.DRAFT)
    assert client.get(f"/en/threads/{thread.pk}/votes/?ids={ids}").status_code == 404


def test_numbers_of_one_and_of_three_cost_the_same(client: Client, thread: Thread, anna: User, ben: User) -> None:
    client.force_login(ben)

    def asked(number: int) -> int:
        ids = ",".join(str(say(thread, anna).pk) for _number in range(number))
        client.get(f"/en/threads/{thread.pk}/votes/?ids={ids}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/threads/{thread.pk}/votes/?ids={ids}")
        return len(queries)

    assert asked(1) == asked(3) <= 10


def test_lost_counts_are_put_right(comment: Comment, ben: User) -> None:
    react(comment_id=comment.pk, resident=ben, value=1)  # no commit in this test, so no task
    assert counts(comment) == (0, 0, 0)
    assert tasks.rebuild_counts() == 1
    assert counts(comment) == (1, 0, 1)
    assert tasks.rebuild_counts() == 0


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_by_one_person_are_one(town: Town, anna: User, ben: User, settings) -> None:
    """Seen red without the constraint, by an insert that first looks whether there is one: seven got in."""
    settings.REACTIONS_PER_HOUR = 0  # which would else let them in one by one
    comment = say(own_thread(town.project), anna)
    results = together(50, lambda _number: react(comment_id=comment.pk, resident=ben, value=1))
    assert sorted(map(str, results)) == ["False"] * 49 + ["True"]
    assert counts(comment) == (1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_by_fifty_people_are_fifty(town: Town, anna: User) -> None:
    """No vote is lost, however the countings overlap; the next test makes them overlap for certain."""
    comment = say(own_thread(town.project), anna)
    people = UserFactory.create_batch(50)
    results = together(50, lambda number: react(comment_id=comment.pk, resident=people[number], value=1 if number % 5 else -1))
    assert results == [True] * 50
    assert Reaction.objects.count() == 50
    assert counts(comment) == (40, 10, 30)


@pytest.mark.django_db(transaction=True)
def test_a_vote_that_comes_while_a_counting_waits_is_counted(town: Town, anna: User, ben: User, nils: User) -> None:
    """Seen red without the lock before the counting: it wrote what was true before its wait, one vote, over two."""
    comment = say(own_thread(town.project), anna)
    react(comment_id=comment.pk, resident=ben, value=1)
    Comment.objects.filter(pk=comment.pk).update(agree_count=0)
    with transaction.atomic():
        Comment.objects.select_for_update().get(pk=comment.pk)
        counting = threading.Thread(target=count_apart, args=[comment.pk])
        counting.start()
        wait_until_blocked(1)
        Reaction.objects.create(comment=comment, resident=nils, value=1)
    counting.join()
    assert counts(comment) == (2, 0, 2)


def count_apart(comment_id: int) -> None:
    """On a connection of its own."""
    try:
        tally(comment_ids=[comment_id])
    finally:
        connection.close()
