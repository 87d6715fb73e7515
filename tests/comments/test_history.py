"""What a comment said before, quoting one, and its own address."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.comments.models import Thread
from participation.comments.services import apply_decision, delete_comment, edit_comment
from participation.moderation.states import DecisionAction
from tests.factories.comments import decision_on, say


def history(pk: int) -> str:
    return f"/en/threads/comments/{pk}/history/"


def test_the_difference_is_marked_and_the_mark_leads_there(client: Client, thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "A bench by the water <b>")
    assert history(comment.pk) not in client.get(f"/en/threads/{thread.pk}/").content.decode()
    edit_comment(comment_id=comment.pk, editor=anna, body="A long bench by the water <b>")
    assert history(comment.pk) in client.get(f"/en/threads/{thread.pk}/").content.decode()
    html = client.get(history(comment.pk)).content.decode()
    assert "long </ins>" in html
    assert "&lt;b&gt;" in html
    assert "Version 2" in html
    assert "As it was first written" in html
    assert comment.versions.first().digest in html


def test_a_comment_that_was_never_changed_has_a_page(client: Client, thread: Thread, anna: User) -> None:
    assert "It has not been changed" in client.get(history(say(thread, anna).pk)).content.decode()


@pytest.mark.parametrize("how", ["hide", "hold", "delete", "project"])
def test_what_is_gone_has_no_history_for_anybody(client: Client, town, thread: Thread, anna: User, mira: User, how: str) -> None:
    comment = say(thread, anna, "Before")
    edit_comment(comment_id=comment.pk, editor=anna, body="After")
    if how == "delete":
        delete_comment(comment_id=comment.pk, by=anna)
    elif how == "project":
        town.project.state = "draft"
        town.project.save()
    else:
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, how, by=mira))
    for reader in (None, anna):
        if reader:
            client.force_login(reader)
        assert client.get(history(comment.pk)).status_code == 404
    if how == "hide":
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, DecisionAction.RESTORE, by=mira))
        assert client.get(history(comment.pk)).status_code == 200


def test_one_and_three_versions_cost_the_same(client: Client, thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "First")

    def asked() -> int:
        client.get(history(comment.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(history(comment.pk))
        return len(queries)

    edit_comment(comment_id=comment.pk, editor=anna, body="Second")
    one = asked()
    for word in "abc":
        edit_comment(comment_id=comment.pk, editor=anna, body=word)
    assert asked() == one


def test_an_answer_begins_with_a_quote(client: Client, thread: Thread, anna: User, ben: User) -> None:
    root = say(thread, anna, "> older words\n\nA **bench** here.\nOr there. </textarea><script>x</script>")
    reply = say(thread, ben, "By the water.", parent_id=root.pk)
    client.force_login(ben)
    html = client.get(f"/en/threads/{thread.pk}/?reply={root.pk}&quote={root.pk}").content.decode()
    assert "@Anna:\n&gt; A bench here.\n&gt; Or there. &lt;/textarea&gt;" in html
    assert "older words\n" not in html.split("<textarea")[1]
    html = client.get(f"/en/threads/{thread.pk}/?reply={root.pk}&quote={reply.pk}").content.decode()
    assert "@Ben:\n&gt; By the water." in html


def test_nothing_is_quoted_that_cannot_be_read(client: Client, thread: Thread, anna: User, ben: User, mira: User) -> None:
    root, other = say(thread, anna, "Root"), say(thread, ben, "Elsewhere")
    hidden = say(thread, ben, "Bad words", parent_id=root.pk)
    apply_decision(comment_id=hidden.pk, decision=decision_on(hidden, by=mira))
    client.force_login(ben)
    for quote in (other.pk, hidden.pk, 10**9, "x", ""):
        html = client.get(f"/en/threads/{thread.pk}/?reply={root.pk}&quote={quote}").content.decode()
        assert "&gt; " not in html.split("<textarea")[1].split("</textarea>")[0]
        assert "Bad words" not in html


def test_the_time_is_the_link(client: Client, thread: Thread, anna: User) -> None:
    comment = say(thread, anna)
    html = client.get(f"/en/threads/{thread.pk}/").content.decode()
    assert f'<a class="k-comment__when" href="/en/threads/comments/{comment.pk}/">' in html
