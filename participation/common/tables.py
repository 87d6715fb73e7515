"""Tables for spreadsheets: cells that do nothing there, and rows that are written while they are sent."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

Row = TypeVar("Row")

BOM = "\ufeff"
# Spreadsheets run a cell that begins so as a formula; some look past blanks, quotation marks and what nobody sees. The last
# four signs are the full-width twins of the first. A tab or a carriage return at the start is a trick of the same kind.
QUOTES = "\"'`´’‘“”„"
UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
RUN_AS_FORMULA = re.compile(f"[{QUOTES}]*[\t\r]|[\\s{QUOTES}{UNSEEN}]*[=+\\-@＝＋－＠]")


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and RUN_AS_FORMULA.match(value) else value


def plain_cell(text: str) -> str:
    """What `safe_cell` was given: its apostrophe is taken off again."""
    return text[1:] if text.startswith("'") and RUN_AS_FORMULA.match(text[1:]) else text


class _Line:
    """A file for the csv module that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Sequence[Any]], *, mark: bool = True) -> Iterator[str]:
    """The lines of a CSV file, one at a time. mark: whether to begin with the byte order mark that spreadsheets look for."""
    writer = csv.writer(_Line())
    if mark:
        yield BOM
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def in_this_language(rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows or lines, each made in the language of this moment: what is sent is read when the request is over already."""
    return _in_language(get_language(), iter(rows))


def _in_language(language: str | None, rows: Iterator[Row]) -> Iterator[Row]:
    while True:
        with override(language):
            row = next(rows, None)
        if row is None:
            return
        yield row


def csv_response(rows: Iterable[Sequence[Any]], filename: str) -> StreamingHttpResponse:
    """Stream rows as UTF-8 with a byte order mark. filename: ASCII, without the ending."""
    response = StreamingHttpResponse(csv_lines(in_this_language(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
