"""What somebody reads on a sheet of paper, and the line in which they type it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.common.refusals import Invalid, Refusal
from proposals.voting.rules import Choice, ItemFacts, require_choices
from proposals.voting.states import BallotKind, DistrictChoice

if TYPE_CHECKING:
    from proposals.voting.models import Round, SheetEntry

Marks = tuple[tuple[int, ...], tuple[int, ...]]  # items, points
MOST_TYPED = 2000  # signs
TOKEN = re.compile(r"(\d{1,9})(?:[=:*](\d{1,4}))?")
# Withdrawn items as well: who marked one on paper could not know, and the others on the sheet count.
PRINTED = """
    SELECT item.number, item.id, item.pot_id, item.cost, pot.budget, district.path, district.parent_id IS NULL
    FROM voting_budgetitem item
    JOIN voting_pot pot ON pot.id = item.pot_id
    JOIN districts_district district ON district.id = pot.district_id
    WHERE item.round_id = %s AND item.number = ANY(%s)
"""


@dataclass(frozen=True)
class Reading:
    """One person's reading of a sheet. by_pot: pot id -> marks; empty for a blank or invalid one."""

    by_pot: Mapping[int, Marks] = field(default_factory=dict)
    is_blank: bool = False
    is_invalid: bool = False
    code_key: bytes | None = None


def typed_choices(line: str, voting_round: Round, numbers: Mapping[int, int]) -> list[Choice]:
    """Choices from a line such as "12 45 7", or "12=3 45=7" where points are shared.

    numbers: item number -> item id. Raises Invalid with the sign or the number that cannot be read.
    """
    choices = []
    for token in re.split(r"[\s,;]+", line.strip()[:MOST_TYPED]):
        if not token:
            continue
        read = TOKEN.fullmatch(token)
        if read is None:
            raise Invalid(_("“%(typed)s” is not a number of the ballot.") % {"typed": token[:20]}, field="numbers")
        item = numbers.get(int(read[1]))
        if item is None:
            raise Invalid(_("No item has the number %(number)s.") % {"number": read[1]}, field="numbers")
        shares = voting_round.kind == BallotKind.CUMULATIVE
        if shares and not read[2]:
            raise Invalid(_("Type the points of item %(number)s, too, such as 12=3.") % {"number": read[1]}, field="numbers")
        if not shares and read[2]:
            raise Invalid(_("This ballot has no points: type the numbers alone."), field="numbers")
        choices.append(Choice(item, int(read[2] or 0)))
    return choices


def printed_items(round_id: int, numbers: Collection[int]) -> tuple[dict[int, int], dict[int, ItemFacts]]:
    """(number -> item id, item id -> what a ballot needs to know) of the items with these numbers."""
    with connection.cursor() as cursor:
        cursor.execute(PRINTED, [round_id, list(numbers)])
        rows = cursor.fetchall()
    return {row[0]: row[1] for row in rows}, {row[1]: ItemFacts(*row[1:]) for row in rows}


def numbers_in(line: str) -> list[int]:
    """The item numbers that a line may name."""
    found = [TOKEN.match(token) for token in re.split(r"[\s,;]+", line.strip()[:MOST_TYPED])]
    return [int(one[1]) for one in found if one]


def marks_of(voting_round: Round, choices: Sequence[Choice], known: Mapping[int, ItemFacts]) -> dict[int, Marks]:
    """The choices by pot, in the form in which they are kept. Raises Invalid where a ballot may not say that."""
    try:
        by_pot = require_choices(voting_round, choices, known)
    except Refusal as refusal:
        raise Invalid(refusal.message, field="numbers", code=refusal.code) from refusal
    local = {known[one.item_id].pot_id for one in choices if not known[one.item_id].is_city}
    if len(local) > 1 and voting_round.districts != DistrictChoice.ALL:
        raise Invalid(_("The items are of more than one district."), field="numbers", code="districts")
    return {
        pot: (tuple(one.item_id for one in chosen), tuple(one.points for one in chosen if one.points))
        for pot, chosen in by_pot.items()
    }


def reading_of(rows: Iterable[SheetEntry]) -> Reading:
    """What the rows of one person say."""
    rows = list(rows)
    code = rows[0].code_key
    return Reading(
        by_pot={row.pot_id: (tuple(row.items), tuple(row.points)) for row in rows if row.pot_id is not None},
        is_blank=any(row.is_blank for row in rows),
        is_invalid=any(row.is_invalid for row in rows),
        code_key=bytes(code) if code else None,
    )


def reading_words(reading: Reading, numbers: Mapping[int, int]) -> str:
    """A reading as it would be typed. numbers: item id -> item number."""
    if reading.is_blank:
        return _("Blank, or not readable")
    if reading.is_invalid:
        return _("Not valid: more is marked than allowed")
    parts = []
    for items, points in reading.by_pot.values():
        shares = points or (0,) * len(items)
        parts += [
            f"{numbers.get(item, '?')}={share}" if share else str(numbers.get(item, "?"))
            for item, share in zip(items, shares, strict=True)
        ]
    return " ".join(parts)


def missing_words(missing: Sequence[int]) -> str:
    """Which sheets are missing, the first of them by number."""
    shown = ", ".join(str(number) for number in missing[:10])
    words = ngettext(
        "Sheet %(numbers)s is missing or entered once only.", "Sheets %(numbers)s are missing or entered once only.", len(missing)
    )
    return words % {"numbers": shown + (" …" if len(missing) > 10 else "")}
