"""What four kinds of tables call things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils import timezone

from participation.common.tables import plain_cell
from participation.common.text import has_words
from proposals.importing.findings import Unreadable
from proposals.importing.rows import ID_LENGTH, Cells, ImportedRow, cut_title, has_stray_character
from proposals.importing.states import CONSUL_STATES, STATES, State, consul_budget_state
from proposals.importing.tables import Line, Record, Table, folded
from proposals.services.content import BODY_LENGTH, PLACE_LENGTH, TITLE_LENGTH
from proposals.states import Status

PARTS = (
    "id",
    "title",
    "body",
    "language",
    "state",
    "published_at",
    "district",
    "place",
    "latitude",
    "longitude",
    "category",
    "url",
    "supports",
    "comments",
)
IN_LANGUAGES = re.compile(r"title/([a-z]{2,3}(?:-[a-z]{2,4})?)")  # Decidim: one column for each language
PEOPLE = {"author", "author username", "author/id", "author/name", "administrator", "valuator", "endorsements/user_endorsements"}
SHOWN_COLUMNS = 20


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of table: which column tells what.

    columns: part of a proposal -> names of columns, of which the first that is not empty counts; for the id, all of them
        together; `{language}` stands for each language the table has. needed: the parts without which a file is not of this kind.
    marks: columns by which the kind is recognised, more telling ones first. body_is_all: the columns of the body are joined.
    """

    key: str
    columns: Mapping[str, Sequence[str]]
    needed: Sequence[str] = ("title",)
    marks: Sequence[frozenset[str]]
    states: Mapping[str, State] = field(default_factory=lambda: STATES)
    state_of: Callable[[Record], State | None] | None = None
    has_markup: bool = False
    body_is_all: bool = False
    is_ours: bool = False

    def with_columns(self, chosen: Mapping[str, Sequence[str]]) -> Format:
        """The same for a table that calls some things otherwise."""
        names = {part: tuple(folded(name) for name in columns) for part, columns in chosen.items()}
        return replace(self, columns={**self.columns, **names})

    def known_columns(self) -> set[str]:
        """Names that a table of this kind has, as far as they do not name a language."""
        return {name for names in self.columns.values() for name in names if "{" not in name}

    def require(self, header: Sequence[str], language: str) -> None:
        """Raise Unreadable when a header lacks something that this kind has to have, or has it twice."""
        known = [folded(name) for name in header]
        found = ", ".join(header[:SHOWN_COLUMNS])
        languages = languages_of(known, language)
        for part in ("id", *self.needed):
            names = [name.format(language=code) for name in self.columns[part] for code in languages]
            missing = [name for name in names if name not in known]
            if missing and (part == "id" or len(missing) == len(names)):
                raise Unreadable(1, "header", missing[0], found=found)
        used = {name.format(language=code) for names in self.columns.values() for name in names for code in languages}
        for name in used:
            if known.count(name) > 1:
                raise Unreadable(1, "header_twice", name)

    def unused(self, header: Sequence[str], language: str) -> list[str]:
        """Columns of which nothing is kept."""
        languages = languages_of([folded(name) for name in header], language)
        used = {name.format(language=code) for names in self.columns.values() for name in names for code in languages}
        return [name for name in header if name.strip() and folded(name) not in used]


def languages_of(columns: Iterable[str], language: str) -> list[str]:
    """The languages a table has columns of, the wished one first."""
    found = [match[1] for name in columns if (match := IN_LANGUAGES.fullmatch(name))]
    return list(dict.fromkeys([language, *found]))


def rows(table: Table, form: Format, language: str) -> Iterator[ImportedRow]:
    """Every line of a table as a proposal, with what was noticed. Raises Unreadable where the reading ends."""
    form.require(table.header, language)
    now = timezone.now()
    empty = True
    for line in table.lines():
        empty = False
        yield _Reader(form, line, language, now).row()
    if empty:
        raise Unreadable(1, "no_rows")


class _Reader:
    """Reads one line."""

    def __init__(self, form: Format, line: Line, language: str, now: datetime) -> None:
        self.form, self.line, self.now = form, line, now
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
        """The first cell of a part that is not empty. An own export's cells lose the apostrophe that made them safe."""
        for name in self._names(part, languages):
            if value := self.line.record.get(name, "").strip():
                return plain_cell(value) if self.form.is_ours else value
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


SAME = {part: (part,) for part in PARTS}
OMASTADI = Format(
    key="omastadi",
    # An id is unique in its round only. What came of the vote (`selected`) is no state of a proposal.
    columns={part: (part,) for part in ("title", "body", "district", "latitude", "longitude", "state")}
    | {"id": ("round", "id"), "comments": ("comments_count",)},
    needed=("title", "body", "district", "latitude", "longitude", "state"),
    marks=(frozenset({"round", "id", "area_scope", "title"}),),
)
DECIDIM = Format(
    key="decidim",
    columns={
        "id": ("id",),
        "title": ("title/{language}",),
        "body": ("body/{language}",),
        "state": ("state", "state/token"),
        "published_at": ("published_at", "created_at"),
        "district": ("scope/name/{language}",),
        "place": ("address",),
        "latitude": ("latitude",),
        "longitude": ("longitude",),
        "category": ("category/name/{language}", "taxonomies/name/{language}"),
        "url": ("url",),
        "supports": ("supports", "votes"),
        "comments": ("comments",),
    },
    needed=("title", "body"),
    marks=(frozenset({"id", "component/id"}), frozenset({"id", "participatory_space/url"})),
    has_markup=True,
)
CONSUL = Format(
    key="consul",
    # Its open data of proposals, and the table of a budget's investments.
    columns={
        "id": ("id",),
        "title": ("title",),
        "body": ("summary", "description", "text"),
        "state": ("status",),
        "published_at": ("date", "published_at", "created_at"),
        "district": ("geozone(heading)", "geozone", "heading", "scope of operation", "geozone_name"),
        "place": ("location", "map location"),
        "latitude": ("latitude",),
        "longitude": ("longitude",),
        "category": ("tags", "category"),
        "url": ("url",),
        "supports": ("num_supports", "supports", "cached_votes_up"),
        "comments": ("num_comments", "comments_count"),
    },
    marks=(
        frozenset({"id", "title", "summary", "num_supports"}),
        frozenset({"id", "title", "valuation finished (yes/no)"}),
        frozenset({"id", "title", "valuator"}),
        frozenset({"id", "title", "author username"}),
    ),
    states=CONSUL_STATES,
    state_of=consul_budget_state,
    has_markup=True,
    body_is_all=True,
)
CSV = Format(
    key="csv",
    columns={**SAME, "published_at": ("published_at", "created_at")},
    marks=(frozenset({"id", "title"}),),
    is_ours=True,
)
FORMATS = {form.key: form for form in (OMASTADI, DECIDIM, CONSUL, CSV)}
ALL_COLUMNS = set().union(
    *(form.known_columns() for form in FORMATS.values()), *(mark for form in FORMATS.values() for mark in form.marks)
)


def recognised(header: Sequence[str]) -> Format:
    """The format of a table, by its columns. Raises Unreadable when it is none of ours."""
    known = {folded(name) for name in header}
    for form in FORMATS.values():
        if any(mark <= known for mark in form.marks):
            return form
    raise Unreadable(1, "unknown_format", found=", ".join(header[:SHOWN_COLUMNS]))


def people_in(header: Iterable[str]) -> list[str]:
    """Columns that name people: they are never kept."""
    return [name for name in header if folded(name) in PEOPLE]
