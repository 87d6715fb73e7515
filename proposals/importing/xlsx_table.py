"""The first sheet of a workbook, read row by row."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from proposals.importing.findings import Unreadable
from proposals.importing.tables import MOST_COLUMNS, Line, folded, require_room
from proposals.importing.workbooks import require_harmless

MOST_BLANK_ROWS = 10_000  # a row may say that it is the millionth; the blank ones before it are counted one by one
# openpyxl answers broken workbooks with any of these.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


class XlsxTable:
    """Cells as they are shown: a formula's cell holds what it came to when the workbook was saved."""

    kind = "xlsx"
    encoding = ""
    delimiter = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        require_harmless(path)
        first = next(self._rows(), None)
        if first is None:
            raise Unreadable(1, "nothing")
        self._header_row, cells = first
        while cells and not cells[-1]:
            cells.pop()
        self.header = cells

    def lines(self) -> Iterator[Line]:
        """Each with its row's number."""
        names = [folded(name) for name in self.header]
        for taken, (number, cells) in enumerate(self._rows(), start=1):
            require_room(taken)
            if number > self._header_row:
                yield Line(number, dict(zip(names, cells, strict=False)))

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """(number, cells) of the rows that say something."""
        try:
            with self.path.open("rb") as file:
                workbook = _quietly(lambda: load_workbook(file, read_only=True, data_only=True, keep_links=False))
                yield from self._said(workbook.worksheets[0])
        except BROKEN as error:
            raise Unreadable(1, "workbook") from error

    def _said(self, sheet: Any) -> Iterator[tuple[int, list[str]]]:
        sheet.reset_dimensions()  # what a sheet says of its own size need not be true
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        number = blank = 0
        while (row := _quietly(lambda: next(rows, None))) is not None:
            number += 1
            cells = [_text(value) for value in row]
            if any(cells):
                yield number, cells
                continue
            blank += 1
            if blank > MOST_BLANK_ROWS:
                raise Unreadable(number, "bomb")


def _quietly(read: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about what openpyxl does not know of a workbook
        return read()


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value).strip()
