"""Signs of fraud, from how ballots were cast: many from one network or device, many in a minute, ages that nobody has.

Never from what they say, and never with an address: a network is shown under the first signs of its keyed digest. A sign is no
proof. A school is one network, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

from proposals.voting.selections import DEVICE, LAST, NETWORK

if TYPE_CHECKING:
    from proposals.voting.models import Round

COUNTED = "known.round_id = %(round)s AND known.annulment_id IS NULL AND known.channel IN ('web', 'code', 'kiosk')"
SAME = """{last}
    SELECT encode(last.{kind}, 'hex'), count(DISTINCT last.voter_key), min(last.minute), max(last.minute)
    FROM last JOIN voting_participation known ON known.voter_key = last.voter_key
    WHERE last.{kind} IS NOT NULL AND {counted}
    GROUP BY last.{kind} HAVING count(DISTINCT last.voter_key) >= %(least)s ORDER BY 2 DESC, 1 LIMIT %(most)s
"""
BURSTS = """{last}
    SELECT last.minute, count(DISTINCT last.voter_key), count(DISTINCT last.network)
    FROM last JOIN voting_participation known ON known.voter_key = last.voter_key
    WHERE {counted} GROUP BY last.minute HAVING count(DISTINCT last.voter_key) >= %(least)s ORDER BY 2 DESC, 1 LIMIT %(most)s
"""
AGES = (
    "SELECT age, count(*) FROM voting_participation WHERE round_id = %(round)s AND annulment_id IS NULL GROUP BY age ORDER BY age"
)
BATCHES = """
    SELECT batch.id, batch.name, batch.revoked_at IS NOT NULL, count(*), count(known.id) FILTER (WHERE known.annulment_id IS NULL)
    FROM voting_codebatch batch JOIN voting_votingcode code ON code.batch_id = batch.id
    LEFT JOIN voting_participation known
        ON known.round_id = batch.round_id AND known.voter_key = code.voter_key AND known.channel IN ('code', 'paper')
    WHERE batch.round_id = %(round)s GROUP BY batch.id ORDER BY 5 DESC, 1 LIMIT %(most)s
"""
MOST_ROWS = 50
SHOWN_SIGNS = 6
OLDEST = 105  # years; ballots of older people are counted in one group
BANDS = ((0, 12), (13, 17), (18, 29), (30, 44), (45, 64), (65, 79), (80, OLDEST), (OLDEST + 1, 999))


@dataclass(frozen=True)
class Same:
    """Ballots of one network or device. value: the digest, to select them by; name: its first signs."""

    kind: str
    value: str
    voters: int
    first: datetime
    last: datetime

    @property
    def name(self) -> str:
        """Short enough to be read aloud."""
        return self.value[:SHOWN_SIGNS].upper()


@dataclass(frozen=True)
class Burst:
    """A minute in which many voted, and from how many networks."""

    minute: datetime
    voters: int
    networks: int


@dataclass(frozen=True)
class AgeBand:
    """low, high: years, both within; population: how many would be expected of all voters, if the city has told."""

    low: int
    high: int
    voters: int
    expected: float | None

    @property
    def stands_out(self) -> bool:
        """At least three times as many as among the people who live here, or older than anybody."""
        many = self.expected is not None and self.voters >= 10 and self.voters > 3 * self.expected
        return many or (self.low > OLDEST and self.voters > 0)


@dataclass(frozen=True)
class AgeOfMany:
    """A single year of age that many more have than those beside it."""

    age: int
    voters: int
    beside: float


@dataclass(frozen=True)
class Batch:
    """Codes that came together, and how many of them have been voted with."""

    pk: int
    name: str
    revoked: bool
    codes: int
    voters: int


def same(voting_round: Round, kind: str) -> list[Same]:
    """Networks or devices from which many voters' last ballots came, the largest first."""
    if kind not in (NETWORK, DEVICE):
        raise ValueError(kind)
    facts = {"round": voting_round.pk, "least": settings.VOTING_WATCH[kind], "most": MOST_ROWS}
    return [Same(kind, *row) for row in _rows(SAME.format(last=LAST, counted=COUNTED, kind=kind), facts)]


def bursts(voting_round: Round) -> list[Burst]:
    """Minutes in which many voted."""
    facts = {"round": voting_round.pk, "least": settings.VOTING_WATCH["minute"], "most": MOST_ROWS}
    return [Burst(*row) for row in _rows(BURSTS.format(last=LAST, counted=COUNTED), facts)]


def ages(voting_round: Round) -> tuple[list[AgeBand], list[AgeOfMany]]:
    """Voters by age beside the population, and single years that stand out among their neighbours."""
    counts = {age: number for age, number in _rows(AGES, {"round": voting_round.pk}) if age is not None}
    total = sum(counts.values())
    shares = {tuple(key): share for key, share in settings.VOTING_POPULATION}
    bands = [
        AgeBand(
            low,
            high,
            sum(n for age, n in counts.items() if low <= age <= high),
            total * shares[low, high] if (low, high) in shares else None,
        )
        for low, high in BANDS
    ]
    alone = []
    for age, number in counts.items():
        beside = sum(counts.get(age + step, 0) for step in (-2, -1, 1, 2)) / 4
        if number >= settings.VOTING_WATCH["age"] and number > 3 * beside:
            alone.append(AgeOfMany(age, number, beside))
    return [band for band in bands if band.voters or band.expected], alone


def batches(voting_round: Round) -> list[Batch]:
    """Batches of codes by how many of them were used, the most used first."""
    return [Batch(*row) for row in _rows(BATCHES, {"round": voting_round.pk, "most": MOST_ROWS})]


def _rows(statement: str, facts: Mapping[str, Any]) -> Sequence[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return cursor.fetchall()
