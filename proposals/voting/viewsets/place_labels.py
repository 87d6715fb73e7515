"""Why sheets are not counted, and the reconciliation's columns, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.voting.queries.reconciling import Line
from proposals.voting.services import bundles
from proposals.voting.states import SheetState

REASONS = {
    bundles.BLANK: gettext_lazy("Blank, or not readable"),
    bundles.INVALID: gettext_lazy("Not valid: more is marked than allowed"),
    bundles.WITHDRAWN: gettext_lazy("Everything that is marked was withdrawn"),
    bundles.UNKNOWN_CODE: gettext_lazy("The code is not known, or was called back"),
    bundles.VOTED: gettext_lazy("The owner of the code has voted already"),
    bundles.NOT_ALLOWED: gettext_lazy("The owner of the code may not vote so"),
}


def reconciliation_rows(places: list[tuple[Line, list[Line]]]) -> Iterator[list[Any]]:
    """A heading, and a row for each day at each place."""
    yield [
        _("Voting place"), _("Day"), _("Handed out"), _("Spoiled"), _("Bundles"), _("Bundles not in the box"),
        _("Sheets in bundles"), _("Of these posted with a code"), _("Still missing"), _("Counted"), _("Not counted"),
        *(str(label) for label in REASONS.values()),
        _("Voted on screen here"), _("Had voted on a screen before they took paper"),
    ]  # fmt: skip
    for _total, days in places:
        for line in days:
            yield [
                str.__str__(str(line.place)), line.day.isoformat() if line.day else "", line.given, line.spoiled, line.bundles,
                line.open_bundles, line.sheets, line.posted, line.missing,
                line.by_state[SheetState.COUNTED], line.by_state[SheetState.REJECTED],
                *(line.because[reason] for reason in REASONS), line.on_screen, line.replaced,
            ]  # fmt: skip
