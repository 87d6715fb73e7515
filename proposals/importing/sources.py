"""A file, opened as what it is and in the format that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proposals.importing.formats import ALL_COLUMNS, FORMATS, Format, people_in, recognised
from proposals.importing.reading import rows
from proposals.importing.rows import ImportedRow
from proposals.importing.tables import Table, folded, open_table


@dataclass(frozen=True)
class Source:
    """A table together with the format it is read in. name: under which its ids are known."""

    table: Table
    form: Format
    language: str
    name: str

    def rows(self) -> Iterator[ImportedRow]:
        """Every line as a proposal."""
        return rows(self.table, self.form, self.language)

    def facts(self) -> dict[str, Any]:
        """What was seen of the file, as JSON."""
        people = people_in(self.table.header)
        return {
            "kind": self.table.kind,
            "encoding": self.table.encoding,
            "delimiter": self.table.delimiter,
            "unused": [name for name in self.form.unused(self.table.header, self.language) if name not in people],
            "people": people,
        }


def open_source(
    path: Path,
    *,
    language: str,
    format_key: str = "",
    name: str = "",
    columns: Mapping[str, Sequence[str]] | None = None,
) -> Source:
    """Open a file.

    format_key: of `FORMATS`; empty to recognise it by its columns. name: of the source; empty for the format's own.
    columns: part of a proposal -> its columns in this file, where they are called otherwise.
    Raises Unreadable, or OSError.
    """
    chosen = columns or {}
    wanted = ALL_COLUMNS | {folded(column) for names in chosen.values() for column in names}
    table = open_table(path, wanted)
    form = FORMATS[format_key] if format_key else recognised(table.header)
    form = form.with_columns(chosen)
    form.require(table.header, language)
    return Source(table, form, language, name or form.key)
