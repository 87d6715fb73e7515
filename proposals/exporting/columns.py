"""What an export says of a proposal: stable names for machines, words for readers, and what stands in the cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from districts.models import District
from participation.common.origin import Origin
from participation.projects.models import Category
from proposals.addresses import address
from proposals.states import Status

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from proposals.models import ExternalRef, Proposal


@dataclass(frozen=True)
class Names:
    """Names by key, in one language, so that a row costs no query and keeps its language while it is sent.

    For machines they are the ones that an import finds again: first language of a district, address part of a theme.
    """

    machine: bool
    language: str
    districts: dict[int, str] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, *, machine: bool) -> Names:
        """Read them once for an export, in the active language. Two queries."""
        districts = District.objects.defer("boundary")
        return cls(
            machine=machine,
            language=get_language() or settings.LANGUAGE_CODE,
            districts={row.pk: row.name if machine else str(row) for row in districts},
            categories={row.pk: row.slug if machine else str(row) for row in Category.objects.all()},
            statuses={status.value: status.value if machine else str(status.label) for status in Status},
            channels={origin.value: origin.value if machine else str(origin.label) for origin in Origin},
        )

    def moment(self, at: datetime | None) -> Any:
        """For machines with its zone; for readers in the city's time, to the minute."""
        if at is None:
            return ""
        if self.machine:
            return at.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")
        return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Column:
    """key: its stable name. about: what stands in it, for the page about open data."""

    key: str
    label: str | Promise
    about: str | Promise
    cell: Callable[[Proposal, Names], Any]

    def heading(self, names: Names) -> str:
        """Its name in the first row."""
        return self.key if names.machine else str(self.label)


def _source(proposal: Proposal) -> ExternalRef | None:
    return getattr(proposal, "external_ref", None)


def page_address(proposal: Proposal, names: Names) -> str:
    """Where it is read, in the export's language."""
    return f"{settings.PUBLIC_URL}/{names.language}/{address(proposal)}"


def _of_source(name: str) -> Callable[[Proposal, Names], Any]:
    def cell(proposal: Proposal, _names: Names) -> Any:
        value = getattr(_source(proposal), name, "")
        return "" if value is None else value

    return cell


COLUMNS: Sequence[Column] = (
    Column("id", _("Number"), _("The proposal's number on this platform. It never changes."), lambda row, _n: row.pk),
    Column("title", _("Title"), _("As its author wrote it."), lambda row, _n: row.title),
    Column("body", _("Proposal"), _("The whole text, without markup."), lambda row, _n: row.body),
    Column("language", _("Language"), _("The code of the language it is written in."), lambda row, _n: row.language),
    Column(
        "state",
        _("Status"),
        _("Where the city stands: collecting, assessing, accepted, rejected or done."),
        lambda row, names: names.statuses[row.status],
    ),
    Column(
        "category",
        _("Theme"),
        _("One of the project's themes; empty without one."),
        lambda row, names: names.categories.get(row.category_id or 0, ""),
    ),
    Column(
        "district",
        _("District"),
        _("The district it belongs to; the city's name where it is about the whole city."),
        lambda row, names: names.districts.get(row.district_id, ""),
    ),
    Column("place", _("Place in words"), _("As its author wrote it."), lambda row, _n: row.place),
    Column(
        "latitude",
        _("Latitude"),
        _("Degrees in WGS84; empty without a place on the map."),
        lambda row, _n: "" if row.latitude is None else row.latitude,
    ),
    Column(
        "longitude",
        _("Longitude"),
        _("Degrees in WGS84; empty without a place on the map."),
        lambda row, _n: "" if row.longitude is None else row.longitude,
    ),
    Column(
        "published_at",
        _("Published"),
        _("In the city's time. For machines with the time zone."),
        lambda row, names: names.moment(row.published_at),
    ),
    Column("edited_at", _("Changed"), _("The last change by its author."), lambda row, names: names.moment(row.edited_at)),
    Column(
        "author",
        _("Author"),
        _("The public name, and for whom they speak; empty where it is not known. Never an e-mail address."),
        lambda row, _n: row.signature,
    ),
    Column(
        "supports", _("Supports"), _("How many support it now. Who they are is never told."), lambda row, _n: row.support_count
    ),
    Column("comments", _("Comments"), _("How many visible comments it has."), lambda row, _n: row.comment_count),
    Column("url", _("Address"), _("Its own page."), page_address),
    Column("source", _("Source"), _("Where it was collected, if not here."), _of_source("source")),
    Column("source_url", _("Address at the source"), _("Its page there, if it is known."), _of_source("url")),
    Column(
        "source_supports",
        _("Supports at the source"),
        _("How many it had there. They are not counted here."),
        _of_source("supports"),
    ),
)


def heading_row(columns: Sequence[Column], names: Names) -> list[str]:
    """The first row."""
    return [column.heading(names) for column in columns]


def cells(proposal: Proposal, columns: Sequence[Column], names: Names) -> list[Any]:
    """One row."""
    return [column.cell(proposal, names) for column in columns]
