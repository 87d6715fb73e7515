"""Typing in paper: every sheet by two people who do not see each other's reading, and by a third where these differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.voting.models import PaperBundle, PaperSheet, SheetEntry, VotingPlace
from proposals.voting.readings import Reading, reading_of
from proposals.voting.rules import may_serve, may_settle
from proposals.voting.services.locking import shared_round
from proposals.voting.services.rounds import told
from proposals.voting.states import BundleState, RoundState, SheetState

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from participation.accounts.models import User

PAPER_STATES = (RoundState.OPEN, RoundState.CLOSED)
MOST_SHEETS = 500  # a bundle that two people can enter in an afternoon


@transaction.atomic
def open_bundle(*, place_id: int, number: int, day: date, sheets: int, by: User) -> PaperBundle:
    """Begin to enter sheets that were counted by hand. day: on which they were put into the urn."""
    place = VotingPlace.objects.select_related("round__project__lead_district").get(pk=place_id)
    if not may_serve(by, place.round):
        raise NotAllowed(_("You do not serve at the voting places of this vote."))
    shared_round(place.round_id, *PAPER_STATES)
    if day > localdate():
        raise Invalid(_("The day of voting cannot be in the future."), field="day")
    _require_number(sheets)
    try:
        with transaction.atomic():
            bundle = PaperBundle.objects.create(place=place, number=number, day=day, sheets_counted=sheets, opened_by=by)
    except IntegrityError as error:
        raise Invalid(_("This place has a bundle with this number already."), field="number") from error
    told(place.round, "bundle.open", by, bundle=bundle.pk, sheets=sheets)
    return bundle


@transaction.atomic
def correct_count(*, bundle_id: int, sheets: int, by: User) -> PaperBundle:
    """Say that the sheets were counted wrongly. Sheets that were entered under higher numbers have to be within it."""
    bundle = locked_bundle(bundle_id, by)
    _require_number(sheets)
    if bundle.sheets.filter(serial__gt=sheets).exists():
        raise Invalid(_("Sheets with higher numbers are entered already."), field="sheets")
    before, bundle.sheets_counted = bundle.sheets_counted, sheets
    bundle.save(update_fields=["sheets_counted"])
    told(bundle.place.round, "bundle.correct", by, bundle=bundle.pk, before=before, sheets=sheets)
    return bundle


@transaction.atomic
def enter_sheet(*, bundle_id: int, serial: int, reading: Reading, by: User) -> PaperSheet:
    """One person's reading of a sheet; the second person's settles whether they agree.

    Who has entered it already may enter it anew until the second person has. Raises Conflict once two have.
    """
    bundle = locked_bundle(bundle_id, by)
    if not 1 <= serial <= bundle.sheets_counted:
        raise Invalid(_("This bundle has %(number)s sheets.") % {"number": bundle.sheets_counted}, field="serial")
    sheet, _new = PaperSheet.objects.get_or_create(bundle=bundle, serial=serial)
    people = set(sheet.entries.values_list("by_id", flat=True))
    if sheet.state != SheetState.ENTERED or len(people - {by.pk}) > 1:
        raise Conflict(_("Two people have entered this sheet already."), field="serial")
    sheet.entries.filter(by=by).delete()
    _write(sheet, reading, by)
    if others := people - {by.pk}:
        first = reading_of(sheet.entries.filter(by_id=others.pop()))
        sheet.state = SheetState.AGREED if first == reading else SheetState.DIFFERS
        sheet.code_key = reading.code_key if first == reading else None
        sheet.save(update_fields=["state", "code_key"])
    return sheet


@transaction.atomic
def settle_sheet(*, sheet_id: UUID, reading: Reading, by: User) -> PaperSheet:
    """A third person looks at a sheet that two have read differently."""
    bundle_id = PaperSheet.objects.values_list("bundle_id", flat=True).get(pk=sheet_id)
    bundle = locked_bundle(bundle_id, by)
    sheet = bundle.sheets.get(pk=sheet_id)
    if sheet.state != SheetState.DIFFERS:
        raise Conflict(_("This sheet is settled already."))
    if not may_settle(by, bundle.place.round, set(sheet.entries.values_list("by_id", flat=True))):
        raise NotAllowed(_("You entered this sheet yourself, so somebody else has to settle it."))
    _write(sheet, reading, by, is_settled=True)
    sheet.state, sheet.code_key = SheetState.AGREED, reading.code_key
    sheet.save(update_fields=["state", "code_key"])
    told(bundle.place.round, "sheet.settle", by, bundle=bundle.pk, serial=sheet.serial)
    return sheet


def locked_bundle(bundle_id: int, by: User) -> PaperBundle:
    """The bundle, locked, with its round locked against deciding. Raises Conflict once it is in the box."""
    place = PaperBundle.objects.select_related("place__round__project__lead_district").get(pk=bundle_id).place
    if not may_serve(by, place.round):
        raise NotAllowed(_("You do not serve at the voting places of this vote."))
    locked = shared_round(place.round_id, *PAPER_STATES)
    bundle = PaperBundle.objects.select_for_update().get(pk=bundle_id)
    if bundle.state != BundleState.OPEN:
        raise Conflict(_("This bundle is in the box already."))
    place.round.state = locked.state
    bundle.place = place
    return bundle


def _require_number(sheets: int) -> None:
    if not 1 <= sheets <= MOST_SHEETS:
        raise Invalid(_("A bundle has between 1 and %(most)s sheets.") % {"most": MOST_SHEETS}, field="sheets")


def _write(sheet: PaperSheet, reading: Reading, by: User, *, is_settled: bool = False) -> None:
    common = {"sheet": sheet, "by": by, "is_settled": is_settled, "code_key": reading.code_key}
    if reading.is_blank or reading.is_invalid or not reading.by_pot:
        blank = reading.is_blank or not reading.is_invalid
        SheetEntry.objects.create(**common, is_blank=blank, is_invalid=not blank)
        return
    SheetEntry.objects.bulk_create(
        SheetEntry(**common, pot_id=pot, items=list(items), points=list(points))
        for pot, (items, points) in reading.by_pot.items()
    )
