"""A file as a table: what kind it is, its header, and its lines one at a time, whatever their number."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.conf import settings

from proposals.importing.findings import Finding, Unreadable

MOST_COLUMNS = 300
MEGABYTE = 1024 * 1024
# How a file that is no table begins, and what it is called in every language.
OTHER_FILES = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
)
LOOKED_AT = 2048  # bytes

Record = Mapping[str, str]


def folded(name: str) -> str:
    """A column's name as it is compared."""
    return " ".join(name.replace("\ufeff", "").split()).casefold()


@dataclass(frozen=True)
class Line:
    """One line of a table: its cells by folded column, or what keeps them from being read. number: 1 is the first."""

    number: int
    record: Record = field(default_factory=dict)
    finding: Finding | None = None


class Table(Protocol):
    """What the three kinds of files have in common. Reading may raise Unreadable at any line."""

    kind: str
    encoding: str
    delimiter: str

    @property
    def header(self) -> list[str]:
        """The columns as they are written."""

    def lines(self) -> Iterator[Line]:
        """Every line below the header that is not blank."""


def kind_of(start: bytes) -> str:
    """csv, json or zip, by the first bytes of a file. Raises Unreadable for what is known to be no table."""
    if not start.strip():
        raise Unreadable(1, "nothing")
    for beginning, name in OTHER_FILES:
        if start.startswith(beginning):
            raise Unreadable(1, "not_a_table", value=name)
    if start.startswith(b"PK"):
        return "zip"
    first = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"<":
        raise Unreadable(1, "not_a_table", value="HTML/XML")
    return "json" if first in (b"[", b"{") else "csv"


def open_table(path: Path, wanted: set[str]) -> Table:
    """Look at a file and open it as what it is.

    wanted: folded names of columns; the delimiter of a CSV file is the one that finds most of them.
    Raises Unreadable for what is no table, and OSError.
    """
    from proposals.importing.csv_table import CsvTable
    from proposals.importing.json_table import JsonTable
    from proposals.importing.xlsx_table import XlsxTable

    if path.stat().st_size > settings.IMPORT_LARGEST_FILE:
        raise Unreadable(1, "too_large", limit=settings.IMPORT_LARGEST_FILE // MEGABYTE)
    with path.open("rb") as file:
        kind = kind_of(file.read(LOOKED_AT))
    if kind == "json":
        return JsonTable(path)
    if kind == "zip":
        _require_workbook(path)
        return XlsxTable(path)
    return CsvTable(path, wanted)


def _require_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(1, "workbook") from None
    if "xl/workbook.xml" not in names:
        raise Unreadable(1, "not_a_table", value="ODS" if "content.xml" in names else "ZIP")


def require_room(number: int) -> None:
    """Raise Unreadable when so many lines are too many. number: of the line, with 1 for the header."""
    if number > settings.IMPORT_MOST_ROWS + 1:
        raise Unreadable(number, "too_many", limit=settings.IMPORT_MOST_ROWS)
