"""Many answers under one comment are folded; every one of them has an address that leads to it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.services import SeedComment, delete_comment, seed_comments
from tests.comments.test_read import page

SHOWN = re.compile(r"Answer (\d+)\.")


def answered(thread: Thread, author: User, answers: int) -> list[Comment]:
    """A comment with that many answers."""
    start = timezone.now() - timedelta(hours=9)
    common = {"thread_id": thread.pk, "author_id": author.pk, "language": "en"}
    seeds = [SeedComment(**common, body="A root.", at=start)]
    seeds += [SeedComment(**common, body=f"Answer {n}.", at=start + timedelta(minutes=n + 1), parent=0) for n in range(answers)]
    return seed_comments(comments=seeds)


def numbers(html: str) -> list[int]:
    return [int(number) for number in SHOWN.findall(html)]


def test_eight_answers_are_shown_and_of_nine_the_first_and_last(client: Client, thread: Thread, anna: User) -> None:
    answered(thread, anna, 8)
    assert numbers(page(client, thread)) == list(range(8))
    Comment.objects.filter(parent__isnull=False).delete()
    Comment.objects.all().delete()
    answered(thread, anna, 9)
    html = page(client, thread)
    assert numbers(html) == [0, 1, 2, 7, 8]
    assert "Show 4 more answers" in html
    assert html.index("Answer 2.") < html.index("Show 4 more") < html.index("Answer 7.")


def test_answers_that_are_gone_are_not_promised(client: Client, thread: Thread, anna: User) -> None:
    rows = answered(thread, anna, 10)
    delete_comment(comment_id=rows[5].pk, by=anna)
    assert "Show 4 more answers" in page(client, thread)


def test_folded_answers_come_page_by_page(client: Client, settings, thread: Thread, anna: User) -> None:
    settings.ANSWERS_PER_PAGE = 4
    answered(thread, anna, 15)
    address, seen = re.search(r'data-more-answers="\d+"><a href="([^"]+)"', page(client, thread))[1], []
    while address:
        address = address.replace("&amp;", "&")
        part = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert numbers(client.get(address).content.decode()) == numbers(part)
        seen += numbers(part)
        found = re.search(r'data-more-answers="\d+"><a href="([^"]+)"', part)
        address = found[1] if found else ""
    assert seen == list(range(3, 13))


@pytest.mark.parametrize("sort", ["oldest", "newest", "agreed"])
def test_every_comments_own_address_leads_to_it(client: Client, settings, thread: Thread, anna: User, sort: str) -> None:
    settings.THREADS_PER_PAGE = 2
    rows = [*answered(thread, anna, 12), *answered(thread, anna, 0), *answered(thread, anna, 1), *answered(thread, anna, 9)]
    page(client, thread, sort=sort)
    for row in rows:
        target = client.get(f"/en/threads/comments/{row.pk}/")["Location"]
        assert target.endswith(f"#comment-{row.pk}")
        if "/threads/" in target:
            assert f'id="comment-{row.pk}"' in client.get(target).content.decode()
        else:
            assert row.parent_id in (None, rows[0].pk)


def test_answers_of_what_is_no_root_or_unreadable_are_not_there(client: Client, thread: Thread, anna: User, town) -> None:
    rows = answered(thread, anna, 2)
    assert client.get(f"/en/threads/comments/{rows[1].pk}/answers/").status_code == 404
    assert client.get(f"/en/threads/comments/{rows[0].pk}/answers/?after=x&before=9&at={10**17}").status_code == 200
    town.project.state = "draft"
    town.project.save()
    assert client.get(f"/en/threads/comments/{rows[0].pk}/answers/").status_code == 404


def test_a_page_costs_the_same_at_ten_and_at_a_thousand_answers(client: Client, thread: Thread, anna: User) -> None:
    def asked() -> tuple[int, int]:
        client.get(f"/en/threads/{thread.pk}/")
        with CaptureQueriesContext(connection) as queries:
            html = client.get(f"/en/threads/{thread.pk}/").content.decode()
        return len(queries), html.count("data-comment=")

    answered(thread, anna, 10)
    few = asked()
    root = Comment.objects.get(parent__isnull=True)
    start = timezone.now() - timedelta(hours=1)
    Comment.objects.bulk_create(
        Comment(thread=thread, parent=root, author=anna, body="x", language="en", created_at=start, changed_seq=1000 + n)
        for n in range(1000)
    )
    assert asked() == few
