"""Reading a table of proposals row by row, each with the line it begins at."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from proposals.services.content import TITLE_LENGTH
from proposals.states import Status


class RowError(Exception):
    """A row that cannot be taken, with its line in the file (1 is the first)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


@dataclass(frozen=True, kw_only=True)
class ImportedRow:
    """One proposal as a source tells it. Degrees in WGS84; `district` is a name in any language."""

    line: int
    source: str
    external_id: str
    title: str
    body: str
    language: str
    withdrawn: bool = False
    status: Status = Status.COLLECTING
    latitude: float | None = None
    longitude: float | None = None
    district: str = ""
    place: str = ""
    category: str = ""
    at: datetime | None = None


Record = Mapping[str, str]


def read_table(path: Path, delimiter: str, needed: set[str]) -> Iterator[tuple[int, Record]]:
    """(line, record) of a CSV file in UTF-8 with a header. Raises RowError for what is not such a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.reader(file, delimiter=delimiter, strict=True)
        header: list[str] = []
        begins = 1
        try:
            for cells in table:
                line, begins = begins, table.line_num + 1
                if not header:
                    header = _header(cells, needed)
                elif len(cells) != len(header):
                    raise RowError(line, f"{len(cells)} columns where the header has {len(header)}")
                else:
                    yield line, dict(zip(header, cells, strict=True))
        except csv.Error as error:
            raise RowError(begins, str(error)) from error
        except UnicodeDecodeError as error:
            raise RowError(begins, "the file is not in UTF-8 from here on") from error
        if not header:
            raise RowError(1, "the file is empty")


def _header(cells: list[str], needed: set[str]) -> list[str]:
    if missing := sorted(needed - set(cells)):
        raise RowError(1, f"the header has no column {', '.join(missing)}")
    return cells


def cut_title(title: str, body: str) -> tuple[str, str]:
    """A title that is too long is cut at a word, and stands whole at the start of the body."""
    title, body = " ".join(title.split()), body.strip()
    if len(title) <= TITLE_LENGTH:
        return title, body or title
    short = title[: TITLE_LENGTH - 1]
    short = short.rsplit(" ", 1)[0] if " " in short[TITLE_LENGTH // 2 :] else short
    return f"{short}…", f"{title}\n\n{body}".strip()


def degrees(record: Record, column: str, line: int, limit: float) -> float | None:
    """A coordinate; None for an empty cell. Raises RowError for anything else that is no place."""
    written = record.get(column, "").strip()
    if not written:
        return None
    try:
        value = float(written)
    except ValueError:
        raise RowError(line, f"{column} {written!r} is not a number") from None
    if not math.isfinite(value) or abs(value) > limit:
        raise RowError(line, f"{column} {written!r} is not on the earth")
    return value


def moment(record: Record, column: str, line: int) -> datetime | None:
    """A date or a time of day in ISO form; the city's time where it names no zone."""
    written = record.get(column, "").strip()
    if not written:
        return None
    try:
        found = parse_datetime(written)
        if found is None and (day := parse_date(written)):
            found = datetime(day.year, day.month, day.day)
    except ValueError:
        found = None
    if found is None:
        raise RowError(line, f"{column} {written!r} is not a date")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def wanted(record: Record, column: str, line: int) -> str:
    """A cell that must not be empty."""
    value = record[column].strip()
    if not value:
        raise RowError(line, f"{column} is empty")
    return value
