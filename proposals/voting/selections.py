"""Which ballots an annulment is about: by how they were cast, never by what they say.

A selection is kept as JSON and evaluated anew when it is approved, for what was cast in whole minutes, or for paper on whole
days, before it was proposed. Of several ballots of one voter the last one is looked at, since it is the one in the box.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from participation.common.refusals import Invalid
from proposals.voting.models import Annulment
from proposals.voting.states import ProposedState

if TYPE_CHECKING:
    from proposals.voting.models import PaperBundle

NETWORK, DEVICE, MINUTES, PLACE, BATCH = KINDS = ("network", "device", "minutes", "place", "batch")
KIOSK, PAPER = WAYS = ("kiosk", "paper")

LAST = """
    WITH ranked AS (
        SELECT voter_key, network, device, minute, rank() OVER (PARTITION BY voter_key ORDER BY minute DESC) AS place_in_time
        FROM voting_casthint WHERE round_id = %(round)s
    ), last AS (SELECT * FROM ranked WHERE place_in_time = 1)
"""
# Where two ballots of the same minute came from different networks, it is not known which one is in the box: it stays.
ELECTRONIC = """{last}
    SELECT known.voter_key FROM voting_participation known JOIN last ON last.voter_key = known.voter_key
    WHERE known.round_id = %(round)s AND known.annulment_id IS NULL AND known.channel IN ('web', 'code', 'kiosk')
        AND (%(place)s::bigint IS NULL OR (known.channel = 'kiosk' AND known.place_id = %(place)s))
        AND (%(day)s::date IS NULL OR known.day = %(day)s)
        AND (%(batch)s::bigint IS NULL OR (known.channel = 'code' AND known.voter_key IN (
            SELECT voter_key FROM voting_votingcode WHERE batch_id = %(batch)s)))
    GROUP BY known.voter_key
    HAVING max(last.minute) < date_trunc('minute', %(before)s::timestamptz)
        AND (%(network)s::bytea IS NULL OR bool_and(last.network IS NOT DISTINCT FROM %(network)s))
        AND (%(device)s::bytea IS NULL OR bool_and(last.device IS NOT DISTINCT FROM %(device)s))
        AND (%(start)s::timestamptz IS NULL OR max(last.minute) >= %(start)s)
        AND (%(end)s::timestamptz IS NULL OR max(last.minute) <= %(end)s)
"""
ON_PAPER = """
    SELECT voter_key FROM voting_participation
    WHERE round_id = %(round)s AND annulment_id IS NULL AND channel = 'paper' AND place_id = %(place)s
        AND day < %(before_day)s AND (%(day)s::date IS NULL OR day = %(day)s)
"""
SHEETS = """
    SELECT sheet.id FROM voting_papersheet sheet JOIN voting_paperbundle bundle ON bundle.id = sheet.bundle_id
    WHERE bundle.place_id = %(place)s AND sheet.state = 'counted'
        AND bundle.day < %(before_day)s AND (%(day)s::date IS NULL OR bundle.day = %(day)s)
"""
POSTED = """
    SELECT code.voter_key, sheet.id FROM voting_papersheet sheet
    JOIN voting_paperbundle bundle ON bundle.id = sheet.bundle_id
    JOIN voting_votingcode code ON code.code_key = sheet.code_key AND code.round_id = %(round)s
    JOIN voting_participation known ON known.round_id = %(round)s AND known.voter_key = code.voter_key
    WHERE code.batch_id = %(batch)s AND sheet.state = 'counted' AND bundle.day < %(before_day)s AND known.annulment_id IS NULL
"""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """by: what the ballots have in common. value: a keyed digest of a network or a device, hexadecimal. way: at a place, one
    of WAYS or both. day: at a place. start, end: minutes, both within."""

    by: str
    value: str = ""
    place: int | None = None
    way: str = ""
    batch: int | None = None
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None

    def __post_init__(self) -> None:
        needed: dict[str, Any] = {
            NETWORK: self.value,
            DEVICE: self.value,
            MINUTES: self.start and self.end,
            PLACE: self.place,
            BATCH: self.batch,
        }
        if not needed.get(self.by) or self.way not in ("", *WAYS):
            raise Invalid("Ballots are selected by network, device, minutes, place or batch.", field="by")

    def as_json(self) -> dict[str, Any]:
        """What is kept of it."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__ if getattr(self, name)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Selection:
        """The same again."""
        facts = dict(kept)
        if "day" in facts:
            facts["day"] = date.fromisoformat(facts["day"])
        for name in ("start", "end"):
            if name in facts:
                facts[name] = datetime.fromisoformat(facts[name])
        return cls(**facts)


@dataclass(frozen=True)
class Selected:
    """voters: keys of those who voted on a screen or by a posted sheet; on_paper: of those who were handed paper; sheets: ids."""

    voters: list[bytes]
    on_paper: list[bytes]
    sheets: list[UUID]

    @property
    def number(self) -> int:
        """How many people that is."""
        return len({*self.voters, *self.on_paper})


def select(round_id: int, selection: Selection, before: datetime) -> Selected:
    """Whose ballots are meant. before: when it was proposed; what was cast later is not among them."""
    digest = bytes.fromhex(selection.value) if selection.value else None
    facts: dict[str, Any] = {
        "round": round_id,
        "before": before,
        "before_day": localdate(before),
        "network": digest if selection.by == NETWORK else None,
        "device": digest if selection.by == DEVICE else None,
        "place": selection.place,
        "batch": selection.batch,
        "day": selection.day,
        "start": selection.start,
        "end": selection.end,
    }
    voters = _keys(ELECTRONIC.format(last=LAST), facts) if selection.way != PAPER else []
    on_paper: list[bytes] = []
    sheets: list[UUID] = []
    with connection.cursor() as cursor:
        if selection.by == PLACE and selection.way != KIOSK:
            on_paper = _keys(ON_PAPER, facts)
            cursor.execute(SHEETS, facts)
            sheets = [row[0] for row in cursor.fetchall()]
        if selection.by == BATCH:
            cursor.execute(POSTED, facts)
            rows = cursor.fetchall()
            on_paper, sheets = [bytes(key) for key, _sheet in rows], [sheet for _key, sheet in rows]
    return Selected(voters, on_paper, sheets)


def _keys(statement: str, facts: dict[str, Any]) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [bytes(row[0]) for row in cursor.fetchall()]


def annulment_over(bundle: PaperBundle) -> int | None:
    """The annulment in force of a place's paper that a bundle belongs to, though it goes into the box only now."""
    for row in Annulment.objects.filter(round=bundle.place.round, state=ProposedState.APPROVED, selected__by=PLACE).order_by(
        "pk"
    ):
        wanted = Selection.from_json(row.selected)
        if wanted.place != bundle.place_id or wanted.way == KIOSK or bundle.day >= localdate(row.proposed_at):
            continue
        if wanted.day in (None, bundle.day):
            return int(row.pk)
    return None
