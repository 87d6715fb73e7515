"""What is noticed about a file and its lines: as codes with facts, so that every reader is told in their own language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from participation.common.text import excerpt

SHOWN = 60  # characters of a value
# What is noticed but hinders nothing; every other code does.
REMARKS = frozenset(
    {"outside", "no_district", "no_theme", "cut", "no_status", "markup", "link", "elsewhere", "words_changed", "other_language"}
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was noticed. code: a key of `wording.WORDS`; value: what stood there, shortened."""

    code: str
    column: str = ""
    value: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hinders(self) -> bool:
        """Whether the line cannot be taken."""
        return self.code not in REMARKS

    def stored(self) -> dict[str, Any]:
        """As JSON. PostgreSQL keeps neither NUL nor halves of characters, and this may be about them."""
        value = self.value.replace("\x00", "␀").encode("utf-8", "replace").decode()
        return {"code": self.code, "column": self.column, "value": value, "facts": dict(self.facts)}

    @classmethod
    def of_stored(cls, stored: Mapping[str, Any]) -> Finding:
        """What `stored` made."""
        return cls(code=stored["code"], column=stored["column"], value=stored["value"], facts=stored["facts"])


def noticed(code: str, column: str = "", value: str = "", **facts: Any) -> Finding:
    """A finding about a cell."""
    return Finding(code=code, column=column, value=excerpt(value, SHOWN), facts=facts)


class Unreadable(Exception):
    """From a line on (1 is the first) nothing of a file can be read."""

    def __init__(self, line: int, code: str, column: str = "", value: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.line = line
        self.finding = noticed(code, column, value, **facts)
