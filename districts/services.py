"""The only writers of districts, roles and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts import importing
from districts.models import District, DistrictRole, HomeDistrict, Place, Unit
from districts.rights import sync_page_permissions
from districts.rules import require_administrator
from districts.states import Level, Role
from participation.audit.services import record
from participation.common.refusals import Conflict, Invalid
from participation.live.services import disconnect_user

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from districts.place_file import PlaceRow
    from districts.source import Area
    from participation.accounts.models import User
    from participation.projects.models import Project

__all__ = [
    "assign_role",
    "choose_home_district",
    "edit_district",
    "end_role",
    "ensure_city",
    "import_areas",
    "import_places",
    "save_unit",
    "sync_page_permissions",
]

ROOT_CODE = "city"
ROOT_NAMES = {"name": "Koko kaupunki", "name_sv": "Hela staden", "name_en": "The whole city"}


def ensure_city() -> District:
    """The root row, created when it is not there yet."""
    fields = {**ROOT_NAMES, "code": ROOT_CODE, "path": f"{ROOT_CODE}/", "slug": "koko-kaupunki"}
    root, _created = District.objects.get_or_create(level=Level.CITY, defaults=fields)
    return root


@transaction.atomic
def import_areas(*, level: Level, areas: Iterable[Area], end_missing: bool = False) -> importing.Outcome:
    """Create or update a level's districts from a checked file, see `importing.import_areas`; all or nothing.

    Makes the root row where there is none, and brings page permissions in step. Raises projection.SourceError.
    """
    outcome = importing.import_areas(level=level, areas=areas, root=ensure_city(), end_missing=end_missing)
    if outcome.updated:
        sync_page_permissions()
    return outcome


@transaction.atomic
def import_places(*, rows: Iterable[PlaceRow]) -> tuple[int, int]:
    """Add or update the city's places from checked rows, all or nothing; the same rows once more change nothing.

    Returns how many were added and how many got another kind or other names.
    """
    known = {(row.name, row.latitude, row.longitude): row for row in Place.objects.select_for_update(no_key=True)}
    added, changed = [], []
    for row in rows:
        place = known.get(row.key)
        wanted = {"kind": row.kind, "name_sv": row.name_sv or None, "name_en": row.name_en or None, "words": row.words}
        if place is None:
            known[row.key] = place = Place(name=row.name, latitude=row.latitude, longitude=row.longitude, **wanted)
            added.append(place)
        elif place.pk and any(getattr(place, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(place, name, value)
            changed.append(place)
    Place.objects.bulk_create(added, batch_size=2000)
    Place.objects.bulk_update(changed, ["kind", "words", "i18n"], batch_size=2000)
    if added or changed:
        record(action="place.import", actor=None, data={"added": len(added), "changed": len(changed)})
    return len(added), len(changed)


@transaction.atomic
def assign_role(
    *,
    user: User,
    district: District,
    role: Role | str,
    given_by: User | None,
    project: Project | None = None,
    unit: Unit | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> DistrictRole:
    """Give a person a role in a district, and the rights that go with it.

    given_by: an administrator; None for the system itself. project: the role is for this project only.
    starts_at, ends_at: aware; from now and without an end unless told.
    Raises NotAllowed, Invalid, and Conflict when the person holds the role already.
    """
    require_administrator(given_by)
    if not user.is_active:
        raise Invalid(_("This account is closed or suspended."), field="email")
    starts_at = starts_at or timezone.now()
    if ends_at is not None and ends_at < starts_at:
        raise Invalid(_("The role cannot end before it starts."), field="ends_at")
    if project is not None and not project.lead_district.path.startswith(district.path):
        raise Invalid(_("This project belongs to another district."), field="project")
    given = DistrictRole(
        user=user,
        district=district,
        role=Role(role),
        project=project,
        unit=unit,
        starts_at=starts_at,
        ends_at=ends_at,
        given_by=given_by,
    )
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError as error:
        raise Conflict(_("This person holds the role already.")) from error
    _record_role("role.assign", given, given_by)
    sync_page_permissions(district)
    return given


@transaction.atomic
def end_role(*, role: DistrictRole, by: User | None) -> DistrictRole:
    """End a role now, and take the rights that went with it. A role that has ended stays as it is.

    by: an administrator; None for the system itself. Raises NotAllowed.
    """
    require_administrator(by)
    held = DistrictRole.objects.select_for_update(of=("self",)).select_related("district").get(pk=role.pk)
    now = timezone.now()
    if held.ends_at is not None and held.ends_at <= now:
        return held
    held.ends_at = max(now, held.starts_at)
    held.save(update_fields=["ends_at"])
    _record_role("role.end", held, by)
    sync_page_permissions(held.district)
    disconnect_user(held.user_id)  # what they may still listen to, they listen to anew
    return held


def _record_role(action: str, role: DistrictRole, actor: User | None) -> None:
    record(
        action=action,
        actor=actor,
        target=role,
        district_id=role.district_id,
        project_id=role.project_id,
        data={"user": role.user_id, "role": role.role},
    )


def choose_home_district(*, user: User, district: District) -> HomeDistrict:
    """Remember the district a resident wants to see first. Not audited: it is nobody's business."""
    chosen, _created = HomeDistrict.objects.update_or_create(
        user=user,
        defaults={"district": district, "chosen_at": timezone.now()},
    )
    return chosen


@transaction.atomic
def edit_district(*, district: District, by: User, fields: dict[str, object]) -> District:
    """Change what administrators may change by hand: names, population and its year.

    fields: new values by field name, out of EDITABLE. Raises NotAllowed; ValueError for other fields.
    """
    require_administrator(by)
    if strange := set(fields) - EDITABLE:
        raise ValueError(f"Not editable: {', '.join(sorted(strange))}")
    changed = sorted(name for name, value in fields.items() if getattr(district, name) != value)
    for name in changed:
        setattr(district, name, fields[name])
    if changed:
        district.save(update_fields=["i18n" if name in TRANSLATED else name for name in changed])
        record(action="district.edit", actor=by, target=district, district_id=district.pk, data={"fields": changed})
    return district


TRANSLATED = frozenset({"name_sv", "name_en"})
EDITABLE = frozenset({"name", "population", "population_year"}) | TRANSLATED


@transaction.atomic
def save_unit(*, unit: Unit, by: User) -> Unit:
    """Add or change a unit. Raises NotAllowed."""
    require_administrator(by)
    action = "unit.edit" if unit.pk else "unit.add"
    unit.save()
    record(action=action, actor=by, target=unit)
    return unit
