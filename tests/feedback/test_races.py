"""Two of those responsible at once."""

from __future__ import annotations

import pytest
from django.db import transaction

from participation.accounts.models import User
from participation.common.refusals import Conflict
from participation.feedback.models import Feedback
from participation.feedback.services import answer_feedback, remind_responsible
from participation.notifications.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.feedback.conftest import told
from tests.moderation.conftest import all_at_once


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    return [UserFactory(is_superuser=True) for _number in range(6)]


def test_one_answer_is_kept_and_sent(people: list[User]) -> None:
    """Without the row's lock several answers were kept, the last one over the first: seen with `select_for_update` removed."""
    row = told()

    def answer(number: int) -> object:
        with transaction.atomic():
            return answer_feedback(feedback_id=row.pk, answer=f"Vastaus {number}", by=people[number]).answer

    results = all_at_once(answer, 6)
    answers = [result for result in results if isinstance(result, str)]
    assert len(answers) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 5
    assert Feedback.objects.get().answer == answers[0]
    assert OutboxMessage.objects.count() == 1


def test_reminders_that_overlap_tell_each_once(people: list[User]) -> None:
    """The outbox's unique key decides; without a key each run wrote its own mails."""
    told(days_ago=14)
    written = all_at_once(lambda _number: remind_responsible(), 4)
    assert sum(written) == OutboxMessage.objects.count() == 6
