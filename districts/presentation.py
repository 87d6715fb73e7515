"""What the pages about districts show, gathered in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from districts.maps import map_context
from districts.models import District
from districts.names import by_name
from districts.panels import numbers_for
from districts.queries import districts_with_pages, pages_of, participation_districts, people_of
from districts.states import Level, Role
from participation.common.served_pages import reader_path


@dataclass
class Group:
    """A wider district and those inside it, each with the address of its page, empty where there is none."""

    district: District | None
    url: str
    members: list[tuple[District, str]]


def _addresses(districts: list[District], language: str) -> dict[int, str]:
    return {district_id: reader_path(page) for district_id, page in pages_of(districts, language).items()}


def grouped_districts(language: str) -> tuple[list[Group], dict[int, str]]:
    """The participation level in groups by suurpiiri, the rest last, and every page's address by district. Two queries."""
    rows = districts_with_pages()
    urls = _addresses(rows, language)
    wider = by_name(row for row in rows if row.level == Level.SUURPIIRI and row.level != settings.PARTICIPATION_LEVEL)
    left = by_name(row for row in rows if row.level == settings.PARTICIPATION_LEVEL)
    groups = []
    for district in wider:
        inside = [row for row in left if row.path.startswith(district.path)]
        left = [row for row in left if row not in inside]
        groups.append(Group(district, urls.get(district.pk, ""), [(row, urls.get(row.pk, "")) for row in inside]))
    if left:
        groups.append(Group(None, "", [(row, urls.get(row.pk, "")) for row in left]))
    return groups, urls


def index_map(urls: dict[int, str]) -> dict[str, Any] | None:
    """The whole city's drawing with a link in every district."""
    sentence = _("A drawing of the city's districts. All of them are in the list.")
    return map_context(participation_districts(), urls=urls, sentence=sentence)


def district_context(district: District, language: str, rows: list[District]) -> dict[str, Any]:
    """What a district's page says about it: numbers, people, drawing, what is around it and inside it.

    rows: `districts_with_pages()`.
    """
    urls = _addresses(rows, language)
    level = by_name(row for row in rows if row.level == settings.PARTICIPATION_LEVEL)
    around = sorted(
        (row for row in rows if district.path.startswith(row.path) and row.pk != district.pk),
        key=lambda row: len(row.path),
    )
    sentence = _("A drawing of the city with %(name)s marked.") % {"name": district}
    marked = district if district.level != Level.CITY else None
    return {
        "numbers": numbers_for(district),
        "people": people_of(district, Role.COORDINATOR, Role.MODERATOR),
        "map": map_context(level, on=marked, urls=urls, sentence=sentence),
        "crumbs": [(row, urls[row.pk]) for row in around if row.pk in urls and row.level != Level.CITY],
        "inside": [(row, urls[row.pk]) for row in by_name(rows) if row.parent_id == district.pk and row.pk in urls],
        "beside": [
            (row, urls[row.pk])
            for row in by_name(rows)
            if row.parent_id == district.parent_id and row.level == district.level and row.pk in urls and row.pk != district.pk
        ]
        if district.level != Level.CITY
        else [],
    }
