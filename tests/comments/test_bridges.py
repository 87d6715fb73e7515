"""What both sides of a conversation agree on."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.comments.models import Comment, Reaction, Thread
from participation.comments.services import measure_bridges
from participation.projects.models import Project
from tests.comments.test_sort import shown
from tests.factories.accounts import UserFactory
from tests.factories.comments import say


@pytest.fixture
def sides(thread: Thread) -> tuple[list[User], list[User]]:
    """Five people who have said that they are for, and five against."""
    Project.objects.update(asks_stance=True)
    people = UserFactory.create_batch(10)
    for number, person in enumerate(people):
        say(thread, person, stance="for" if number < 5 else "against")
    return people[:5], people[5:]


def vote(comment: Comment, people: list[User], value: int) -> None:
    Reaction.objects.bulk_create(Reaction(comment=comment, resident=person, value=value) for person in people)


def bridge(comment: Comment) -> int:
    measure_bridges(thread_id=comment.thread_id)
    comment.refresh_from_db()
    return comment.bridge


def test_what_most_of_both_sides_agree_with(thread: Thread, anna: User, sides: tuple[list[User], list[User]]) -> None:
    pro, con = sides
    shared, mine = say(thread, anna, "A clock, please."), say(thread, anna, "Build it at once.")
    vote(shared, pro, 1)
    vote(shared, con[:4], 1)
    vote(shared, con[4:], -1)
    vote(mine, pro, 1)
    vote(mine, con, -1)
    assert bridge(shared) == 714  # (4 + 1) of (5 + 2) of those against; six of seven of those for
    assert bridge(mine) == 0
    thread.refresh_from_db()
    assert thread.has_sides
    assert measure_bridges(thread_id=thread.pk) == 0  # nothing changes twice


def test_few_votes_of_a_side_say_nothing(thread: Thread, anna: User, sides: tuple[list[User], list[User]]) -> None:
    pro, con = sides
    shared, other = say(thread, anna), say(thread, anna)
    vote(shared, [*pro, *con[:2]], 1)
    vote(other, [*pro, *con], 1)
    assert bridge(shared) == 0
    assert bridge(other) > 0
    Reaction.objects.filter(resident=con[4]).delete()  # four of a side are no side
    assert bridge(other) == 0
    thread.refresh_from_db()
    assert not thread.has_sides


def test_who_says_no_side_is_known_by_votes_on_others(thread: Thread, anna: User, sides: tuple[list[User], list[User]]) -> None:
    pro, con = sides
    quiet = UserFactory.create_batch(3)
    stated_for = list(Comment.objects.filter(stance="for")[:2])
    stated_against = list(Comment.objects.filter(stance="against")[:2])
    shared, tested = say(thread, anna), say(thread, anna, stance="against")
    vote(shared, [*pro, *con], 1)
    for comment in stated_for:
        vote(comment, quiet, 1)
    vote(tested, [*con, *quiet], 1)
    vote(stated_against[0], quiet, -1)
    # The quiet ones lean to those for, whatever they say of this one: so both sides agree with it.
    assert bridge(tested) > 0
    Reaction.objects.filter(comment__in=[*stated_for, stated_against[0]]).delete()
    # Nothing but this vote leans them, and a vote says nothing about itself.
    assert bridge(tested) == 0


def test_nobody_measures_where_no_side_is_asked_for(thread: Thread, anna: User, sides: tuple[list[User], list[User]]) -> None:
    pro, con = sides
    shared = say(thread, anna)
    vote(shared, [*pro, *con], 1)
    Project.objects.update(asks_stance=False)
    assert bridge(shared) == 0


def test_it_is_an_order_and_a_badge(client: Client, thread: Thread, anna: User, sides: tuple[list[User], list[User]]) -> None:
    pro, con = sides
    shared = say(thread, anna)
    say(thread, anna)
    vote(shared, [*pro, *con], 1)
    assert bridge(shared) == 857
    html = client.get(f"/en/threads/{thread.pk}/?sort=bridging").content.decode()
    assert shown(html)[0] == shared.pk
    assert html.count("Both sides agree") == 1
    assert "Both sides agree" in client.get(f"/en/threads/{thread.pk}/votes/?ids={shared.pk}").content.decode()


def test_what_is_hidden_counts_for_no_side(thread: Thread, anna: User, sides: tuple[list[User], list[User]]) -> None:
    pro, con = sides
    shared = say(thread, anna)
    vote(shared, [*pro, *con], 1)
    Comment.objects.filter(stance="against").update(state="deleted")
    assert bridge(shared) == 0
