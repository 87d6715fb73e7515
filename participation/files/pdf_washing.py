"""A program of its own: reads a PDF from standard input and writes a clean one to standard output.

It runs in a process with little memory and little time, so that a file made to exhaust either takes nothing else with it.
Only the pages are copied; scripts, actions, forms, enclosed files and whatever says who made it are left behind. Anything
outside the PDF's own structure, such as a second file hidden in front of it or after it, is not copied at all.
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from typing import Any

MOST_MEMORY = 1024 * 1024 * 1024  # bytes of address space
MOST_SECONDS = 20  # of processor time
MOST_PAGES = 400
MOST_WRITTEN = 20 * 1024 * 1024  # bytes; who started this program holds them in memory
PROTECTED, UNREADABLE, TOO_LONG = 3, 4, 5  # how the program ends when there is nothing to write
# What a viewer would act on, and what tells about the maker. /Next: what is done after an action that is harmless itself.
DROPPED = frozenset(
    [
        *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm", "/RichMediaContent"),
        *("/Next", "/PA"),
        *("/Metadata", "/PieceInfo", "/LastModified", "/Collection", "/Perms"),
    ]
)
WEB = ("http://", "https://", "mailto:")
JPEG_KEPT = frozenset((0xE0, 0xEE))  # the segments of a JPEG that say how to show it: JFIF, and Adobe's colours


def main() -> int:
    """Wash one file; returns the exit status."""
    _limit()
    from pypdf import PdfReader, PdfWriter

    try:
        reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        if reader.is_encrypted:
            return PROTECTED
        if len(reader.pages) > MOST_PAGES:
            return TOO_LONG
        writer = PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        if not writer.pages:
            return UNREADABLE
        writer.metadata = None
        wash(writer.root_object)
        out = io.BytesIO()
        writer.write(out)
        if out.tell() > MOST_WRITTEN:
            return UNREADABLE
    except (Exception, RecursionError, MemoryError):  # noqa: BLE001 - a broken file is answered by any of them
        return UNREADABLE
    sys.stdout.buffer.write(out.getvalue())
    return 0


def _limit() -> None:
    """As far as the system knows limits."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def wash(root: Any) -> None:
    """Walk through everything that hangs on the document and take out what is not to be kept."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

    seen: set[int] = set()
    left = [root]
    while left:
        item = left.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, ArrayObject):
            left.extend(list(item))
        elif isinstance(item, DictionaryObject):
            for key in [key for key in item if key in DROPPED or (key == "/A" and not _is_harmless(item[key]))]:
                del item[key]
            if isinstance(item, StreamObject):
                _strip_picture(item)
            left.extend(item.raw_get(key) for key in list(item))


def _is_harmless(action: Any) -> bool:
    """Whether it is a link to a page of the web or of the document."""
    get = getattr(action, "get", lambda _key: None)
    if get("/S") != "/URI":
        return bool(get("/S") == "/GoTo")
    address = get("/URI")
    return (address.decode("latin-1") if isinstance(address, bytes) else str(address)).strip().lower().startswith(WEB)


def _strip_picture(stream: Any) -> None:
    """A photograph inside the document carries its own notes of where and when it was taken."""
    filters = stream.get("/Filter")
    if filters in ("/DCTDecode", ["/DCTDecode"]):
        stream._data = bare_jpeg(stream._data)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without notes and comments; what does not look like one is left as it is."""
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        is_note = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_note or marker in JPEG_KEPT:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, data[at:]])


if __name__ == "__main__":
    sys.exit(main())
