"""What three kinds of tables call things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
SAME_NAME = {name: name for name in ("title", "body", "district", "latitude", "longitude", "state")}


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of table: how it is cut, and which column tells what.

    id: the columns that name a row together. needed: the parts without which a file is not of this kind.
    columns: part of a proposal -> column; `{language}` stands for the language of the import.
    """

    source: str
    delimiter: str = ","
    id: Sequence[str] = ("id",)
    needed: Sequence[str]
    columns: Mapping[str, str]

    def rows(self, path: Path, language: str) -> Iterator[ImportedRow]:
        """Every proposal of a file. Raises RowError with the line of the first that cannot be taken."""
        columns = {part: column.format(language=language) for part, column in self.columns.items()}
        needed = {*self.id, *(columns[part] for part in self.needed)}
        for line, record in read_table(path, self.delimiter, needed):
            yield self._row(record, line, columns, language)

    def _row(self, record: Record, line: int, columns: Mapping[str, str], language: str) -> ImportedRow:
        def cell(part: str) -> str:
            return record.get(columns.get(part, ""), "").strip()

        title, body = cut_title(wanted(record, columns["title"], line), cell("body"))
        return ImportedRow(
            line=line,
            source=self.source,
            external_id=":".join(wanted(record, column, line) for column in self.id),
            title=title,
            body=body,
            language=cell("language") or language,
            withdrawn=cell("state") == "withdrawn",
            status=_status(cell("state"), line),
            latitude=degrees(record, columns["latitude"], line, 90),
            longitude=degrees(record, columns["longitude"], line, 180),
            district=cell("district"),
            place=cell("place"),
            category=cell("category"),
            at=moment(record, columns.get("at", ""), line),
        )


def _status(state: str, line: int) -> Status:
    try:
        return STATUSES[state]
    except KeyError:
        raise RowError(line, f"state {state!r} is not known") from None


FORMATS = {
    "omastadi": Format(
        source="omastadi",
        id=("round", "id"),  # an id is unique in its round only
        needed=tuple(SAME_NAME),
        columns=SAME_NAME,
    ),
    "decidim": Format(
        source="decidim",
        delimiter=";",
        needed=("title", "body"),
        columns=SAME_NAME
        | {
            "title": "title/{language}",
            "body": "body/{language}",
            "district": "scope/name/{language}",
            "place": "address",
            "category": "category/name/{language}",
            "at": "published_at",
        },
    ),
    "csv": Format(
        source="csv",
        needed=("title",),
        columns=SAME_NAME | {"place": "place", "category": "category", "at": "published_at", "language": "language"},
    ),
}
