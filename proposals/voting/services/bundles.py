"""A bundle goes into the box: all sheets in one transaction, in a random order, once they agree and their number is right."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.voting.keys import RoundKey, key_of
from proposals.voting.models import BallotPaper, PaperBundle, PaperSheet, SheetEntry, VotingCode
from proposals.voting.queries.papers import serials_missing
from proposals.voting.readings import Reading, missing_words, reading_of
from proposals.voting.rules import ItemFacts, age_of, require_pots, require_voter
from proposals.voting.selections import annulment_over
from proposals.voting.services.papers import locked_bundle
from proposals.voting.services.rounds import told
from proposals.voting.states import BundleState, Channel, RollSource, SheetState
from proposals.voting.voters import Voter

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.voting.models import Round

ITEMS = """
    SELECT item.id, item.pot_id, item.cost, pot.budget, district.path, district.parent_id IS NULL
    FROM voting_budgetitem item
    JOIN voting_pot pot ON pot.id = item.pot_id
    JOIN districts_district district ON district.id = pot.district_id
    WHERE item.round_id = %s AND item.withdrawn_at IS NULL
"""
# A posted sheet is its owner's vote, unless they have voted already; paper handed out at a place was entered when it was given.
POSTED = """
    INSERT INTO voting_participation (id, round_id, voter_key, channel, place_id, day, age, times, annulment_id)
    VALUES (gen_random_uuid(), %s, %s, 'paper', %s, %s, %s, 1, %s)
    ON CONFLICT (round_id, voter_key) DO NOTHING RETURNING id
"""
# Two bundles with the same codes in another order would wait for each other.
ONE_AFTER_ANOTHER = "SELECT pg_advisory_xact_lock(hashtext('voting-bundles'), %s)"
# Why a sheet is not counted. Codes, put into words when somebody reads them (`sheet_labels.REASONS`).
BLANK, INVALID, WITHDRAWN, UNKNOWN_CODE, VOTED, NOT_ALLOWED = (
    "blank",
    "invalid",
    "withdrawn",
    "unknown_code",
    "voted",
    "not_allowed",
)


@dataclass
class _Box:
    """What a bundle comes to."""

    voting_round: Round
    key: RoundKey
    bundle: PaperBundle
    items: dict[int, ItemFacts]
    annulment: int | None
    papers: list[BallotPaper] = field(default_factory=list)


@transaction.atomic
def close_bundle(*, bundle_id: int, by: User) -> PaperBundle:
    """Put the bundle's sheets into the box, and forget who read what.

    Raises Invalid with what is missing: sheets that two people have not entered, or that they read differently.
    """
    bundle = locked_bundle(bundle_id, by)
    _require_complete(bundle)
    with connection.cursor() as cursor:
        cursor.execute(ONE_AFTER_ANOTHER, [bundle.place.round_id])
    voting_round = bundle.place.round
    box = _Box(voting_round, key_of(voting_round.pk), bundle, _items(voting_round.pk), annulment_over(bundle))
    sheets = list(bundle.sheets.order_by("serial"))
    entries = _entries(bundle)
    for sheet in sheets:
        sheet.because = _put(box, sheet, entries[sheet.pk])
        sheet.state = SheetState.REJECTED if sheet.because else SheetState.COUNTED
    secrets.SystemRandom().shuffle(box.papers)
    BallotPaper.objects.bulk_create(box.papers)
    PaperSheet.objects.bulk_update(sheets, ["state", "because"])
    SheetEntry.objects.filter(sheet__bundle=bundle).delete()
    bundle.state, bundle.closed_by = BundleState.CLOSED, by
    bundle.save(update_fields=["state", "closed_by"])
    counted = sum(sheet.state == SheetState.COUNTED for sheet in sheets)
    told(voting_round, "bundle.close", by, bundle=bundle.pk, counted=counted, rejected=len(sheets) - counted)
    return bundle


def _require_complete(bundle: PaperBundle) -> None:
    if missing := serials_missing(bundle):
        raise Invalid(missing_words(missing), field="sheets", code="missing")
    differing = bundle.sheets.filter(state=SheetState.DIFFERS).count()
    if differing:
        words = ngettext(
            "%(number)s sheet was read differently by two people. Settle it first.",
            "%(number)s sheets were read differently by two people. Settle them first.",
            differing,
        )
        raise Invalid(words % {"number": differing}, field="sheets", code="differs")
    if bundle.sheets.count() != bundle.sheets_counted:
        raise Conflict(_("The number of sheets is not what was counted by hand."), code="number")


def _items(round_id: int) -> dict[int, ItemFacts]:
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, [round_id])
        return {row[0]: ItemFacts(*row) for row in cursor.fetchall()}


def _entries(bundle: PaperBundle) -> dict[Any, Reading]:
    """What each sheet says: as it was settled, else as both have read it."""
    rows: dict[Any, list[SheetEntry]] = {}
    for row in SheetEntry.objects.filter(sheet__bundle=bundle).order_by("-is_settled", "by_id"):
        rows.setdefault(row.sheet_id, []).append(row)
    return {sheet: reading_of(_of_first(found)) for sheet, found in rows.items()}


def _of_first(rows: list[SheetEntry]) -> Iterable[SheetEntry]:
    return [row for row in rows if (row.is_settled, row.by_id) == (rows[0].is_settled, rows[0].by_id)]


def _put(box: _Box, sheet: PaperSheet, reading: Reading) -> str:
    """Add the sheet's papers; returns why it is not counted, or nothing."""
    if reading.is_blank or reading.is_invalid:
        return BLANK if reading.is_blank else INVALID
    kept = {pot: _still_there(box, items, points) for pot, (items, points) in reading.by_pot.items()}
    kept = {pot: marks for pot, marks in kept.items() if marks[0]}
    if not kept:
        return WITHDRAWN
    if reading.code_key is not None and (because := _take_code(box, reading.code_key, [i for m in kept.values() for i in m[0]])):
        return because
    for pot, (items, points) in kept.items():
        box.papers.append(
            BallotPaper(
                round=box.voting_round,
                pot_id=pot,
                channel=Channel.PAPER,
                items=items,
                points=points,
                ref=box.key.sheet(sheet.pk, pot),
                annulment_id=box.annulment,
            )
        )
    return ""


def _still_there(box: _Box, items: tuple[int, ...], points: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """The marks on items that were not withdrawn since the sheet was printed."""
    shares = points or (0,) * len(items)
    left = [(item, share) for item, share in zip(items, shares, strict=True) if item in box.items]
    return [item for item, _share in left], [share for _item, share in left if share]


def _take_code(box: _Box, code_key: bytes, items: list[int]) -> str:
    """Enter the owner of a posted sheet as having voted; returns why that cannot be, or nothing."""
    rows = VotingCode.objects.filter(round=box.voting_round, code_key=code_key, batch__revoked_at__isnull=True)
    code = rows.select_related("district").defer("district__boundary").first()
    if code is None:
        return UNKNOWN_CODE
    day = box.bundle.day
    voter = Voter(
        key=bytes(code.voter_key), source=RollSource.CODE, channel=Channel.PAPER, born=code.born, district=code.district
    )
    try:
        require_voter(box.voting_round, voter, day)
        require_pots(box.voting_round, voter, [box.items[item] for item in items])
    except (NotAllowed, Invalid):
        return NOT_ALLOWED
    age = age_of(voter, day, box.voting_round.age_rule)
    with connection.cursor() as cursor:
        cursor.execute(POSTED, [box.voting_round.pk, voter.key, box.bundle.place_id, day, age, box.annulment])
        return "" if cursor.fetchone() else VOTED
