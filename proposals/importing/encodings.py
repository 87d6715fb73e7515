"""Which encoding a text file is in. What cannot be told for sure is not guessed."""

from __future__ import annotations

import codecs
from pathlib import Path

from proposals.importing.findings import Unreadable

PIECE = 1 << 16  # bytes
LOOKED_AT = 4096  # bytes of the beginning
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What texts of the north and west of Europe hold beyond ASCII. The same bytes read in the wrong table (a Cyrillic one, a
# Macintosh's) give letters that hardly occur in these languages, or capitals inside of words.
LIKELY = frozenset("åäöÅÄÖéÉèÈêëüÜøØæÆšŠžŽßñÑáÁíÍóÓúÚàâçÇîïôûõÕ€£§°´–—‘’‚“”„…«»•·½¼¾²³±×µ©®¿¡ªº\xa0\xad")
MOST_UNLIKELY = 0.05  # of what is beyond ASCII
MOST_BEYOND_ASCII = 0.3  # of the letters


def find_encoding(path: Path) -> str:
    """The codec of a text file: utf-8, utf-8-sig, utf-16 (with or without its mark) or cp1252. Memory does not grow with it.

    Raises Unreadable with the first line that is not UTF-8 when it is none of them for sure.
    """
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    for mark, codec in MARKS:
        if start.startswith(mark):
            return codec
    if without_mark := _utf16_without_mark(start):
        return without_mark
    bad_line = _first_line_not_utf8(path)
    if bad_line is None:
        return "utf-8"
    if _is_windows_1252(path):
        return "cp1252"
    raise Unreadable(bad_line, "encoding")


def _utf16_without_mark(start: bytes) -> str:
    """UTF-16 of Latin letters has a zero in every second byte."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half < 4 or max(even, odd) < half * 0.6 or min(even, odd) > half * 0.02:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _first_line_not_utf8(path: Path) -> int | None:
    """None where all of it is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while True:
            piece = file.read(PIECE)
            held = decoder.getstate()[0]
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return line + (held + piece)[: error.start].count(b"\n")
            if not piece:
                return None
            line += piece.count(b"\n")


def _is_windows_1252(path: Path) -> bool:
    letters = beyond = unlikely = 0
    before = ""
    with path.open(encoding="cp1252", newline="") as file:
        try:
            while text := file.read(PIECE):
                for sign in text:
                    letters += sign.isalpha()
                    if sign > "\x7f":
                        beyond += 1
                        unlikely += sign not in LIKELY or (sign.isupper() and before.islower())
                    before = sign
        except UnicodeDecodeError:  # five bytes mean nothing in it
            return False
    return unlikely <= beyond * MOST_UNLIKELY and beyond <= letters * MOST_BEYOND_ASCII
