"""What four kinds of tables call things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from proposals.importing.findings import Unreadable
from proposals.importing.states import CONSUL_STATES, STATES, State, consul_budget_state
from proposals.importing.tables import Record, folded

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
