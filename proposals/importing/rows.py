"""One line of a table as a proposal, with everything that is wrong or worth saying about it."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import strip_tags

from proposals.importing.findings import Finding, noticed
from proposals.models import ExternalRef
from proposals.services.content import TITLE_LENGTH
from proposals.states import Status

ID_LENGTH = ExternalRef._meta.get_field("external_id").max_length or 120
URL_LENGTH = ExternalRef._meta.get_field("url").max_length or 500
LARGEST_NUMBER = 2**31 - 1
# 31.5.2024, 31.5.2024 12:30, 31.5.2024 klo 12.30
FINNISH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+(?:klo?\.?\s*)?(\d{1,2})[.:](\d{2}))?")
SLASHES = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}\b.*")
STRAY = re.compile("[\x00\ud800-\udfff]")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,6})?")
BROKEN_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li|h\d|ul|ol|tr)>", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:p|br|div|span|ul|ol|li|a|b|i|em|strong|h\d|img|table|tr|td|iframe)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ImportedRow:
    """One proposal as a source tells it. Degrees in WGS84; `district` and `category` are names in any language.

    supports, comments: how many it had there. findings: what was noticed while reading it.
    """

    line: int
    external_id: str = ""
    title: str = ""
    body: str = ""
    language: str = ""
    withdrawn: bool = False
    status: Status = Status.COLLECTING
    latitude: float | None = None
    longitude: float | None = None
    district: str = ""
    place: str = ""
    category: str = ""
    at: datetime | None = None
    url: str = ""
    supports: int | None = None
    comments: int | None = None
    findings: Sequence[Finding] = field(default_factory=tuple)


class Cells:
    """Reads the cells of one line, and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def notice(self, code: str, column: str = "", value: str = "", **facts: object) -> None:
        """Add a finding."""
        self.findings.append(noticed(code, column, value, **facts))

    def degrees(self, written: str, column: str, limit: float) -> float | None:
        """A coordinate, with a point or a comma; None for an empty cell and for anything that is no place."""
        if not written:
            return None
        try:
            value = float(written.replace(",", "."))
        except ValueError:
            self.notice("number", column, written)
            return None
        if not math.isfinite(value) or abs(value) > limit:
            self.notice("earth", column, written)
            return None
        return value

    def number(self, written: str, column: str) -> int | None:
        """A count; blanks between its digits do not matter."""
        digits = "".join(written.split())
        if not digits:
            return None
        if not (digits.isascii() and digits.isdecimal()) or len(digits) > 10 or int(digits) > LARGEST_NUMBER:
            self.notice("count", column, written)
            return None
        return int(digits)

    def moment(self, written: str, column: str, now: datetime) -> datetime | None:
        """A day or a time in ISO form or as Finnish writes it; the city's time where it names no zone."""
        if not written:
            return None
        found = read_moment(written)
        if found is None:
            self.notice("slashes" if SLASHES.fullmatch(written) else "date", column, written)
        elif found > now:
            self.notice("future", column, written)
            found = None
        return found

    def link(self, written: str, column: str) -> str:
        """An address of the web; what is none is left out."""
        if not written:
            return ""
        try:
            parts = urlsplit(written)
            is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            is_web = False
        if is_web and len(written) <= URL_LENGTH and not any(sign.isspace() for sign in written):
            return written
        self.notice("link", column, written)
        return ""

    def words(self, text: str, column: str) -> str:
        """A text of a source that keeps HTML, as words and line ends."""
        if not MARKUP.search(text):
            return text
        self.notice("markup", column)
        return plain_text(text)

    def code_of_language(self, written: str, column: str) -> str:
        """A language's code in small letters."""
        code = written.casefold().replace("_", "-")
        if not LANGUAGE.fullmatch(code):
            self.notice("language", column, written)
        return code


def cut_title(title: str, body: str) -> tuple[str, str]:
    """A title that is too long is cut at a word, and stands whole at the start of the body."""
    title, body = " ".join(title.split()), body.strip()
    if len(title) <= TITLE_LENGTH:
        return title, body or title
    short = title[: TITLE_LENGTH - 1]
    short = short.rsplit(" ", 1)[0] if " " in short[TITLE_LENGTH // 2 :] else short
    return f"{short}…", f"{title}\n\n{body}".strip()


def read_moment(written: str) -> datetime | None:
    """None for what is no moment."""
    try:
        found = parse_datetime(written)
        if found is None and (day := parse_date(written)):
            found = datetime(day.year, day.month, day.day)
        if found is None and (match := FINNISH.fullmatch(written)):
            day_of_month, month, year, hour, minute = (int(part or 0) for part in match.groups())
            found = datetime(year, month, day_of_month, hour, minute)
        if found is None:
            return None
        return found if timezone.is_aware(found) else timezone.make_aware(found)
    except (ValueError, OverflowError):
        return None


def plain_text(text: str) -> str:
    """The words of an HTML text; paragraphs and list items end in a line end."""
    lines = html.unescape(strip_tags(BROKEN_LINE.sub("\n", text))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def has_stray_character(text: str) -> bool:
    """Whether PostgreSQL could not keep it: NUL, and halves of characters."""
    return STRAY.search(text) is not None
