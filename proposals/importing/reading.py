"""Reading a table in its format: every line as a proposal, with what was noticed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from participation.common.tables import plain_cell
from participation.common.text import has_words
from proposals.importing.findings import Unreadable
from proposals.importing.formats import Format, languages_of
from proposals.importing.rows import ID_LENGTH, Cells, ImportedRow, cut_title, has_stray_character
from proposals.importing.states import State
from proposals.importing.tables import Line, Table
from proposals.services.content import BODY_LENGTH, PLACE_LENGTH, TITLE_LENGTH
from proposals.states import Status


def rows(table: Table, form: Format, language: str) -> Iterator[ImportedRow]:
    """Every line of a table as a proposal, with what was noticed. Raises Unreadable where the reading ends."""
    form.require(table.header, language)
    now = timezone.now()
    defused = form.is_ours and table.kind == "csv"
    empty = True
    for line in table.lines():
        empty = False
        yield _Reader(form, line, language, now, defused=defused).row()
    if empty:
        raise Unreadable(1, "no_rows")


class _Reader:
    """Reads one line. defused: whether its cells may have the apostrophe with which our own exports make them harmless."""

    def __init__(self, form: Format, line: Line, language: str, now: datetime, *, defused: bool) -> None:
        self.form, self.line, self.now, self.defused = form, line, now, defused
        self.cells = Cells()
        self.languages = languages_of(line.record, language)

    def row(self) -> ImportedRow:
        """The proposal, and what was noticed about it."""
        if self.line.finding is not None:
            return ImportedRow(line=self.line.number, findings=(self.line.finding,))
        self._require_storable()
        language, title = self._title()
        title, body = cut_title(title, self._body(language))
        self._require_lengths(title, body)
        state = self._state()
        latitude, longitude = self._degrees()
        return ImportedRow(
            line=self.line.number,
            external_id=self._id(),
            title=title,
            body=body if has_words(body) else title,
            language=language,
            withdrawn=state.withdrawn,
            status=state.status,
            latitude=latitude,
            longitude=longitude,
            district=self._cell("district"),
            place=self._cell("place"),
            category=self._cell("category"),
            at=self.cells.moment(self._cell("published_at"), self._column("published_at"), self.now),
            url=self.cells.link(self._cell("url"), self._column("url")),
            supports=self.cells.number(self._cell("supports"), self._column("supports")),
            comments=self.cells.number(self._cell("comments"), self._column("comments")),
            findings=tuple(self.cells.findings),
        )

    def _names(self, part: str, languages: Sequence[str] = ()) -> Iterator[str]:
        for name in self.form.columns.get(part, ()):
            if "{" in name:
                yield from (name.format(language=code) for code in languages or self.languages)
            else:
                yield name

    def _column(self, part: str) -> str:
        """The column as a reader would look for it."""
        return next((name for name in self._names(part) if name in self.line.record), part)

    def _cell(self, part: str, languages: Sequence[str] = ()) -> str:
        """The first cell of a part that is not empty."""
        for name in self._names(part, languages):
            if value := self.line.record.get(name, "").strip():
                return plain_cell(value) if self.defused else value
        return ""

    def _id(self) -> str:
        parts = [self.line.record.get(name, "").strip() for name in self._names("id")]
        for name, value in zip(self._names("id"), parts, strict=True):
            if not value:
                self.cells.notice("empty", name)
        found = ":".join(parts)
        if len(found) > ID_LENGTH:
            self.cells.notice("too_long", self._column("id"), found, length=len(found), limit=ID_LENGTH)
        return found

    def _title(self) -> tuple[str, str]:
        """(language, title): in the wished language where it has one, else in the first that has."""
        by_column = any("{" in name for name in self.form.columns["title"])
        for language in self.languages if by_column else self.languages[:1]:
            title = self._cell("title", [language])
            if self.form.has_markup:
                title = self.cells.words(title, self._column("title"))
            if has_words(title):
                if language != self.languages[0]:
                    self.cells.notice("other_language", value=language)
                written = self._cell("language")
                own = self.cells.code_of_language(written, self._column("language")) if written else language
                return own, title
        self.cells.notice("empty", self._column("title"))
        return self.languages[0], ""

    def _body(self, language: str) -> str:
        names = [language, *self.languages]
        if self.form.body_is_all:
            texts = [self.line.record.get(name, "").strip() for name in self._names("body", names)]
            text = "\n\n".join(dict.fromkeys(one for one in texts if one))
        else:
            text = self._cell("body", names)
        return self.cells.words(text, self._column("body")) if self.form.has_markup else text

    def _require_lengths(self, title: str, body: str) -> None:
        if title.endswith("…") and not self._cell("title").endswith("…"):
            self.cells.notice("cut", limit=TITLE_LENGTH)
        for part, text, limit in (("body", body, BODY_LENGTH), ("place", self._cell("place"), PLACE_LENGTH)):
            if len(text) > limit:
                self.cells.notice("too_long", self._column(part), text, length=len(text), limit=limit)

    def _state(self) -> State:
        if self.form.state_of is not None and (found := self.form.state_of(self.line.record)):
            return found
        written = self._cell("state")
        state = self.form.states.get(written.casefold())
        if state is None:
            known = ", ".join(sorted(key for key in self.form.states if key))
            self.cells.notice("state", self._column("state"), written, known=known)
            return State(Status.COLLECTING)
        if state.has_no_match:
            self.cells.notice("no_status", self._column("state"), written)
        return state

    def _degrees(self) -> tuple[float | None, float | None]:
        noticed_before = len(self.cells.findings)
        latitude = self.cells.degrees(self._cell("latitude"), self._column("latitude"), 90)
        longitude = self.cells.degrees(self._cell("longitude"), self._column("longitude"), 180)
        if (latitude is None) != (longitude is None) and len(self.cells.findings) == noticed_before:
            self.cells.notice("half_place")
        return latitude, longitude

    def _require_storable(self) -> None:
        for name, value in self.line.record.items():
            if has_stray_character(value):
                self.cells.notice("character", name, value)
