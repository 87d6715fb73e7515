"""Reading a conversation, page by page and change by change."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.presentation import thread_context
from participation.comments.services import SeedComment, delete_comment, edit_comment, post_comment, seed_comments
from participation.projects.features import features
from participation.projects.models import Membership, Project
from participation.projects.states import Blueprint, ProjectState, Visibility
from tests.cast import Town
from tests.factories.comments import say
from tests.factories.districts import DistrictRoleFactory


def page(client: Client, thread: Thread, **query: object) -> str:
    response = client.get(f"/en/threads/{thread.pk}/", query)
    assert response.status_code == 200
    return response.content.decode()


def many(thread: Thread, author: User, count: int, *, replies: int = 0) -> list[Comment]:
    """`count` first-level comments, each with `replies` answers."""
    start = timezone.now() - timedelta(hours=20)
    seeds: list[SeedComment] = []
    for number in range(count):
        root = len(seeds)
        seeds.append(
            SeedComment(
                thread_id=thread.pk,
                author_id=author.pk,
                body=f"Root {number}.",
                language="en",
                at=start + timedelta(seconds=number),
            )
        )
        seeds += [
            SeedComment(
                thread_id=thread.pk,
                author_id=author.pk,
                body=f"Answer {number}.{reply}.",
                language="en",
                at=start + timedelta(minutes=60, seconds=number),
                parent=root,
            )
            for reply in range(replies)
        ]
    return seed_comments(comments=seeds)


def test_comments_stand_oldest_first_with_their_attributes(client: Client, thread: Thread, anna: User, ben: User) -> None:
    first = say(thread, anna, "The first.")
    second = say(thread, ben, "The second.")
    reply = say(thread, ben, "The answer.", parent_id=first.pk)
    html = page(client, thread)
    assert html.index("The first.") < html.index("The answer.") < html.index("The second.")
    assert f'data-thread="{thread.pk}" data-seq="3"' in html
    for comment in (first, second, reply):
        assert f'data-comment="{comment.pk}"' in html
    assert f'data-parent="{first.pk}"' in html


def test_badges_say_who_speaks(
    client: Client, town: Town, thread: Thread, anna: User, nils: User, carla: User, otto: User
) -> None:
    say(thread, anna)
    assert "Verified resident" in page(client, thread)
    Comment.objects.all().delete()
    say(thread, nils)
    say(thread, otto)  # works for another district: here he is a resident
    assert "k-badge" not in page(client, thread)
    say(thread, carla)
    html = page(client, thread)
    assert html.count("k-comment--city") == 1
    assert "City staff" in html
    DistrictRoleFactory(user=nils, district=town.kallio, role="editor", project=town.project)
    assert page(client, thread).count("k-comment--city") == 2


def test_names_and_texts_are_inert(client: Client, thread: Thread, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(public_name="<script>x</script>")
    say(thread, anna, "<img src=x onerror=y> javascript:alert(1) https://example.org/a?b=1&c=2")
    html = page(client, thread)
    assert "<script>x" not in html
    assert "<img src=x" not in html
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">' in html
    assert 'href="javascript' not in html


def test_body_in_another_language_says_so(client: Client, thread: Thread, anna: User) -> None:
    say(thread, anna, "Penkki olisi hyvä.", language="fi")
    assert 'dir="auto" lang="fi"><p>Penkki' in page(client, thread)
    assert 'dir="auto"><p>Penkki' in client.get(f"/fi/threads/{thread.pk}/").content.decode()


def test_pages_by_key_show_every_comment_once(client: Client, settings, thread: Thread, anna: User) -> None:
    settings.THREADS_PER_PAGE = 3
    rows = many(thread, anna, 7)
    assert "Root 2." in page(client, thread)
    assert "Root 3." not in page(client, thread)
    second = page(client, thread, after=rows[2].pk)
    assert "Root 2." not in second
    assert "Root 5." in second
    assert "data-last-page" not in second
    last = client.get(f"/en/threads/{thread.pk}/?page=last", follow=True).content.decode()
    assert "Root 6." in last
    assert "data-last-page" in last
    for row in rows:  # a comment's own address leads to the page it stands on
        target = client.get(f"/en/threads/comments/{row.pk}/")["Location"]
        if "/threads/" in target:
            assert f'id="comment-{row.pk}"' in client.get(target).content.decode()
        else:
            assert row in rows[:3]


def test_reply_form_without_scripts(client: Client, thread: Thread, anna: User) -> None:
    root = say(thread, anna)
    client.force_login(anna)
    html = page(client, thread, reply=root.pk)
    assert f'<input type="hidden" name="parent" value="{root.pk}"' in html
    client.post(f"/en/threads/{thread.pk}/comments/", {"body": "An answer", "parent": root.pk})
    assert Comment.objects.get(parent=root).body == "An answer"
    assert client.get(f"/en/threads/{thread.pk}/", {"reply": 10**9}).status_code == 404


def test_signed_out_readers_see_the_way_in_and_back(client: Client, thread: Thread) -> None:
    html = page(client, thread)
    assert f"/en/accounts/login/?next=%2Fen%2Fthreads%2F{thread.pk}%2F%23say" in html
    assert "<textarea" not in html


def test_stances_are_summed_up(client: Client, thread: Thread, anna: User) -> None:
    Project.objects.update(asks_stance=True)
    say(thread, anna, stance="for")
    client.force_login(anna)
    html = page(client, thread)
    assert "<b>1</b> For" in html
    assert 'name="stance"' in html


@pytest.mark.parametrize("door", ["", "comments/?after=0"])
def test_unreadable_threads_do_not_exist(client: Client, town: Town, thread: Thread, anna: User, ben: User, door: str) -> None:
    say(thread, anna)
    url = f"/en/threads/{thread.pk}/{door}"
    assert client.get(url).status_code == 200
    Project.objects.update(visibility=Visibility.MEMBERS)
    Membership.objects.create(project=town.project, user=anna)
    assert client.get(url).status_code == 404
    client.force_login(ben)
    assert client.get(url).status_code == 404
    client.force_login(anna)
    assert client.get(url).status_code == 200
    Project.objects.update(state=ProjectState.DRAFT)
    assert client.get(url).status_code == 404
    assert client.get(f"/en/threads/{10**17}/{door}").status_code == 404
    assert client.get(f"/en/threads/{10**40}/{door}").status_code == 404


def test_changes_since_bring_only_what_changed(client: Client, thread: Thread, anna: User) -> None:
    first, second, _third = (say(thread, anna, f"Text {number}") for number in "123")
    edit_comment(comment_id=first.pk, editor=anna, body="Text 1b")
    delete_comment(comment_id=second.pk, by=anna)
    html = client.get(f"/en/threads/{thread.pk}/comments/?after=3").content.decode()
    assert 'data-seq="5"' in html
    assert "Text 1b" in html
    assert f'data-comment="{second.pk}"' in html
    assert "Text 2" not in html
    assert "Text 3" not in html
    assert "data-comment=" not in client.get(f"/en/threads/{thread.pk}/comments/?after=5").content.decode()


def test_changes_bring_how_people_stand_when_a_side_was_taken(client: Client, thread: Thread, anna: User, ben: User) -> None:
    Project.objects.update(asks_stance=True)
    root = say(thread, anna, stance="for")
    say(thread, ben, stance="for")
    say(thread, ben, parent_id=root.pk)
    changes = client.get(f"/en/threads/{thread.pk}/comments/?after=1").content.decode()
    page = client.get(f"/en/threads/{thread.pk}/").content.decode()
    stances = re.compile(r"<aside[^>]* data-thread-stances>.*?</aside>", re.DOTALL)
    assert "<b>2</b> For" in changes
    assert stances.findall(changes) == stances.findall(page)
    assert "data-thread-stances" not in client.get(f"/en/threads/{thread.pk}/comments/?after=2").content.decode()
    delete_comment(comment_id=root.pk, by=anna)
    assert "<b>1</b> For" in client.get(f"/en/threads/{thread.pk}/comments/?after=3").content.decode()


def test_no_sides_where_none_are_asked_for(client: Client, thread: Thread, anna: User) -> None:
    say(thread, anna)
    for door in ("", "comments/?after=0"):
        assert "data-thread-stances" not in client.get(f"/en/threads/{thread.pk}/{door}").content.decode()


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "٣", "9" * 19])
def test_after_must_be_a_number(client: Client, thread: Thread, after: str) -> None:
    assert client.get(f"/en/threads/{thread.pk}/comments/", {"after": after}).status_code == 400


def test_who_missed_too_much_loads_the_page_again(client: Client, monkeypatch, thread: Thread, anna: User) -> None:
    monkeypatch.setattr("participation.comments.views.reading.MOST_CHANGES", 2)
    many(thread, anna, 3)
    html = client.get(f"/en/threads/{thread.pk}/comments/?after=0").content.decode()
    assert "data-reload" in html
    assert "data-comment=" not in html
    assert "data-reload" in client.get(f"/en/threads/{thread.pk}/comments/?after=99").content.decode()


@pytest.mark.parametrize("url", ["", "comments/?after=0"])
def test_queries_do_not_grow(client: Client, thread: Thread, anna: User, ben: User, url: str) -> None:
    def count() -> int:
        client.get(f"/en/threads/{thread.pk}/{url}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/threads/{thread.pk}/{url}")
        return len(queries)

    Project.objects.update(asks_stance=True)
    client.force_login(ben)
    root = say(thread, anna, stance="for")
    say(thread, ben, parent_id=root.pk)
    one = count()
    for _number in range(2):
        root = say(thread, ben, stance="against")
        say(thread, anna, parent_id=root.pk)
    assert count() == one
    assert one <= 15


def test_thousand_comments_take_seven_queries_and_five_while_nothing_changes_for_who_may_vote(
    town: Town, thread: Thread, anna: User, rf: RequestFactory
) -> None:
    many(thread, anna, 400, replies=2)
    Project.objects.update(asks_stance=True)
    request = rf.get("/en/threads/1/")
    request.user = anna
    thread.refresh_from_db()
    project = Project.objects.select_related("lead_district").get(pk=town.project.pk)
    for most in (7, 5):
        with CaptureQueriesContext(connection) as queries:
            context = thread_context(request, thread=thread, project=project, anchor=project)
        assert len(context["comments"]) == 30
        assert len(queries) <= most


def test_kept_page_shows_every_change_at_once(town: Town, thread: Thread, anna: User, ben: User, rf: RequestFactory) -> None:
    """Seen red with a version that leaves out the authors, and with one that leaves out the answers."""
    root = post_comment(thread_id=thread.pk, author=anna, body="First", language="en")
    request = rf.get("/en/threads/1/")
    request.user = ben

    def shown() -> str:
        project = Project.objects.select_related("lead_district").get(pk=town.project.pk)
        context = thread_context(request, thread=Thread.objects.get(pk=thread.pk), project=project, anchor=project)
        return "".join(comment.html for comment in context["comments"])

    assert "First" in shown()
    answer = post_comment(thread_id=thread.pk, author=ben, body="Second", language="en", parent_id=root.pk)
    assert "Second" in shown()
    User.objects.filter(pk=anna.pk).update(public_name="Anna Uusi")
    assert "Anna Uusi" in shown()
    delete_comment(comment_id=answer.pk, by=ben)
    assert "Second" not in shown()


def test_hearing_shows_its_own_conversation_on_its_page(town: Town, anna: User, rf: RequestFactory) -> None:
    feature = next(one for one in features() if one.key == "comments")
    request = rf.get("/en/projects/kallion-ideat/")
    request.user = anna
    project = Project.objects.select_related("lead_district").get(pk=town.project.pk)
    assert feature.panel(request, project) is None  # in this blueprint people talk about proposals
    project.blueprint = Blueprint.HEARING
    panel = feature.panel(request, project)
    html = render_to_string(panel.template, {"panel": panel.context}, request=request)
    assert f'data-thread="{Thread.objects.get().pk}"' in html
    assert "<textarea" in html
    assert [action.url for action in feature.now(request, project, project.phases.all())] == ["#conversation"]
