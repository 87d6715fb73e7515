"""A table of values with separators between them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from proposals.importing.encodings import find_encoding
from proposals.importing.findings import Unreadable, noticed
from proposals.importing.tables import MOST_COLUMNS, Line, folded, require_room

DELIMITERS = (",", ";", "\t")


class CsvTable:
    """CSV in one of the encodings that are recognised, with a comma, a semicolon or a tab between the cells."""

    kind = "csv"

    def __init__(self, path: Path, wanted: set[str]) -> None:
        self.path = path
        self.encoding = find_encoding(path)
        headers = {delimiter: self._first(delimiter) for delimiter in DELIMITERS}
        # The more of the columns we know, the likelier it is right; where we know none, the more columns there are.
        self.delimiter = max(
            DELIMITERS, key=lambda one: (len({folded(name) for name in headers[one]} & wanted), len(headers[one]))
        )
        self.header = headers[self.delimiter][:MOST_COLUMNS]
        if not self.header:
            raise Unreadable(1, "nothing")

    def lines(self) -> Iterator[Line]:
        """Each with the line it begins at: a cell in quotation marks may go over several."""
        names = [folded(name) for name in self.header]
        below = False
        taken = 0
        for number, cells in self._rows(self.delimiter):
            if not any(cell.strip() for cell in cells):
                continue
            if not below:
                below = True
                continue
            taken += 1
            require_room(taken + 1)
            if len(cells) != len(names):
                yield Line(number, finding=noticed("columns", found=len(cells), wanted=len(names)))
            else:
                yield Line(number, dict(zip(names, cells, strict=True)))

    def _first(self, delimiter: str) -> list[str]:
        """The first row that says something; none where this is no delimiter of it."""
        try:
            return next((cells for _line, cells in self._rows(delimiter) if any(cell.strip() for cell in cells)), [])
        except Unreadable as error:
            if error.finding.code == "encoding":
                raise
            return []

    def _rows(self, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        begins = 1
        with self.path.open(encoding=self.encoding, newline="") as file:
            table = csv.reader(file, delimiter=delimiter, strict=True)
            try:
                for cells in table:
                    line, begins = begins, table.line_num + 1
                    yield line, cells
            except csv.Error as error:
                if "field limit" in str(error):
                    raise Unreadable(begins, "huge_cell", limit=csv.field_size_limit()) from error
                raise Unreadable(begins, "broken", message=str(error)) from error
            except UnicodeDecodeError as error:  # UTF-16 that ends amidst a character
                raise Unreadable(begins, "encoding") from error
