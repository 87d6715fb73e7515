"""Answers, closing and staff at the same moment: nothing is counted twice, and nothing after the count."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from django.db import connection, connections, transaction

from participation.accounts.models import User
from participation.common.refusals import Conflict
from participation.notifications.models import OutboxMessage
from proposals.commitments import services
from proposals.commitments.models import Commitment, Confirmation, Round
from proposals.commitments.states import CommitmentState
from proposals.models import Proposal
from tests.factories.accounts import UserFactory
from tests.factories.commitments import called_done, promise
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory, SupportFactory
from tests.proposals.races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss() -> User:
    return UserFactory(is_superuser=True)


@pytest.fixture
def proposal() -> Proposal:
    """With five supporters; committed, so that every thread sees it."""
    project = ProjectFactory(slug="kilpa")
    PhaseFactory(project=project)
    proposal = ProposalFactory(project=project)
    for _n in range(5):
        SupportFactory(proposal=proposal)
    return proposal


@pytest.fixture
def asked(proposal: Proposal, boss: User) -> Round:
    return called_done(promise(proposal, boss), boss)


def answer(asked: Round, who: User, is_done: bool) -> Confirmation:
    return services.answer_question(round_id=asked.pk, resident=who, is_done=is_done, language="en")


def supporters(asked: Round) -> list[User]:
    return [row.resident for row in asked.commitment.proposal.supports.select_related("resident")]


def test_twenty_clicks_at_once_are_one_answer(asked: Round) -> None:
    """Red without its guard: with the unique constraint dropped and a plain insert, there were 20 rows."""
    who = supporters(asked)[0]
    results = all_at_once([partial(answer, asked, who, number % 2 == 0) for number in range(20)])
    assert [type(result) for result in results] == [Confirmation] * 20
    assert Confirmation.objects.count() == 1


def test_what_the_closing_has_counted_is_all_there_is(asked: Round) -> None:
    """Red without its guard: with FOR SHARE taken out, answers came in after the count and were in no number."""
    people = supporters(asked)
    acts = [partial(answer, asked, who, True) for who in people]
    all_at_once([*acts[:3], partial(services.settle, round_id=asked.pk), *acts[3:]])
    asked.refresh_from_db()
    assert asked.yes == Confirmation.objects.filter(round=asked).count()


def test_an_answer_that_meets_the_closing_is_refused(asked: Round) -> None:
    """The closing holds the round while an answer arrives: the answer waits, then looks again, and is refused.

    Red without its guard: with FOR SHARE taken out, the answer did not wait, saw the round as it was before, and was counted
    in no number.
    """
    who, outcome = supporters(asked)[0], []

    def late() -> None:
        try:
            outcome.append(answer(asked, who, False))
        except Conflict as refusal:
            outcome.append(refusal)
        finally:
            connections.close_all()

    with transaction.atomic():
        services.settle(round_id=asked.pk)
        thread = threading.Thread(target=late)
        thread.start()
        _wait_until_somebody_waits(thread)
    thread.join(30)
    assert isinstance(outcome[0], Conflict)
    assert Confirmation.objects.count() == 0


def _wait_until_somebody_waits(thread: threading.Thread) -> None:
    """Until the other thread waits for our lock, or has gone through without."""
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] or not thread.is_alive():
                return
        thread.join(0.05)


def test_settling_twice_at_once_settles_once(asked: Round) -> None:
    """Red without its guard: with the row lock and the look at closed_at taken out, both said that they had settled it."""
    answer(asked, supporters(asked)[0], False)
    results = all_at_once([partial(services.settle, round_id=asked.pk)] * 4)
    assert sorted(results) == [False, False, False, True]
    assert Commitment.objects.get().state == CommitmentState.DISPUTED


def test_done_by_two_at_once_asks_once(proposal: Proposal, boss: User) -> None:
    """Red without its guard: with the promise's row not locked, one of them ran into the constraint of one open round."""
    commitment = promise(proposal, boss)
    results = all_at_once([partial(called_done, commitment, boss)] * 3)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Conflict", "Round"]
    assert Round.objects.count() == 1


def test_two_workers_write_to_everybody_once(asked: Round) -> None:
    """Red without its guard: with keys left off the mails, everybody had two."""
    OutboxMessage.objects.all().delete()
    Round.objects.filter(pk=asked.pk).update(told_at=None, told_up_to=0)
    all_at_once([partial(services.ask, round_id=asked.pk)] * 2)
    assert OutboxMessage.objects.count() == 6
