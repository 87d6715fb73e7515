"""The board as a file for staff, as CSV or XLSX, that opens well in spreadsheets and does nothing there."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from participation.common.languages import words_of
from proposals.addresses import address
from proposals.assessment.models import Assessment
from proposals.assessment.presentation import late_words
from proposals.assessment.staff_labels import staff_label

# A cell that begins so is run as a formula by spreadsheets; the last four are their full-width twins.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEMORY = 2_000_000  # bytes of a file; what is larger waits on the disk


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


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


class _Line:
    """A file for the csv module that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_file(rows: Iterable[Sequence[Any]], name: str) -> HttpResponseBase:
    """Stream rows as UTF-8 with a byte order mark. name: ASCII, without the ending."""
    writer = csv.writer(_Line())

    language = get_language()

    def lines() -> Iterator[str]:
        yield BOM
        for row in _in_language(rows, language):
            yield writer.writerow([safe_cell(cell) for cell in row])

    return _private(StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _in_language(rows: Iterable[Sequence[Any]], language: str | None) -> Iterator[Sequence[Any]]:
    """The rows in the language of who asked: they are made while the file is sent, when the request's is over."""
    source = iter(rows)
    while True:
        with override(language):
            row = next(source, None)
        if row is None:
            return
        yield row


def xlsx_file(rows: Iterable[Sequence[Any]], name: str) -> HttpResponseBase:
    """Write rows into a workbook, one by one, and send it. name: ASCII, without the ending."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for row in rows:
        sheet.append([_kept(safe_cell(cell)) for cell in row])
    content = tempfile.SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 - the response closes it
    book.save(content)
    content.seek(0)
    return _private(FileResponse(content, content_type=XLSX), f"{name}.xlsx")


def _kept(cell: Any) -> Any:
    """Without the control characters that the format cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell


def _private(response: HttpResponseBase, filename: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response
