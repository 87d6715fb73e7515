"""Ballots at the same moment: one for each voter, whole or not at all, and never after the close."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from districts.models import District
from districts.states import Level
from participation.common.refusals import Invalid, PhaseClosed
from participation.projects.models import Phase
from proposals.voting.models import BallotPaper, Participation, Receipt, Round
from proposals.voting.services import cast_ballot, close_round
from proposals.voting.states import Channel, RollSource
from tests.factories.districts import DistrictFactory
from tests.proposals.races import all_at_once
from tests.voting.conftest import Vote, cast, opened, stranger

pytestmark = pytest.mark.django_db(transaction=True)
SOURCES = [RollSource.IDENTITY, RollSource.CODE, RollSource.DESK]


@pytest.fixture
def vote() -> Vote:
    """A round in which one may vote by every door; committed, so that every thread sees it."""
    if not District.objects.filter(level=Level.CITY).exists():
        DistrictFactory(level=Level.CITY, code="091", slug="koko-kaupunki", name="Koko kaupunki", parent=None, path="091/")
    return opened(sources=SOURCES)


def casting(vote: Vote, voter: object, *numbers: int, pot: str = "kallio") -> partial:
    return partial(cast_ballot, round_id=vote.round.pk, voter=voter, choices=vote.choices(*numbers, pot=pot), nonce=uuid.uuid4())


def test_fifty_ballots_of_one_voter_by_web_and_code_give_one(vote: Vote) -> None:
    """Red without its guard: with the unique constraints dropped and ON CONFLICT left out there were 50 papers."""
    web = stranger(vote, "anna")
    code = replace(web, source=RollSource.CODE, channel=Channel.CODE)
    results = all_at_once([casting(vote, voter, 0) for voter in [web, code] * 25])
    assert not [result for result in results if isinstance(result, Exception)]
    assert Participation.objects.get().times == 50
    assert BallotPaper.objects.get().items == [vote.items["kallio"][0].pk]
    assert Receipt.objects.count() == 50
    assert Receipt.objects.filter(state="counted").count() == 1


def test_changes_at_once_leave_exactly_one_whole_choice(vote: Vote) -> None:
    """Every ballot is of two pots: what is left comes from one of them, not from two."""
    anna = stranger(vote, "anna")
    cast(vote, anna, vote.choices(0))

    def both(number: int) -> partial:
        choices = [*vote.choices(number), *vote.choices(number, pot="city")]
        return partial(cast_ballot, round_id=vote.round.pk, voter=anna, choices=choices, nonce=uuid.uuid4())

    results = all_at_once([both(number % 3) for number in range(20)])
    assert not [result for result in results if isinstance(result, Exception)]
    kallio, city = (BallotPaper.objects.get(pot=pot) for pot in (vote.kallio, vote.city))
    assert vote.items["kallio"].index(vote.kallio.items.get(pk=kallio.items[0])) == vote.items["city"].index(
        vote.city.items.get(pk=city.items[0])
    )
    assert Participation.objects.get().times == 21


def test_fifty_voters_at_once_are_fifty(vote: Vote) -> None:
    results = all_at_once([casting(vote, stranger(vote, f"v{number}"), number % 3) for number in range(50)])
    assert len({result.tracker for result in results}) == 50
    assert Participation.objects.count() == BallotPaper.objects.count() == Receipt.objects.filter(state="counted").count() == 50


def test_the_same_form_at_once_has_one_receipt(vote: Vote) -> None:
    anna, nonce = stranger(vote, "anna"), uuid.uuid4()
    act = partial(cast_ballot, round_id=vote.round.pk, voter=anna, choices=vote.choices(1), nonce=nonce)
    results = all_at_once([act] * 20)
    assert len({result.tracker for result in results}) == 1
    assert sum(not result.is_repeat for result in results) == 1
    assert Receipt.objects.count() == 1
    assert Participation.objects.get().times == 1


def test_two_baskets_that_do_not_fit_together_never_add_up(vote: Vote) -> None:
    Round.objects.update(kind="knapsack")
    vote.kallio.budget = 60_000
    vote.kallio.save()
    anna = stranger(vote, "anna")
    results = all_at_once([casting(vote, anna, 0, 1), casting(vote, anna, 2), casting(vote, anna, 0, 1, 2)] * 5)
    assert [isinstance(result, Invalid) for result in results] == [False, False, True] * 5
    paper = BallotPaper.objects.get()
    assert sum(vote.kallio.items.get(pk=pk).cost for pk in paper.items) <= 60_000


def test_a_ballot_that_meets_the_close_is_counted_or_refused(vote: Vote) -> None:
    """Red without its guard: with FOR SHARE left out of LOCK_ROUND, ballots came into a round that was closed already."""
    held, go = threading.Event(), threading.Event()
    outcome: list[object] = []

    def slow_voter() -> None:
        try:
            with transaction.atomic():
                outcome.append(cast(vote, stranger(vote, "slow"), vote.choices(0)))
                held.set()
                go.wait(30)
        finally:
            connections.close_all()

    def closer() -> None:
        try:
            Phase.objects.filter(project=vote.round.project_id).update(ends_at=timezone.now())
            close_round(round_id=vote.round.pk, by=None)
        finally:
            connections.close_all()

    voter = threading.Thread(target=slow_voter)
    voter.start()
    assert held.wait(30)
    ending = threading.Thread(target=closer)
    ending.start()
    ending.join(1.0)
    assert ending.is_alive()  # it waits for the ballot on its way
    go.set()
    voter.join(30)
    ending.join(30)
    assert Round.objects.get(pk=vote.round.pk).state == "closed"
    assert BallotPaper.objects.count() == len(outcome) == 1
    with pytest.raises(PhaseClosed):
        cast(vote, stranger(vote, "late"), vote.choices(0))


def test_the_end_is_compared_after_the_wait_for_the_lock(vote: Vote) -> None:
    """A ballot that waits for somebody who shortens the phase is judged by the clock after the wait."""
    results: list[object] = []

    def late_voter() -> None:
        try:
            results.append(cast(vote, stranger(vote, "late"), vote.choices(0)))
        except PhaseClosed as closed:
            results.append(closed)
        finally:
            connections.close_all()

    with transaction.atomic():
        phase = Phase.objects.select_for_update().get(project=vote.round.project_id)
        voter = threading.Thread(target=late_voter)
        voter.start()
        voter.join(1.0)
        assert voter.is_alive()
        phase.ends_at = timezone.now()
        phase.save()
    voter.join(30)
    assert isinstance(results[0], PhaseClosed)
    assert not BallotPaper.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voting_participation")
        assert cursor.fetchone()[0] == 0
