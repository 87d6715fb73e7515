"""Counts are caches that can be rebuilt; seeds write the same rows as the service."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.accounts.models import User
from participation.comments import anchors, tasks
from participation.comments.models import Comment, Thread
from participation.comments.services import SeedComment, delete_comment, post_comment, recount, seed_comments
from participation.common.origin import Origin
from participation.common.refusals import Invalid, PhaseClosed
from participation.projects.features import features
from participation.projects.models import Project
from tests.cast import Town
from tests.factories.comments import own_thread, say


@pytest.fixture
def told(monkeypatch) -> list[tuple[int, int]]:
    """What the anchor is told, in order."""
    heard: list[tuple[int, int]] = []
    kind = anchors.kind_of("project")
    listening = anchors.AnchorKind(
        key=kind.key,
        find=kind.find,
        address=kind.address,
        district_id=kind.district_id,
        recounted=lambda thread_id, count: heard.append((thread_id, count)),
    )
    monkeypatch.setitem(anchors._kinds, "project", listening)
    return heard


@pytest.mark.django_db(transaction=True)
def test_the_anchor_is_told_after_commit(told: list, town: Town, anna: User) -> None:
    thread = own_thread(town.project)
    comment = say(thread, anna)
    say(thread, anna)
    delete_comment(comment_id=comment.pk, by=anna)
    assert told == [(thread.pk, 1), (thread.pk, 2), (thread.pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_wrong_counts_are_put_right(told: list, town: Town, anna: User) -> None:
    thread = own_thread(town.project)
    say(thread, anna)
    told.clear()
    Thread.objects.update(visible_count=7)
    assert tasks.rebuild_counts() == 1
    thread.refresh_from_db()
    assert thread.visible_count == 1
    assert told == [(thread.pk, 1)]
    assert recount(thread_ids=[thread.pk]) == 0


def test_seeds_write_the_same_rows(town: Town, anna: User, ben: User) -> None:
    Project.objects.update(asks_stance=True)
    start = timezone.now() - timedelta(hours=3)
    script = [(anna, "First", None, "for"), (ben, "Answer\r\n", 0, "against"), (ben, "Second", None, ""), (anna, "Late", 0, "")]
    one, other = own_thread(town.project), Thread.objects.create(project=town.project, anchor="survey")
    made: list[Comment] = []
    for number, (author, body, parent, stance) in enumerate(script):
        at = start + timedelta(minutes=number)
        made.append(
            post_comment(
                thread_id=one.pk,
                author=author,
                body=body,
                language="fi",
                stance=stance,
                origin=Origin.SEED,
                at=at,
                parent_id=made[parent].pk if parent is not None else None,
            )
        )
    seed_comments(
        comments=[
            SeedComment(
                thread_id=other.pk,
                author_id=author.pk,
                body=body,
                language="fi",
                stance=stance,
                parent=parent,
                at=start + timedelta(minutes=number),
            )
            for number, (author, body, parent, stance) in enumerate(script)
        ]
    )

    def rows(thread: Thread) -> tuple:
        thread.refresh_from_db()
        fields = ("author", "body", "language", "stance", "state", "channel", "created_at", "changed_seq", "parent__body")
        return thread.seq, thread.visible_count, list(thread.comments.order_by("changed_seq").values_list(*fields))

    assert rows(one) == rows(other)


def test_seeds_obey_the_gate_and_the_text_rules(town: Town, thread: Thread, anna: User) -> None:
    seed = {"thread_id": thread.pk, "author_id": anna.pk, "language": "fi", "at": timezone.now()}
    with pytest.raises(Invalid):
        seed_comments(comments=[SeedComment(**seed, body="Good"), SeedComment(**seed, body="\x00")])
    with pytest.raises(PhaseClosed):
        seed_comments(comments=[SeedComment(**seed | {"at": timezone.now() - timedelta(days=9)}, body="Early")])
    assert not Comment.objects.exists()


def test_the_feature_counts_lists_and_exports(town: Town, thread: Thread, anna: User) -> None:
    comment = say(thread, anna, "Some words")
    feature = next(one for one in features() if one.key == "comments")
    assert [number for _label, number in feature.counters([town.project.pk])[town.project.pk]] == [1]
    assert [number for _label, number in feature.district_counters(town.kallio.path)] == [1]
    assert [number for _label, number in feature.district_counters(town.malmi.path)] == [0]
    (line,) = feature.contributions(anna)
    assert line.title == "Some words"
    assert line.url.endswith(f"/threads/comments/{comment.pk}/")
    assert feature.export(anna)[0]["text"] == "Some words"


def test_erased_authors_leave_their_words_without_a_name(client, thread: Thread, anna: User) -> None:
    say(thread, anna, "Some words")
    User.objects.filter(pk=anna.pk).update(email=None, public_name="", is_active=False, erased_at=timezone.now())
    html = client.get(f"/en/threads/{thread.pk}/").content.decode()
    assert "Former resident" in html
    assert "Some words" in html
    assert "Anna" not in html
