"""What a moderator's decision does to a comment, and who still gets its words: nobody."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.comments.models import Thread
from participation.comments.services import apply_decision, delete_comment, edit_comment
from participation.common.refusals import Conflict, NotAllowed
from participation.live.flusher import flusher
from participation.moderation.contents import kind_by_key
from participation.moderation.states import DecisionAction
from participation.projects.features import features
from tests.cast import Town
from tests.factories.comments import decision_on, say

SECRET = "Kaarina Virtanen lives in Harjukatu 7"


def everything_served(client: Client, town: Town, thread: Thread) -> str:
    """Every door of every feature, in every language, as one text."""
    feature = next(one for one in features() if one.key == "comments")
    doors = [f"/{language}/{door.split('/', 2)[2]}" for door in feature.doors(town.project) for language in ("fi", "sv", "en")]
    assert doors
    return "".join(client.get(door, follow=False).content.decode() for door in doors)


@pytest.mark.parametrize("action", [DecisionAction.HIDE, DecisionAction.HOLD, "delete"])
@pytest.mark.parametrize("reader", ["nobody", "anna", "ben", "aino"])
def test_gone_words_reach_nobody(
    client: Client, town: Town, thread: Thread, anna: User, ben: User, aino: User, mira: User, action: str, reader: str
) -> None:
    comment = say(thread, anna, "Before")
    edit_comment(comment_id=comment.pk, editor=anna, body=SECRET)
    if reader != "nobody":
        client.force_login({"anna": anna, "ben": ben, "aino": aino}[reader])
    assert SECRET in everything_served(client, town, thread)
    if action == "delete":
        delete_comment(comment_id=comment.pk, by=anna)
    else:
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, action, by=mira))
    served = everything_served(client, town, thread)
    assert SECRET not in served
    assert "Before" not in served
    assert f'data-comment="{comment.pk}"' in served


@pytest.mark.django_db(transaction=True)
def test_events_are_pointers(monkeypatch, thread: Thread, anna: User, mira: User) -> None:
    events: list[dict] = []
    monkeypatch.setattr(flusher, "mark", events.append)
    comment = say(thread, anna, SECRET)
    apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    apply_decision(comment_id=comment.pk, decision=decision_on(comment, DecisionAction.RESTORE, by=mira))
    topic = f"thread.{thread.pk}"
    assert events == [
        {"topic": topic, "seq": 1, "type": "comment.shown", "id": comment.pk},
        {"topic": topic, "seq": 2, "type": "comment.gone", "id": comment.pk},
        {"topic": topic, "seq": 3, "type": "comment.shown", "id": comment.pk},
    ]


def test_hiding_and_restoring_keep_count_and_number(thread: Thread, anna: User, mira: User) -> None:
    comment = say(thread, anna)
    assert apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    assert not apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))
    thread.refresh_from_db()
    assert (thread.seq, thread.visible_count) == (2, 0)
    assert apply_decision(comment_id=comment.pk, decision=decision_on(comment, DecisionAction.RESTORE, by=mira))
    thread.refresh_from_db()
    assert (thread.seq, thread.visible_count) == (3, 1)


def test_keeping_releases_what_was_held(thread: Thread, anna: User, mira: User) -> None:
    comment = say(thread, anna)
    assert not apply_decision(comment_id=comment.pk, decision=decision_on(comment, DecisionAction.KEEP, by=mira))
    apply_decision(comment_id=comment.pk, decision=decision_on(comment, DecisionAction.HOLD))
    assert apply_decision(comment_id=comment.pk, decision=decision_on(comment, DecisionAction.KEEP, by=mira))


def test_deleted_comments_are_not_decided_about(thread: Thread, anna: User, mira: User) -> None:
    comment = say(thread, anna)
    delete_comment(comment_id=comment.pk, by=anna)
    with pytest.raises(Conflict):
        apply_decision(comment_id=comment.pk, decision=decision_on(comment, by=mira))


def test_hidden_root_keeps_its_place_above_answers(client: Client, thread: Thread, anna: User, ben: User, mira: User) -> None:
    root = say(thread, anna, SECRET)
    say(thread, ben, "An answer", parent_id=root.pk)
    apply_decision(comment_id=root.pk, decision=decision_on(root, by=mira))
    html = client.get(f"/en/threads/{thread.pk}/").content.decode()
    assert html.index("A comment was hidden on") < html.index("An answer")
    assert "1 comment<" in html


def test_moderation_knows_comments(client: Client, town: Town, thread: Thread, anna: User, mira: User) -> None:
    comment = say(thread, anna, "Some words")
    kind = kind_by_key("comment")
    description = kind.describe(kind.load(comment.pk))
    assert (description.project_id, description.district_id) == (town.project.pk, town.kallio.pk)
    assert description.label == "Some words"
    assert client.get(f"/en/{description.address}")["Location"].endswith(f"#comment-{comment.pk}")
    assert kind.find(comment.pk, anna) == comment
    assert kind.apply(comment.pk, decision_on(comment, by=mira))
    assert kind.find(comment.pk, anna) is None
    assert kind.load(comment.pk) == comment


def test_only_the_districts_moderators_freeze(thread: Thread, mira: User, otto: User, anna: User) -> None:
    from participation.comments.services import freeze_thread, unfreeze_thread

    for other in (otto, anna):
        with pytest.raises(NotAllowed):
            freeze_thread(thread_id=thread.pk, by=other)
    freeze_thread(thread_id=thread.pk, by=mira)
    thread.refresh_from_db()
    assert thread.state == "frozen"
    unfreeze_thread(thread_id=thread.pk, by=mira)
    thread.refresh_from_db()
    assert thread.state == "open"
