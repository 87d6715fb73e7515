"""What three kinds of tables call things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from proposals.importing.rows import ImportedRow, Record, RowError, cut_title, degrees, moment, read_table, wanted
from proposals.states import Status

STATUSES = {
    "accepted": Status.ACCEPTED,
    "rejected": Status.REJECTED,
    "evaluating": Status.ASSESSING,
    "withdrawn": Status.COLLECTING,
    "not_answered": Status.COLLECTING,
    "published": Status.COLLECTING,
    "": Status.COLLECTING,
}


@dataclass(frozen=True)
class Format:
    """One kind of table: how it is cut, which columns it must have, and what a record says."""

    delimiter: str
    needed: Callable[[str], set[str]]
    read: Callable[[Record, int, str], ImportedRow]

    def rows(self, path: Path, language: str) -> Iterator[ImportedRow]:
        """Every proposal of a file. Raises RowError with the line of the first that cannot be taken."""
        for line, record in read_table(path, self.delimiter, self.needed(language)):
            yield self.read(record, line, language)


def _omastadi(record: Record, line: int, language: str) -> ImportedRow:
    # An id is unique in its round only.
    external = f"{wanted(record, 'round', line)}:{wanted(record, 'id', line)}"
    title, body = cut_title(wanted(record, "title", line), record["body"])
    return ImportedRow(
        line=line,
        source="omastadi",
        external_id=external,
        title=title,
        body=body,
        language=language,
        withdrawn=record["state"].strip() == "withdrawn",
        status=_status(record["state"], line),
        latitude=degrees(record, "latitude", line, 90),
        longitude=degrees(record, "longitude", line, 180),
        district=record["district"].strip(),
    )


def _decidim(record: Record, line: int, language: str) -> ImportedRow:
    title, body = cut_title(wanted(record, f"title/{language}", line), record[f"body/{language}"])
    state = record.get("state", "")
    return ImportedRow(
        line=line,
        source="decidim",
        external_id=wanted(record, "id", line),
        title=title,
        body=body,
        language=language,
        withdrawn=state.strip() == "withdrawn",
        status=_status(state, line),
        latitude=degrees(record, "latitude", line, 90),
        longitude=degrees(record, "longitude", line, 180),
        district=record.get(f"scope/name/{language}", "").strip(),
        place=record.get("address", "").strip(),
        category=record.get(f"category/name/{language}", "").strip(),
        at=moment(record, "published_at", line),
    )


def _plain(record: Record, line: int, language: str) -> ImportedRow:
    title, body = cut_title(wanted(record, "title", line), record.get("body", ""))
    state = record.get("state", "")
    return ImportedRow(
        line=line,
        source="csv",
        external_id=wanted(record, "id", line),
        title=title,
        body=body,
        language=record.get("language", "").strip() or language,
        withdrawn=state.strip() == "withdrawn",
        status=_status(state, line),
        latitude=degrees(record, "latitude", line, 90),
        longitude=degrees(record, "longitude", line, 180),
        district=record.get("district", "").strip(),
        place=record.get("place", "").strip(),
        category=record.get("category", "").strip(),
        at=moment(record, "published_at", line),
    )


def _status(state: str, line: int) -> Status:
    try:
        return STATUSES[state.strip()]
    except KeyError:
        raise RowError(line, f"state {state.strip()!r} is not known") from None


FORMATS = {
    "omastadi": Format(
        ",",
        lambda _language: {"round", "id", "title", "body", "district", "latitude", "longitude", "state"},
        _omastadi,
    ),
    "decidim": Format(";", lambda language: {"id", f"title/{language}", f"body/{language}"}, _decidim),
    "csv": Format(",", lambda _language: {"id", "title"}, _plain),
}
