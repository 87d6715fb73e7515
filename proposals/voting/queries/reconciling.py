"""Whether the paper of a voting place adds up: handed out = sheets in bundles + spoiled + still missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from proposals.voting.models import PaperIssue, VotingPlace

if TYPE_CHECKING:
    from proposals.voting.models import Round

BUNDLES = """
    SELECT bundle.place_id, bundle.day, count(*), count(*) FILTER (WHERE bundle.state = 'open'), sum(bundle.sheets_counted)
    FROM voting_paperbundle bundle JOIN voting_votingplace place ON place.id = bundle.place_id
    WHERE place.round_id = %s GROUP BY 1, 2
"""
SHEETS = """
    SELECT bundle.place_id, bundle.day, sheet.state, sheet.because, sheet.code_key IS NOT NULL, count(*)
    FROM voting_papersheet sheet
    JOIN voting_paperbundle bundle ON bundle.id = sheet.bundle_id
    JOIN voting_votingplace place ON place.id = bundle.place_id
    WHERE place.round_id = %s GROUP BY 1, 2, 3, 4, 5
"""
# times > 1: had voted on a screen before they were given paper, and that ballot was taken out.
PEOPLE = """
    SELECT place_id, day, count(*) FILTER (WHERE channel = 'kiosk'), count(*) FILTER (WHERE channel = 'paper' AND times > 1)
    FROM voting_participation WHERE round_id = %s AND place_id IS NOT NULL GROUP BY 1, 2
"""


@dataclass
class Line:
    """A day at a place, or a place in all. posted: sheets with a code, which no place handed out."""

    place: VotingPlace
    day: date | None
    given: int = 0
    spoiled: int = 0
    bundles: int = 0
    open_bundles: int = 0
    sheets: int = 0
    posted: int = 0
    by_state: Counter[str] = field(default_factory=Counter)
    because: Counter[str] = field(default_factory=Counter)
    on_screen: int = 0
    replaced: int = 0

    @property
    def missing(self) -> int:
        """Sheets that were handed out and have not come back. Below zero there are more sheets than were handed out."""
        return self.given - self.spoiled - (self.sheets - self.posted)

    @property
    def entered(self) -> int:
        """Sheets that at least one person has entered."""
        return sum(self.by_state.values())

    def add(self, other: Line) -> None:
        """Sum up."""
        for name in ("given", "spoiled", "bundles", "open_bundles", "sheets", "posted", "on_screen", "replaced"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.by_state += other.by_state
        self.because += other.because


def reconciled(voting_round: Round) -> list[tuple[Line, list[Line]]]:
    """Each place in all, and by its days. Five queries, however many places."""
    places = {
        place.pk: place
        for place in VotingPlace.objects.filter(round=voting_round).select_related("district").defer("district__boundary")
    }
    lines: dict[tuple[int, date], Line] = {}

    def line(place: int, day: date) -> Line:
        return lines.setdefault((place, day), Line(places[place], day))

    for issue in PaperIssue.objects.filter(place__round=voting_round):
        line(issue.place_id, issue.day).given = issue.given
        line(issue.place_id, issue.day).spoiled = issue.spoiled
    for place, day, number, still_open, sheets in _rows(BUNDLES, voting_round.pk):
        found = line(place, day)
        found.bundles, found.open_bundles, found.sheets = number, still_open, sheets
    for place, day, state, because, posted, number in _rows(SHEETS, voting_round.pk):
        found = line(place, day)
        found.by_state[state] += number
        found.posted += number if posted else 0
        if because:
            found.because[because] += number
    for place, day, on_screen, replaced in _rows(PEOPLE, voting_round.pk):
        found = line(place, day)
        found.on_screen, found.replaced = on_screen, replaced
    return [
        _summed(place, sorted((one for one in lines.values() if one.place is place), key=lambda one: str(one.day)))
        for place in places.values()
    ]


def _summed(place: VotingPlace, days: list[Line]) -> tuple[Line, list[Line]]:
    total = Line(place, None)
    for day in days:
        total.add(day)
    return total, days


def _rows(statement: str, round_id: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [round_id])
        return cursor.fetchall()
