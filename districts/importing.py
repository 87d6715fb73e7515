"""Writing the districts of one level as a file tells them: create or update, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.text import slugify

from districts.models import District
from districts.projection import SourceError
from districts.source import PARENTS, Area
from districts.states import Level
from participation.audit.services import record

# kaupunginosat lie beside the nesting levels under the same root; without the prefix their codes could meet.
PATH_PREFIXES = {Level.KAUPUNGINOSA: "quarter-"}


@dataclass
class Outcome:
    """What an import did, in numbers."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0


@transaction.atomic
def import_areas(*, level: Level, areas: Iterable[Area], root: District, end_missing: bool = False) -> Outcome:
    """Create or update the districts of a level.

    What the file does not tell (a name in some language, a population) stays as it is; a district's address part
    stays what it was. end_missing: districts that the file leaves out end yesterday.
    Raises SourceError when a parent is not there; then nothing is changed.
    """
    areas = list(areas)
    parents = _parents(level, areas, root)
    existing = {row.code: row for row in District.objects.select_for_update(no_key=True).filter(level=level)}
    slugs = {row.slug for row in existing.values()}
    outcome = Outcome()
    for area in areas:
        row = existing.get(area.code)
        parent = parents[area.parent_code]
        if row is None:
            _create(level, area, parent, slugs)
            outcome.created += 1
        elif _update(row, area, parent):
            outcome.updated += 1
        else:
            outcome.unchanged += 1
    if end_missing:
        outcome.ended = _end(level, {area.code for area in areas})
    if outcome.created or outcome.updated or outcome.ended:
        record(action="district.import", actor=None, data={"level": level, **vars(outcome)})
    return outcome


def _parents(level: Level, areas: list[Area], root: District) -> dict[str | None, District]:
    parent_level, _property = PARENTS[level]
    if parent_level == Level.CITY:
        return {None: root}
    found: dict[str | None, District] = {row.code: row for row in District.objects.filter(level=parent_level).defer("boundary")}
    for area in areas:
        if area.parent_code not in found:
            raise SourceError(
                f"District {area.label} lies in {parent_level} {area.parent_code}, which is not there: "
                f"import the level {parent_level} first."
            )
    return found


def _path(level: Level, code: str, parent: District) -> str:
    return f"{parent.path}{PATH_PREFIXES.get(level, '')}{code}/"


def _create(level: Level, area: Area, parent: District, slugs: set[str]) -> None:
    slug = slugify(area.fields["name"]) or slugify(area.code) or "district"
    slug = slug if slug not in slugs else f"{slug}-{slugify(area.code)}"
    slugs.add(slug)
    District.objects.create(
        level=level,
        code=area.code,
        parent=parent,
        path=_path(level, area.code, parent),
        slug=slug,
        **_values(area),
    )


def _values(area: Area) -> dict[str, Any]:
    return {**area.fields, "boundary": area.boundary, "bbox": area.bbox, "centre": area.centre, "schematic": False}


def _update(row: District, area: Area, parent: District) -> bool:
    """Bring a row in step with the file; whether anything changed. A district that the file has again is valid again."""
    wanted = {**_values(area), "parent_id": parent.pk, "path": _path(Level(row.level), area.code, parent)}
    if row.valid_to is not None:
        wanted["valid_to"] = None
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return False
    old_path = row.path
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    if "path" in changed:
        below = District.objects.filter(path__startswith=old_path).exclude(pk=row.pk)
        below.update(path=Concat(Value(row.path), Substr(F("path"), len(old_path) + 1)))
    return True


def _end(level: Level, kept: set[str]) -> int:
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = District.objects.filter(level=level, valid_to__isnull=True).exclude(code__in=kept)
    return gone.exclude(valid_from__gt=yesterday).update(valid_to=yesterday)
