"""A comment that meets the closing of a phase is either in or refused, never in after the close."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.common.refusals import PhaseClosed
from participation.projects.models import Phase
from tests.cast import Town
from tests.comments.conftest import together
from tests.factories.comments import own_thread, say


@pytest.mark.django_db(transaction=True)
def test_comment_that_waits_for_a_closing_phase_is_refused(town: Town, anna: User) -> None:
    """Goes red without the gate's lock: posts then look at the phase before the close commits, and get in.

    Seen by giving `post_comment` a gate that compares without FOR SHARE.
    """
    thread = own_thread(town.project)
    results: list[object] = []

    def post_all() -> None:
        results.extend(together(5, lambda number: say(thread, anna, f"Comment {number}")))

    with transaction.atomic():
        phase = Phase.objects.select_for_update().get(project=town.project)
        posts = threading.Thread(target=post_all)
        posts.start()
        wait_until_blocked(5)
        phase.ends_at = timezone.now()
        phase.save()
    posts.join()
    assert [type(result) for result in results] == [PhaseClosed] * 5
    assert not Comment.objects.exists()


def wait_until_blocked(count: int) -> None:
    """Wait until that many sessions of this database wait for a lock, or until it is plain that they never will."""
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= count:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
