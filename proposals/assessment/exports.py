"""The board as a file for staff, as CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.languages import words_of
from participation.common.tables import csv_response
from proposals.addresses import address
from proposals.assessment.models import Assessment
from proposals.assessment.presentation import late_words
from proposals.assessment.staff_labels import staff_label
from proposals.exporting.answers import XLSX
from proposals.exporting.workbook import write_workbook

KEYS = ("title", "url")  # of the first columns, for their widths


def board_rows(cards: Iterable[Assessment]) -> Iterator[list[Any]]:
    """A heading, and a row for each assessment. Internal notes and what was said under criteria are not in it."""
    languages = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    yield [
        _("Proposal"),
        _("Address"),
        _("Project"),
        _("District"),
        _("Theme"),
        _("State"),
        _("Since"),
        _("Deadline"),
        _("Late"),
        _("Assessors"),
        _("Unit"),
        _("Supports"),
        _("Feasibility"),
        _("Cost, at least (€)"),
        _("Cost, at most (€)"),
        _("Each year, at least (€)"),
        _("Each year, at most (€)"),
        *(f"{_('Reasons for residents')} ({code})" for code in languages),
    ]
    for card in cards:
        proposal, reasons = card.proposal, words_of(card, "reasons")
        yield [
            proposal.title,
            f"{settings.PUBLIC_URL.rstrip('/')}/{settings.LANGUAGE_CODE}/{address(proposal)}",
            str.__str__(proposal.project.title),
            str.__str__(str(proposal.district)),
            str.__str__(str(proposal.category)) if proposal.category else "",
            str(staff_label(card.state)),
            timezone.localtime(card.state_since).date().isoformat(),
            card.due_on.isoformat() if card.due_on else "",
            late_words(card),
            ", ".join(assignment.assessor.display_name for assignment in card.working),
            str.__str__(str(card.unit)) if card.unit else "",
            proposal.support_count,
            card.get_feasibility_display(),
            *("" if value is None else value for value in (card.cost_low, card.cost_high, card.yearly_low, card.yearly_high)),
            *(reasons.get(code, "") for code in languages),
        ]


def csv_file(rows: Iterable[Sequence[Any]], name: str) -> HttpResponseBase:
    """Send rows as CSV while they are read. name: ASCII, without the ending."""
    return csv_response(rows, name)


def xlsx_file(rows: Iterable[Sequence[Any]], name: str) -> HttpResponseBase:
    """Send rows as a workbook. name: ASCII, without the ending."""
    facts = [(_("Taken"), timezone.localtime().strftime("%Y-%m-%d %H:%M"))]
    book = write_workbook(name=_("Assessments"), keys=KEYS, rows=rows, about=facts, about_name=_("About the data"))
    response = FileResponse(book, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
