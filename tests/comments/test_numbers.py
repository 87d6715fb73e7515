"""However many write at once, no comment is lost and no number is missing or given twice."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from participation.comments import tasks  # noqa: F401 - registered before fifty threads ask for them at once
from participation.comments.models import Comment
from participation.comments.services import delete_comment, edit_comment, react
from tests.cast import Town
from tests.comments.conftest import together
from tests.factories.accounts import UserFactory
from tests.factories.comments import own_thread, say


@pytest.mark.django_db(transaction=True)
def test_forty_acts_at_once_are_forty_numbers(town: Town, anna: User, settings) -> None:
    """Seen red with the number read instead of taken, and with the thread not locked for edits: numbers were given twice."""
    thread = own_thread(town.project)
    people = UserFactory.create_batch(10)
    root = say(thread, anna)
    mine = [say(thread, person) for person in people]
    verbs = (
        lambda place: say(thread, people[place], "More"),
        lambda place: say(thread, people[place], "An answer", parent_id=root.pk),
        lambda place: edit_comment(comment_id=mine[place].pk, editor=people[place], body="Other words"),
        lambda place: delete_comment(comment_id=mine[place].pk, by=people[place]),
        lambda place: react(comment_id=root.pk, resident=people[place], value=1),
    )
    results = together(50, lambda number: verbs[number % 5](number // 5))
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) <= 10  # an edit may come after its comment was deleted
    thread.refresh_from_db()
    root.refresh_from_db()
    made = 11 + 20
    assert Comment.objects.count() == made
    assert sorted(Comment.objects.values_list("posted_seq", flat=True)) == sorted({*range(1, 12), *_posted()})
    assert thread.seq == made + 10 + (10 - len(refused))
    assert Comment.objects.values_list("changed_seq").distinct().count() == made
    assert thread.visible_count == made - 10
    assert (root.reply_count, root.agree_count) == (10, 10)


def _posted() -> set[int]:
    return set(Comment.objects.filter(posted_seq__gt=11).values_list("posted_seq", flat=True))
