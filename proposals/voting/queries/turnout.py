"""How many have voted, by day, way, place, age and pot: of people, never of choices. After sealing from numbers that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection

from proposals.voting.models import VotingPlace
from proposals.voting.states import Channel, RoundState

if TYPE_CHECKING:
    from proposals.voting.models import Round

# The same bands as sealing keeps.
PEOPLE = """
    SELECT day, channel, place_id, CASE WHEN age IS NULL THEN '' WHEN age < 18 THEN '0-17' WHEN age < 30 THEN '18-29'
        WHEN age < 45 THEN '30-44' WHEN age < 65 THEN '45-64' ELSE '65-' END AS band, count(*), count(annulment_id)
    FROM voting_participation WHERE round_id = %s GROUP BY 1, 2, 3, 4
"""
KEPT = "SELECT day, channel, place_id, age_band, voters, annulled FROM voting_turnout WHERE round_id = %s"
POTS = """
    SELECT pot_id, channel, count(*) FROM voting_ballotpaper WHERE round_id = %s AND annulment_id IS NULL GROUP BY 1, 2
"""
BANDS = ("0-17", "18-29", "30-44", "45-64", "65-", "")
KEPT_SECONDS = 60


@dataclass(frozen=True)
class Group:
    """A row of a table: what it is of, how many voted in it by each channel, and how many of all were annulled.

    key: a day, a place's id, a band, a pot's id, a channel.
    """

    key: date | int | str | None
    by_channel: dict[str, int]
    annulled: int = 0

    @property
    def voters(self) -> int:
        """All of them, without the annulled ones."""
        return sum(self.by_channel.values()) - self.annulled


@dataclass(frozen=True)
class TurnoutNumbers:
    """Everything at one moment."""

    voters: int
    annulled: int
    by_channel: Sequence[Group]
    by_day: Sequence[Group]
    by_place: Sequence[tuple[VotingPlace, Group]]
    by_age: Sequence[Group]
    by_pot: Sequence[tuple[object, Group]]


Row = tuple[date, str, int | None, str, int, int]


def turnout(voting_round: Round) -> TurnoutNumbers:
    """For staff, at any time. Four queries."""
    rows = _rows(voting_round)
    places = {place.pk: place for place in VotingPlace.objects.filter(round=voting_round)}
    by_place = [(places[group.key], group) for group in _grouped(rows, 2) if group.key in places]  # type: ignore[index]
    order = {band: number for number, band in enumerate(BANDS)}
    return TurnoutNumbers(
        voters=sum(row[4] - row[5] for row in rows),
        annulled=sum(row[5] for row in rows),
        by_channel=[group for channel in Channel.values for group in _grouped(rows, 1) if group.key == channel],
        by_day=sorted(_grouped(rows, 0), key=lambda group: str(group.key)),
        by_place=sorted(by_place, key=lambda pair: str(pair[0])),
        by_age=sorted(_grouped(rows, 3), key=lambda group: order.get(str(group.key), 9)),
        by_pot=_by_pot(voting_round),
    )


def _rows(voting_round: Round) -> list[Row]:
    kept = voting_round.state in (RoundState.SEALING, RoundState.SEALED)
    with connection.cursor() as cursor:
        cursor.execute(KEPT if kept else PEOPLE, [voting_round.pk])
        return cursor.fetchall()


def _grouped(rows: Sequence[Row], column: int) -> list[Group]:
    found: dict[object, dict[str, int]] = {}
    annulled: dict[object, int] = {}
    for row in rows:
        key = row[column]
        counts = found.setdefault(key, {})
        counts[row[1]] = counts.get(row[1], 0) + row[4]
        annulled[key] = annulled.get(key, 0) + row[5]
    return [Group(key, counts, annulled[key]) for key, counts in found.items()]  # type: ignore[arg-type]


def _by_pot(voting_round: Round) -> list[tuple[object, Group]]:
    """How many have put something into each pot: one person may do so in several."""
    with connection.cursor() as cursor:
        cursor.execute(POTS, [voting_round.pk])
        rows = cursor.fetchall()
    pots = voting_round.pots.select_related("district").defer("district__boundary")
    return [(pot, Group(pot.pk, {channel: number for pk, channel, number in rows if pk == pot.pk})) for pot in pots]


def public_turnout(voting_round: Round) -> int | None:
    """How many have voted, for everybody; None where the rules keep it until the close, or nothing is published yet.

    Kept for a minute, so that the busiest page does not count thousands of rows each time.
    """
    if voting_round.state in (RoundState.DRAFT, RoundState.CANCELLED):
        return None
    if voting_round.hides_turnout and voting_round.state == RoundState.OPEN:
        return None
    key = f"voting.turnout.{voting_round.pk}.{voting_round.state}"
    number = cache.get(key)
    if number is None:
        number = sum(row[4] - row[5] for row in _rows(voting_round))
        cache.set(key, number, KEPT_SECONDS)
    return int(number)
