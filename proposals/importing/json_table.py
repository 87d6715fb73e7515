"""A list of objects in JSON, read one object at a time and flattened as Decidim's own CSV is: `title/fi`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from proposals.importing.encodings import find_encoding
from proposals.importing.findings import Unreadable
from proposals.importing.tables import MOST_COLUMNS, Line, Record, folded, require_room

PIECE = 1 << 16  # characters
LARGEST_OBJECT = 1 << 20  # characters
DEEPEST = 6
LONGEST_WORD = 10  # such as -Infinity: what is cut off in it is found at its beginning
BLANK = " \t\r\n"


class JsonTable:
    """What stands first in an object is a column; objects of one list need not have the same ones."""

    kind = "json"
    delimiter = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.encoding = find_encoding(path)
        first = next(self._objects(), None)
        if first is None:
            raise Unreadable(1, "nothing")
        self.header = list(first[1])

    def lines(self) -> Iterator[Line]:
        """Each object with the line it begins at."""
        for taken, (number, record) in enumerate(self._objects(), start=1):
            require_room(taken + 1)
            yield Line(number, record)

    def _objects(self) -> Iterator[tuple[int, Record]]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            try:
                yield from self._parsed(_Text(file))
            except UnicodeDecodeError as error:
                raise Unreadable(1, "encoding") from error

    def _parsed(self, text: _Text) -> Iterator[tuple[int, Record]]:
        if text.peek() != "[":
            raise Unreadable(text.line, "json_shape")
        text.skip()
        if text.peek() == "]":
            return
        while True:
            text.peek()
            line = text.line
            found = text.value()
            if not isinstance(found, dict):
                raise Unreadable(line, "json_shape")
            yield line, flattened(found)
            match text.peek():
                case ",":
                    text.skip()
                case "]":
                    return
                case _:
                    raise Unreadable(text.line, "json", message="Expecting ',' delimiter")


class _Text:
    """What has been read of a file and not been used yet; never more than one object and a piece."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.held = ""
        self.line = 1
        self.decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next sign that is not blank; empty at the end."""
        while True:
            rest = self.held.lstrip(BLANK)
            self._use(len(self.held) - len(rest))
            if self.held or not self._more():
                return self.held[:1]

    def skip(self) -> None:
        """Go past one sign."""
        self._use(1)

    def value(self) -> Any:
        """The value that begins here. Its text is read until it is whole."""
        wanted = 0
        while True:
            try:
                found, end = self.decoder.raw_decode(self.held)
            except RecursionError as error:
                raise Unreadable(self.line, "json_shape") from error
            except ValueError as error:
                if not _may_go_on(error, len(self.held)):
                    raise Unreadable(self.line, "json", message=str(error).split(":")[0]) from error
                if len(self.held) > LARGEST_OBJECT:
                    raise Unreadable(self.line, "huge_cell", limit=LARGEST_OBJECT) from error
                # Twice as much each time, so that a large object is not tried again for every piece.
                wanted = max(PIECE, 2 * wanted)
                if not self._more(wanted):
                    raise Unreadable(self.line, "json", message=str(error).split(":")[0]) from error
            else:
                if end < len(self.held) or not self._more():  # a number at the end of a piece may go on
                    self._use(end)
                    return found

    def _use(self, length: int) -> None:
        self.line += self.held.count("\n", 0, length)
        self.held = self.held[length:]

    def _more(self, length: int = PIECE) -> bool:
        piece = self.file.read(length)
        self.held += piece
        return bool(piece)


def _may_go_on(error: ValueError, held: int) -> bool:
    """Whether the text may only be cut off: it is wrong at its end, or in a string that is not closed."""
    if not isinstance(error, json.JSONDecodeError):
        return False  # a number that is too long to be one
    return error.msg.startswith("Unterminated string") or error.pos >= held - LONGEST_WORD


def flattened(found: Mapping[str, Any]) -> Record:
    """{"title": {"fi": "Penkki"}, "tags": [1, 2]} as {"title/fi": "Penkki", "tags": "1, 2"}."""
    cells: dict[str, str] = {}
    _flatten(found, "", cells, 0)
    return cells


def _flatten(value: Any, name: str, cells: dict[str, str], depth: int) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items() if depth < DEEPEST else ():
            _flatten(inner, f"{name}/{folded(str(key))}" if name else folded(str(key)), cells, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _flatten(inner, name, cells, depth + 1)
    elif len(cells) < MOST_COLUMNS or name in cells:
        text = _text(value)
        cells[name] = f"{cells[name]}, {text}" if cells.get(name) and text else cells.get(name) or text


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
