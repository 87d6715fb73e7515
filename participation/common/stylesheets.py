"""One stylesheet out of many: what a file imports is put in the place of the import."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

IMPORT = re.compile(r"""^@import url\("(?P<address>[^":]+)"\);\n?""", re.MULTILINE)
URL = re.compile(r"""url\(\s*(["']?)(?P<address>[^"')]+)\1\s*\)""")
ELSEWHERE = re.compile(r"[a-z]+:|//|/|#", re.IGNORECASE)


def join(name: str, read: Callable[[str], str]) -> str:
    """Return a stylesheet with everything it imports, in order.

    name: the file's name below the static root. read: gives a file's text by such a name.
    Relative addresses in an imported file still lead where they led.
    """
    folder = posixpath.dirname(name)

    def put_in(match: re.Match[str]) -> str:
        part = posixpath.normpath(posixpath.join(folder, match["address"]))
        return _rebased(join(part, read), posixpath.dirname(part), folder)

    return IMPORT.sub(put_in, read(name))


def imports(name: str, read: Callable[[str], str]) -> list[str]:
    """Return the names of the files that a stylesheet imports itself, in order."""
    folder = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(folder, match["address"])) for match in IMPORT.finditer(read(name))]


def _rebased(text: str, was_in: str, is_in: str) -> str:
    def moved(match: re.Match[str]) -> str:
        address = match["address"]
        if ELSEWHERE.match(address):
            return match[0]
        return f'url("{posixpath.relpath(posixpath.join(was_in, address), is_in or ".")}")'

    return URL.sub(moved, text)
