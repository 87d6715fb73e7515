"""Saying something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Comment, Thread
from participation.comments.services import freeze_thread, post_comment
from participation.common.origin import Origin
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.models import Project
from participation.projects.states import ProjectState
from tests.cast import Town
from tests.comments.conftest import together
from tests.factories.comments import decision_on, own_thread, say


def address(thread: Thread) -> str:
    return f"/en/threads/{thread.pk}/comments/"


def test_comment_takes_the_next_number_and_is_counted_and_recorded(thread: Thread, anna: User, ben: User) -> None:
    first, second = say(thread, anna), say(thread, ben, "Yes.")
    reply = say(thread, anna, "Thank you.", parent_id=first.pk)
    thread.refresh_from_db()
    assert [first.changed_seq, second.changed_seq, reply.changed_seq] == [1, 2, 3]
    assert (thread.seq, thread.visible_count) == (3, 3)
    assert Entry.objects.filter(action="comment.post", object_id=reply.pk, actor=anna).count() == 1


@pytest.mark.parametrize("body", ["", "  \n ", "\u200b\u202e", "a\x00b", "x" * 4001, "\ud83d"])
def test_bad_text_is_refused_at_its_field(thread: Thread, anna: User, body: str) -> None:
    with pytest.raises(Invalid) as refusal:
        say(thread, anna, body)
    assert refusal.value.field == "body"
    assert not Comment.objects.exists()


@pytest.mark.parametrize("body", ["😀 penkki 👩‍👩‍👧", "שלום", "x" * 4000, "<b>not bold</b>", "first\r\nsecond"])
def test_any_script_is_kept(thread: Thread, anna: User, body: str) -> None:
    comment = say(thread, anna, body)
    comment.refresh_from_db()
    assert comment.body == body.replace("\r\n", "\n")


def test_answers_are_one_level_deep_and_inside_the_thread(thread: Thread, anna: User) -> None:
    root = say(thread, anna)
    reply = say(thread, anna, parent_id=root.pk)
    for parent_id in (reply.pk, 10**9):
        with pytest.raises(Invalid):
            say(thread, anna, parent_id=parent_id)


def test_nobody_answers_a_comment_that_is_gone(thread: Thread, anna: User, mira: User) -> None:
    from participation.comments.services import apply_decision

    root = say(thread, anna)
    apply_decision(comment_id=root.pk, decision=decision_on(root, by=mira))
    with pytest.raises(Conflict):
        say(thread, anna, parent_id=root.pk)


def test_closed_phase_and_frozen_thread_refuse(town: Town, thread: Thread, anna: User, mira: User) -> None:
    freeze_thread(thread_id=thread.pk, by=mira)
    with pytest.raises(Conflict):
        say(thread, anna)
    town.project.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(PhaseClosed):
        say(thread, anna)


def test_only_people_who_may_read_may_write(town: Town, thread: Thread, anna: User) -> None:
    Project.objects.filter(pk=town.project.pk).update(state=ProjectState.DRAFT)
    with pytest.raises(NotAllowed):
        say(thread, anna)
    with pytest.raises(NotAllowed):
        post_comment(thread_id=thread.pk, author=None, body="Hello", language="en")


def test_suspended_people_do_not_write(thread: Thread, anna: User) -> None:
    anna.is_active = False
    with pytest.raises(NotAllowed):
        say(thread, anna)


def test_history_enters_with_its_own_moment(town: Town, thread: Thread, anna: User) -> None:
    at = timezone.now() - timedelta(hours=5)
    comment = say(thread, anna, origin=Origin.IMPORT, at=at)
    assert comment.created_at == at
    assert comment.channel == Origin.IMPORT


def test_stance_is_kept_where_the_project_asks(town: Town, thread: Thread, anna: User) -> None:
    assert say(thread, anna, stance="for").stance == ""
    Project.objects.update(asks_stance=True)
    root = say(thread, anna, stance="for")
    assert root.stance == "for"
    assert say(thread, anna, stance="against", parent_id=root.pk).stance == ""
    with pytest.raises(Invalid):
        say(thread, anna, stance="perhaps")


def test_plain_post_leads_to_the_comment(client: Client, thread: Thread, anna: User) -> None:
    client.force_login(anna)
    response = client.post(address(thread), {"body": "Hello"})
    comment = Comment.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/en/projects/kallion-ideat/#comment-{comment.pk}"
    assert comment.language == "en"


def test_htmx_post_gives_a_fresh_form_and_the_number(client: Client, thread: Thread, anna: User) -> None:
    client.force_login(anna)
    response = client.post(address(thread), {"body": "Hello"}, headers={"HX-Request": "true"})
    comment = Comment.objects.get()
    assert response.status_code == 201
    assert f'"id": {comment.pk}, "seq": 1' in response["HX-Trigger"]
    assert "<textarea" in response.content.decode()
    assert "Hello" not in response.content.decode()


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("body", ["", "x" * 100_000, "a\x00kept words", "😀" * 4001])
def test_refused_post_keeps_what_was_typed(
    client: Client, thread: Thread, anna: User, body: str, language: str, htmx: dict
) -> None:
    client.force_login(anna)
    response = client.post(f"/{language}/threads/{thread.pk}/comments/", {"body": body}, headers=htmx)
    page = response.content.decode()
    assert response.status_code == 422
    assert "hds-text-input__error-text" in page
    assert body.replace("\x00", "").strip()[-9:] in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "fields", [{"parent": "x"}, {"parent": "-1"}, {"parent": "9" * 30}, {"parent": "99999"}, {"stance": "x"}]
)
def test_nonsense_in_other_fields_is_no_server_error(
    client: Client, town: Town, thread: Thread, anna: User, fields: dict
) -> None:
    Project.objects.update(asks_stance=True)
    client.force_login(anna)
    response = client.post(address(thread), {"body": "Kept words", **fields})
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()


def test_signed_out_post_keeps_the_text_and_shows_the_way_in(client: Client, thread: Thread) -> None:
    response = client.post(address(thread), {"body": "Kept words"})
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()
    assert "/accounts/login/?next=" in response.content.decode()


def test_closed_phase_keeps_the_text(client: Client, town: Town, thread: Thread, anna: User) -> None:
    town.project.phases.update(ends_at=timezone.now() - timedelta(minutes=1))
    client.force_login(anna)
    response = client.post(address(thread), {"body": "Kept words"})
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_numbered_without_gaps(town: Town, anna: User) -> None:
    """Goes red without the lock: with the number read by SELECT and written by a later UPDATE, posts share numbers and fail."""
    thread = own_thread(town.project)
    results = together(20, lambda number: say(thread, anna, f"Comment {number}"))
    assert [type(result) for result in results] == [Comment] * 20
    thread.refresh_from_db()
    assert (thread.seq, thread.visible_count) == (20, 20)
    assert sorted(Comment.objects.values_list("changed_seq", flat=True)) == list(range(1, 21))


def test_two_threads_of_one_project_cannot_both_be_its_own(town: Town, thread: Thread) -> None:
    assert own_thread(town.project) == thread
