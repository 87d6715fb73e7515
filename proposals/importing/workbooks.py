"""Whether a workbook may be opened at all: a few kilobytes of it can unpack to gigabytes.

A library that reads a workbook holds a whole row, and every part that is no table, in its memory. So the parts are walked
through once by a parser that holds nothing, and counted.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from django.conf import settings

from proposals.importing.findings import Unreadable

PIECE = 1 << 16  # bytes
MOST_PARTS = 2_000
MOST_IN_A_GROUP = 8_000  # elements of one row, or of one shared text
MOST_LOOSE = 200_000  # elements of a part outside of them
GROUPS = ("row", "si")


class _TooMuch(Exception):
    """A part holds more than is reasonable."""


def require_harmless(path: Path) -> None:
    """Raise Unreadable unless the workbook unpacks to a reasonable size, and each part of it to a reasonable shape."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            # What a part says of its size is true: not a byte more is unpacked of it.
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > settings.IMPORT_LARGEST_UNPACKED:
                raise _TooMuch
            for part in parts:
                _look_at(archive, part)
    except _TooMuch:
        raise Unreadable(1, "bomb") from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, expat.ExpatError):
        raise Unreadable(1, "workbook") from None


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A sheet is what the workbook says is one, whatever its part is called; pictures and the like stop being XML at once."""
    try:
        _walk(archive, part)
    except expat.ExpatError:
        if part.filename.lower().endswith((".xml", ".rels")):
            raise


def _walk(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    counted = _Counted()
    parser = expat.ParserCreate()
    parser.buffer_text = False
    parser.StartElementHandler = counted.start
    parser.EndElementHandler = counted.end
    parser.EntityDeclHandler = counted.declared
    with archive.open(part) as content:
        while piece := content.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)


class _Counted:
    """How many elements there are in the group that is open, and outside of all."""

    def __init__(self) -> None:
        self.inside = False
        self.in_group = 0
        self.loose = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if name.rpartition(":")[2] in GROUPS and not self.inside:
            self.inside, self.in_group = True, 0
        elif self.inside:
            self.in_group += 1
        else:
            self.loose += 1
        if self.in_group > MOST_IN_A_GROUP or self.loose > MOST_LOOSE:
            raise _TooMuch

    def end(self, name: str) -> None:
        """An element ends."""
        if self.inside and name.rpartition(":")[2] in GROUPS:
            self.inside = False

    def declared(self, *_what: object) -> None:
        """Workbooks declare no entities; those that do want to blow them up."""
        raise _TooMuch
