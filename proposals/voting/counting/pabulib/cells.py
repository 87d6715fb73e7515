"""From bytes to rows of cells, never holding more than one line, which may not be long."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from proposals.voting.counting.pabulib.invalid import Invalid

LONGEST_LINE = 200_000  # bytes
LARGEST_FILE = 500_000_000  # bytes, after unpacking
GZIP = b"\x1f\x8b"
SECTIONS = ("META", "PROJECTS", "VOTES")


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line on which it ends."""

    line: int
    cells: Sequence[str]


def rows(file: BinaryIO) -> Iterator[tuple[str, Row]]:
    """The rows of a file, plain or packed with gzip, each with the name of its section; empty lines are passed over.

    The three sections are there, once and in their order, or the file is refused.
    """
    reader = csv.reader(_lines(_unpacked(file)), delimiter=";", strict=True)
    section, following = "", list(SECTIONS)
    try:
        for cells in reader:
            if len(cells) == 1 and cells[0].strip() in SECTIONS:
                section = _next_section(cells[0].strip(), following, reader.line_num)
            elif any(cells):
                if not section:
                    raise Invalid(reader.line_num, "The file has to begin with the section META.")
                yield section, Row(reader.line_num, cells)
    except csv.Error as error:
        raise Invalid(reader.line_num, f"The row cannot be read: {error}.") from None
    if following:
        raise Invalid(reader.line_num, f"The file ends without a section {following[0]}.")


def _next_section(name: str, following: list[str], line: int) -> str:
    if not following or name != following[0]:
        expected = f"the section {following[0]}" if following else "no other section"
        raise Invalid(line, f"The section {name} stands where {expected} has to be.")
    return following.pop(0)


def _unpacked(file: BinaryIO) -> BinaryIO:
    begin = file.read(len(GZIP))
    file.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if begin == GZIP else file


def _lines(file: BinaryIO) -> Iterator[str]:
    read, number = 0, 0
    while line := _read_line(file, number + 1):
        number += 1
        read += len(line)
        if len(line) > LONGEST_LINE:
            raise Invalid(number, f"The line is longer than {LONGEST_LINE:,} bytes.")
        if read > LARGEST_FILE:
            raise Invalid(number, f"The file is larger than {LARGEST_FILE:,} bytes.")
        if b"\0" in line:
            raise Invalid(number, "The line has a NUL character.")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise Invalid(number, "The line is not in UTF-8.") from None


def _read_line(file: BinaryIO, number: int) -> bytes:
    try:
        return file.readline(LONGEST_LINE + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Invalid(number, "The packed file is damaged here.") from None
