"""Why a file is refused."""

from __future__ import annotations


class Invalid(ValueError):
    """The file cannot be counted. line: where that was seen, from 1; 0 where it is about the file as a whole."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}" if line else reason)
        self.line = line
        self.reason = reason


def short(text: str) -> str:
    """What was found, as it can be quoted: on one line and not longer than a line."""
    quoted = repr(text[:61])
    return quoted if len(text) <= 60 else f"{quoted[:-2]}…{quoted[-1]}"
