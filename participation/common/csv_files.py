"""CSV files that open well in spreadsheets and do nothing there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# A cell that begins so is run as a formula by spreadsheets; the last four are their full-width twins.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BOM = "\ufeff"


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


class _Line:
    """A file for the csv module that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_response(rows: Iterable[Sequence[Any]], filename: str) -> StreamingHttpResponse:
    """Stream rows as UTF-8 with a byte order mark. filename: ASCII, without the ending."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield BOM
        for row in rows:
            yield writer.writerow([safe_cell(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
