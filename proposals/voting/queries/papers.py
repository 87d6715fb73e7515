"""Bundles, their sheets, and the items that are printed on them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from proposals.voting.models import PaperBundle, PaperSheet, SheetEntry
from proposals.voting.states import BundleState, SheetState

if TYPE_CHECKING:
    from proposals.voting.models import Round


def numbers_of(voting_round: Round, items: Collection[int]) -> dict[int, int]:
    """Item id -> its number on the ballot."""
    return dict(voting_round.items.filter(pk__in=items).values_list("pk", "number"))


def next_serial(bundle: PaperBundle, user_id: int) -> int | None:
    """The sheet that this person types next: the first that they have not entered and that is not entered twice."""
    own = set(SheetEntry.objects.filter(sheet__bundle=bundle, by_id=user_id).values_list("sheet__serial", flat=True))
    states = dict(PaperSheet.objects.filter(bundle=bundle).values_list("serial", "state"))
    for serial in range(1, bundle.sheets_counted + 1):
        if serial not in own and states.get(serial, SheetState.ENTERED) == SheetState.ENTERED:
            return serial
    return None


def serials_missing(bundle: PaperBundle) -> list[int]:
    """Sheets that two people have not entered yet."""
    done = set(PaperSheet.objects.filter(bundle=bundle).exclude(state=SheetState.ENTERED).values_list("serial", flat=True))
    return [serial for serial in range(1, bundle.sheets_counted + 1) if serial not in done]


def progress(bundle: PaperBundle) -> dict[str, int]:
    """How many sheets are in which state."""
    states = list(PaperSheet.objects.filter(bundle=bundle).values_list("state", flat=True))
    return {state: states.count(state) for state in SheetState.values}


def open_bundles(round_id: int) -> int:
    """Bundles that are not in the box yet: while there are any, the round should not be counted."""
    return PaperBundle.objects.filter(place__round=round_id, state=BundleState.OPEN).count()
