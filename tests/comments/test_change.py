"""Editing and deleting one's own words."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Thread
from participation.comments.services import apply_decision, delete_comment, edit_comment
from participation.comments.states import CommentState
from participation.common.refusals import Invalid, NotAllowed, PhaseClosed
from tests.cast import Town
from tests.factories.comments import decision_on, say


def test_first_edit_keeps_the_words_before(thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "First")
    edit_comment(comment_id=comment.pk, editor=anna, body="Second")
    edit_comment(comment_id=comment.pk, editor=anna, body="Third")
    comment.refresh_from_db()
    assert [version.text for version in comment.versions.all()] == ["First", "Second", "Third"]
    assert comment.body == "Third"
    assert comment.changed_seq == 3
    assert comment.edited_at is not None


def test_same_words_change_nothing(thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "First")
    edit_comment(comment_id=comment.pk, editor=anna, body=" First ")
    thread.refresh_from_db()
    assert thread.seq == 1
    assert not comment.versions.exists()


def test_only_the_author_for_some_minutes_while_the_phase_is_open(
    town: Town, thread: Thread, anna: User, ben: User, aino: User
) -> None:
    comment = say(thread, anna)
    for other in (ben, aino):
        with pytest.raises(NotAllowed):
            edit_comment(comment_id=comment.pk, editor=other, body="Mine now")
    with pytest.raises(Invalid):
        edit_comment(comment_id=comment.pk, editor=anna, body="\x00")
    late = timezone.now() + timedelta(minutes=settings.COMMENT_EDIT_MINUTES, seconds=1)
    with time_machine.travel(late, tick=False), pytest.raises(NotAllowed):
        edit_comment(comment_id=comment.pk, editor=anna, body="Too late")
    town.project.phases.update(ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(PhaseClosed):
        edit_comment(comment_id=comment.pk, editor=anna, body="Closed")


def test_deleting_leaves_the_place_and_the_answers(thread: Thread, anna: User, ben: User) -> None:
    root = say(thread, anna)
    say(thread, ben, parent_id=root.pk)
    delete_comment(comment_id=root.pk, by=anna)
    root.refresh_from_db()
    thread.refresh_from_db()
    assert root.state == CommentState.DELETED
    assert (root.changed_seq, thread.seq, thread.visible_count) == (3, 3, 1)


def test_others_and_hidden_comments_cannot_be_deleted(thread: Thread, anna: User, ben: User, mira: User) -> None:
    comment = say(thread, anna)
    with pytest.raises(NotAllowed):
        delete_comment(comment_id=comment.pk, by=ben)
    apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    with pytest.raises(NotAllowed):
        delete_comment(comment_id=comment.pk, by=anna)


def test_edit_page_saves_and_refuses_beside_the_field(client: Client, thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "First")
    client.force_login(anna)
    url = f"/en/threads/comments/{comment.pk}/edit/"
    assert "First" in client.get(url).content.decode()
    refused = client.post(url, {"body": "x" * 5000})
    assert refused.status_code == 422
    assert "x" * 5000 in refused.content.decode()
    assert client.post(url, {"body": ""}).status_code == 422
    saved = client.post(url, {"body": "Second"})
    assert saved["Location"].endswith(f"#comment-{comment.pk}")
    comment.refresh_from_db()
    assert comment.body == "Second"


def test_delete_page_asks_first(client: Client, thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "First")
    client.force_login(anna)
    url = f"/en/threads/comments/{comment.pk}/delete/"
    assert client.get(url).status_code == 200
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE
    client.post(url)
    comment.refresh_from_db()
    assert comment.state == CommentState.DELETED
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("page", ["edit", "delete"])
def test_others_find_no_such_page(client: Client, thread: Thread, anna: User, ben: User, page: str) -> None:
    comment = say(thread, anna)
    url = f"/en/threads/comments/{comment.pk}/{page}/"
    assert client.get(url).status_code == 302
    client.force_login(ben)
    assert client.get(url).status_code == 404
    assert client.post(url, {"body": "Mine"}).status_code == 404
