"""The twin of casting makes the rows that casting makes."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from participation.common.refusals import Invalid, PhaseClosed
from proposals.voting.models import BallotPaper, Participation, Receipt
from proposals.voting.rules import Choice
from proposals.voting.services import SeedBallot, cast_ballot, seed_ballots
from proposals.voting.states import RoundState
from tests.voting.conftest import Vote, opened, stranger

pytestmark = pytest.mark.django_db


def rows(vote: Vote) -> tuple[object, ...]:
    """What the two must have in common; random keys and the form's own digests aside."""
    participations = Participation.objects.values_list("voter_key", "channel", "place", "day", "age", "times", "annulment")
    papers = BallotPaper.objects.values_list("pot", "channel", "items", "points", "ref", "annulment")
    receipts = Receipt.objects.values_list("state", "ref", "link")
    return tuple(sorted(map(_plain, found)) for found in (participations, papers, receipts))


def _plain(row: tuple[object, ...]) -> str:
    return str([bytes(value) if isinstance(value, memoryview) else value for value in row])


@pytest.mark.parametrize("kind", ["approval", "cumulative", "ordinal", "knapsack"])
def test_both_make_the_same_rows(kind: str) -> None:
    vote = opened(kind=kind)
    points = 2 if kind == "cumulative" else 0
    ballots = []
    for number in range(6):
        voter = stranger(vote, f"v{number}", age=30)
        ids = [vote.items["kallio"][n].pk for n in (2, number % 2)] + [vote.items["city"][number % 3].pk]
        ballots.append(SeedBallot(voter, [Choice(pk, points) for pk in ids], timezone.localdate()))
    for ballot in ballots:
        cast_ballot(round_id=vote.round.pk, voter=ballot.voter, choices=ballot.choices, nonce=uuid.uuid4())
    one_by_one = rows(vote)
    for model in (Participation, BallotPaper, Receipt):
        model.objects.all().delete()
    assert seed_ballots(round_id=vote.round.pk, ballots=iter(ballots)) == 6
    assert rows(vote) == one_by_one


def test_one_bad_ballot_keeps_all_out(vote: Vote) -> None:
    good = SeedBallot(stranger(vote, "a"), vote.choices(0), timezone.localdate())
    bad = SeedBallot(stranger(vote, "b"), [Choice(10**9)], timezone.localdate())
    with pytest.raises(Invalid):
        seed_ballots(round_id=vote.round.pk, ballots=[good, bad])
    assert not Participation.objects.exists()


def test_a_round_that_is_not_open_takes_none(vote: Vote) -> None:
    vote.round.__class__.objects.update(state=RoundState.CANCELLED)
    with pytest.raises(PhaseClosed):
        seed_ballots(round_id=vote.round.pk, ballots=[SeedBallot(stranger(vote, "a"), vote.choices(0), timezone.localdate())])
