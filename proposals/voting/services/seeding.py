"""The set-based twin of casting, for rehearsals, demonstrations and measurements: the same rules, the same rows, few statements.

It takes ballots of the past, each of another voter, so nobody stands in line and nobody is written to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import connection, transaction

from participation.common.refusals import PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES
from participation.projects.states import Action
from proposals.voting.keys import RoundKey, key_of, tracker_hash, written
from proposals.voting.models import BudgetItem
from proposals.voting.rules import Choice, ItemFacts, age_of, require_choices, require_pots, require_voter
from proposals.voting.services.rounds import locked_round
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from proposals.voting.models import Round
    from proposals.voting.voters import Voter

BATCH = 5000
PARTICIPATIONS = """
    INSERT INTO voting_participation (id, round_id, voter_key, channel, place_id, day, age, times)
    SELECT gen_random_uuid(), %s, key, channel, place, day, age, 1
    FROM unnest(%s::bytea[], %s::text[], %s::bigint[], %s::date[], %s::smallint[]) AS given (key, channel, place, day, age)
"""
PAPERS = """
    INSERT INTO voting_ballotpaper (id, round_id, pot_id, channel, items, points, ref)
    SELECT gen_random_uuid(), %s, pot, channel, items::bigint[], points::smallint[], ref
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bytea[]) AS given (pot, channel, items, points, ref)
"""
RECEIPTS = """
    INSERT INTO voting_receipt (tracker_hash, round_id, state, ref, body)
    SELECT hash, %s, 'counted', ref, body FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[]) AS given (hash, ref, body)
"""


@dataclass(frozen=True)
class SeedBallot:
    """One ballot of the past."""

    voter: Voter
    choices: Sequence[Choice]
    day: date


@transaction.atomic
def seed_ballots(*, round_id: int, ballots: Iterable[SeedBallot]) -> int:
    """Put in ballots of the past, all or none; returns how many.

    Raises PhaseClosed where the round is not open, and what `cast_ballot` raises for a voter or for choices; a voter who comes
    twice, or has voted, is an IntegrityError.
    """
    voting_round = locked_round(round_id, None)
    if voting_round.state != RoundState.OPEN:
        raise PhaseClosed(CLOSED_MESSAGES[Action.VOTE])
    known, key, number = _items(voting_round), key_of(round_id), 0
    for batch in _in_batches(ballots):
        _put_in(voting_round, batch, known, key)
        number += len(batch)
    return number


def _in_batches(ballots: Iterable[SeedBallot]) -> Iterator[list[SeedBallot]]:
    rest = iter(ballots)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _items(voting_round: Round) -> dict[int, ItemFacts]:
    rows = (
        BudgetItem.objects.filter(round=voting_round)
        .on_ballot()
        .values_list("pk", "pot", "cost", "pot__budget", "pot__district__path", "pot__district__parent")
    )
    return {row[0]: ItemFacts(row[0], row[1], row[2], row[3], row[4], row[5] is None) for row in rows}


def _put_in(voting_round: Round, batch: Sequence[SeedBallot], known: dict[int, ItemFacts], key: RoundKey) -> None:
    voters: list[list[Any]] = [[], [], [], [], []]
    papers: list[list[Any]] = [[], [], [], [], []]
    receipts: list[list[Any]] = [[], [], []]
    for ballot in batch:
        voter = ballot.voter
        require_voter(voting_round, voter, ballot.day)
        by_pot = require_choices(voting_round, ballot.choices, known)
        require_pots(voting_round, voter, [known[choice.item_id] for choice in ballot.choices])
        age = age_of(voter, ballot.day, voting_round.age_rule)
        _add(voters, voter.key, voter.channel, voter.place.pk if voter.place else None, ballot.day, age)
        for pot, chosen in by_pot.items():
            points = [one.points for one in chosen if one.points]
            ids = [one.item_id for one in chosen]
            _add(papers, pot, voter.channel, _array(ids), _array(points), key.paper(voter.key, pot))
        nonce = uuid4()
        tracker = written(key.tracker(voter.key, nonce))
        _add(receipts, tracker_hash(tracker), key.receipts(voter.key), key.body(nonce, b""))
    with connection.cursor() as cursor:
        for statement, columns in ((PARTICIPATIONS, voters), (PAPERS, papers), (RECEIPTS, receipts)):
            cursor.execute(statement, [voting_round.pk, *columns])


def _add(columns: list[list[Any]], *row: Any) -> None:
    for column, value in zip(columns, row, strict=True):
        column.append(value)


def _array(numbers: Sequence[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"
