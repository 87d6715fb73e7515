"""Reading a file of code hashes, a line at a time: what each line says, or what is wrong with it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from participation.accounts.social import day_of_birth

COLUMNS = ("code_hash", "district", "born", "subject")
MOST_LINES = 300_000
PIECE = 1 << 16
LONGEST_LINE = 2000
HEX = frozenset("0123456789abcdef")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class UnreadableFile(Exception):
    """The file as a whole is no list of codes. The message is for who sent it."""


@dataclass(frozen=True)
class CodeLine:
    """One line. number: 1 is the header; wrong: what is wrong with it, in words."""

    number: int
    code_hash: str = ""
    district: str = ""
    born: date | None = None
    subject: str = ""
    wrong: str = ""


def code_lines(file: IO[bytes], districts: Mapping[str, int]) -> Iterator[CodeLine]:
    """Every line below the header. The file is read from its beginning.

    districts: the codes that there are. Raises UnreadableFile for no header, no text, or too many lines.
    """
    reader = csv.reader(_text_lines(file), delimiter=_delimiter(file), strict=True)
    header: list[str] = []
    number = 0
    try:
        for cells in reader:
            if not header:
                header = _header(cells)
                continue
            number += 1
            if number > MOST_LINES:
                raise UnreadableFile(_("The file has more than %(most)s lines. Split it.") % {"most": MOST_LINES})
            if any(cell.strip() for cell in cells):
                yield _line(reader.line_num, dict(zip(header, cells, strict=False)), len(cells), len(header), districts)
    except csv.Error as error:
        raise UnreadableFile(_("Line %(line)s cannot be read.") % {"line": reader.line_num + 1}) from error
    if not header:
        raise UnreadableFile(_("The file is empty."))


def _text_lines(file: IO[bytes]) -> Iterator[str]:
    encoding = encoding_of(file)
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = ""
    while True:
        piece = file.read(PIECE)
        rest += decoder.decode(piece, final=not piece)
        if "\x00" in rest:
            raise UnreadableFile(_("This is not a text file."))
        *lines, rest = io.StringIO(rest, newline=None).read().split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(rest) > LONGEST_LINE:
            raise UnreadableFile(_("This is not a list of codes: a line is too long."))
        if not piece:
            break
    if rest:
        yield rest


def encoding_of(file: IO[bytes]) -> str:
    """UTF-8 or UTF-16 by its mark, UTF-8 where all of it is, else what Windows calls Western European."""
    file.seek(0)
    beginning = file.read(4)
    for mark, encoding in MARKS:
        if beginning.startswith(mark):
            return encoding
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(file: IO[bytes]) -> str:
    first = next(_text_lines(file), "")
    return max(";,\t", key=first.count)


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    if "code_hash" not in names:
        raise UnreadableFile(_("The first line has to name the columns; “code_hash” is missing."))
    strange = [name for name in names if name not in COLUMNS]
    if strange or len(set(names)) != len(names):
        words = _("Only these columns can be there, each once: %(names)s.")
        raise UnreadableFile(words % {"names": ", ".join(COLUMNS)})
    return names


def _line(number: int, cells: Mapping[str, str], there: int, wanted: int, districts: Mapping[str, int]) -> CodeLine:
    if there > wanted:
        return CodeLine(number, wrong=_("It has more cells than the header."))
    found = {name: value.strip() for name, value in cells.items()}
    code = found["code_hash"].casefold() if "code_hash" in found else ""
    if len(code) != 64 or not HEX.issuperset(code):
        return CodeLine(number, wrong=_("The code's hash has to be 64 hexadecimal digits (SHA-256)."))
    district, born = found.get("district", ""), found.get("born", "")
    if district and district not in districts:
        return CodeLine(number, wrong=_("There is no district with this code."))
    day = day_of_birth(born)
    if born and day is None:
        return CodeLine(number, wrong=_("The date of birth has to be a day such as 2011-05-31."))
    return CodeLine(number, code, district, day, found.get("subject", ""))
