"""Reading a conversation in another order, page by page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from participation.comments.states import Order
from participation.common.refusals import Refusal
from tests.comments.test_read import many, page
from tests.factories.comments import say

ROOTS = re.compile(r'data-comment="(\d+)"[^>]*data-posted="\d+">')


def shown(html: str) -> list[int]:
    """First-level comments in their order on a page."""
    return [int(pk) for pk in ROOTS.findall(html)]


def following(html: str, rel: str) -> str:
    """Where the link to the next or previous page leads."""
    found = re.search(rf'href="([^"#]+)[^"]*" rel="{rel}"', html)
    return found[1].replace("&amp;", "&") if found else ""


@pytest.fixture
def scored(thread: Thread, anna: User) -> list[Comment]:
    """Seven first-level comments with numbers in no order, some alike."""
    rows = many(thread, anna, 7)
    for row, score, replies, bridge in zip(
        rows, (2, 5, 5, -3, 0, 5, 1), (0, 1, 9, 1, 1, 0, 4), (0, 0, 700, 0, 810, 700, 0), strict=True
    ):
        agree, disagree = max(score, 0), max(-score, 0)
        Comment.objects.filter(pk=row.pk).update(agree_count=agree, disagree_count=disagree, reply_count=replies, bridge=bridge)
    Thread.objects.filter(pk=thread.pk).update(has_sides=True)
    return rows


@pytest.mark.parametrize(
    ("order", "places"),
    [
        (Order.OLDEST, [0, 1, 2, 3, 4, 5, 6]),
        (Order.NEWEST, [6, 5, 4, 3, 2, 1, 0]),
        (Order.DISCUSSED, [2, 6, 4, 3, 1, 5, 0]),
        (Order.AGREED, [5, 2, 1, 0, 6, 4, 3]),
        (Order.BRIDGING, [4, 5, 2, 6, 3, 1, 0]),
    ],
)
def test_every_order_shows_every_comment_once_on_and_back(
    client: Client, settings, thread: Thread, scored: list[Comment], order: Order, places: list[int]
) -> None:
    settings.THREADS_PER_PAGE = 3
    expected = [scored[place].pk for place in places]
    address, pages = f"/en/threads/{thread.pk}/?sort={order.value}", []
    while address:
        html = client.get(address).content.decode()
        pages.append(shown(html))
        address = following(html, "next")
    assert pages == [expected[:3], expected[3:6], expected[6:]]
    back = []
    address = following(html, "prev")
    while address:
        html = client.get(address).content.decode()
        back.append(shown(html))
        address = following(html, "prev")
    assert back == [expected[3:6], expected[:3]]


def test_a_vote_between_two_pages_moves_no_place(client: Client, settings, thread: Thread, scored: list[Comment]) -> None:
    settings.THREADS_PER_PAGE = 3
    html = page(client, thread, sort="agreed")
    address = following(html, "next")
    Comment.objects.filter(pk=shown(html)[-1]).update(agree_count=50)  # the comment that the place is named after
    assert shown(client.get(address).content.decode()) == [scored[place].pk for place in (0, 6, 4)]


@pytest.mark.parametrize(
    "query", ["sort=nonsense", "sort=", "after=x", "after=0", "after=99999999999999999999", "before=1_2_3", "at=0", "until=abc"]
)
def test_nonsense_in_the_address_is_the_first_page(client: Client, thread: Thread, scored: list[Comment], query: str) -> None:
    html = client.get(f"/en/threads/{thread.pk}/?{query}").content.decode()
    assert shown(html) == [row.pk for row in scored]


def test_sides_are_an_order_only_where_there_are_sides(client: Client, thread: Thread, scored: list[Comment]) -> None:
    assert "Agreed on by both sides" in page(client, thread)
    Thread.objects.update(has_sides=False)
    html = page(client, thread, sort="bridging")
    assert "Agreed on by both sides" not in html
    assert shown(html) == [row.pk for row in scored]


def test_answers_are_counted_as_they_come_and_go(thread: Thread, anna: User, ben: User) -> None:
    from participation.comments.services import delete_comment

    root = say(thread, anna)
    reply = say(thread, ben, parent_id=root.pk)
    say(thread, ben, parent_id=root.pk)
    with pytest.raises(Refusal):
        say(thread, ben, parent_id=reply.pk)
    root.refresh_from_db()
    assert root.reply_count == 2
    delete_comment(comment_id=reply.pk, by=ben)
    root.refresh_from_db()
    assert root.reply_count == 1


def test_where_new_comments_belong_is_told(client: Client, settings, thread: Thread, scored: list[Comment]) -> None:
    settings.THREADS_PER_PAGE = 3
    assert 'data-newcomers=""' in page(client, thread)
    assert 'data-newcomers="end"' in page(client, thread, after=scored[5].pk)
    assert 'data-newcomers="start"' in page(client, thread, sort="newest")
    assert 'data-newcomers=""' in page(client, thread, sort="newest", after=scored[4].pk)
    assert 'data-newcomers=""' in page(client, thread, sort="agreed")
