"""Reading a city's file of places and addresses: CSV in, checked rows out. Nothing here touches the database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from districts.locating import require_in_city
from districts.names import folded
from districts.projection import SourceError
from participation.common.refusals import Invalid

NEEDED = ("name", "lat", "lng")
LONGEST_NAME = 120
LONGEST_KIND = 40


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One place as the file tells it; degrees in WGS84."""

    name: str
    latitude: float
    longitude: float
    name_sv: str = ""
    name_en: str = ""
    kind: str = ""

    @property
    def key(self) -> tuple[str, float, float]:
        """What tells it from another place of that name."""
        return self.name, self.latitude, self.longitude

    @property
    def words(self) -> str:
        """All its names, as they are searched."""
        return "\n".join(dict.fromkeys(folded(name) for name in (self.name, self.name_sv, self.name_en) if name))


def read_places(path: Path) -> list[PlaceRow]:
    """Columns `name`, `lat`, `lng`, and optionally `name_sv`, `name_en`, `kind`; comma or semicolon, UTF-8.

    Raises projection.SourceError with the line of the first row that cannot be taken.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not text in UTF-8.") from error
    lines = text.splitlines()
    delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    table = csv.DictReader(lines, delimiter=delimiter)
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise SourceError(f"{path} has no column {', '.join(missing)}.")
    return list(_rows(table))


def _rows(table: csv.DictReader[str]) -> Iterator[PlaceRow]:
    for record in table:
        where = f"Line {table.line_num}"
        cell = {name: (value or "").strip() for name, value in record.items() if isinstance(name, str) and isinstance(value, str)}
        names = {column: cell.get(column, "") for column in ("name", "name_sv", "name_en")}
        if not names["name"]:
            raise SourceError(f"{where}: the name is missing.")
        if any(len(name) > LONGEST_NAME or "\x00" in name for name in names.values()) or len(cell.get("kind", "")) > LONGEST_KIND:
            raise SourceError(f"{where}: a name has more than {LONGEST_NAME} characters, or a kind more than {LONGEST_KIND}.")
        try:
            latitude, longitude = (float(cell.get(column, "").replace(",", ".")) for column in ("lat", "lng"))
            require_in_city(latitude, longitude)
        except ValueError as error:
            raise SourceError(f"{where}: lat and lng have to be degrees.") from error
        except Invalid as refusal:
            raise SourceError(f"{where}: {names['name']} is outside the city (CITY_BOUNDS in the settings).") from refusal
        yield PlaceRow(**names, kind=cell.get("kind", ""), latitude=latitude, longitude=longitude)
