"""What others ask about districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, override

from districts.locating import levels_version, locator
from districts.models import District, DistrictPage, DistrictRole
from districts.names import by_name, folded
from districts.states import Level
from participation.common.kept import Kept
from participation.common.languages import page_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from districts.states import Role


def city_root() -> District:
    """The whole city. Raises District.DoesNotExist before `services.ensure_city()` was called once."""
    return District.objects.defer("boundary").get(level=Level.CITY)


def district_at(latitude: float, longitude: float) -> District:
    """The participation-level district a point lies in, or the root where it lies in none. One query.

    latitude, longitude: degrees, WGS84. Raises Invalid outside `settings.CITY_BOUNDS`.
    For thousands of points take `locating.locator()` once and ask it instead: then there is no query per point.
    The instance carries no boundary.
    """
    return locator().at(latitude, longitude)


_by_name: Kept[list[District]] = Kept(50)


def participation_districts() -> list[District]:
    """Today's districts on the participation level, by name in the active language, without boundaries. One query.

    Not to be changed: the next reader gets the same rows.
    """
    version = levels_version(settings.PARTICIPATION_LEVEL)
    rows = _by_name.get(get_language(), version, _participation_districts)
    return list(rows)


def _participation_districts() -> list[District]:
    return by_name(District.objects.valid().participation_level().defer("boundary"))


def filter_choices(language: str | None = None, *, with_city: bool = False) -> list[tuple[str, str]]:
    """(slug, name) of the participation level, for filters and choices; the whole city first when asked for. One query.

    language: a language code; the active one unless told.
    """
    levels = [settings.PARTICIPATION_LEVEL, *([Level.CITY] if with_city else [])]
    rows = list(District.objects.valid().filter(level__in=levels).defer("boundary"))
    if language is None:
        return _choices(rows)
    with override(language):
        return _choices(rows)


def _choices(rows: Iterable[District]) -> list[tuple[str, str]]:
    ordered = sorted(by_name(rows), key=lambda district: district.level != Level.CITY)
    return [(district.slug, str(district)) for district in ordered]


def district_by_slug(slug: str) -> District | None:
    """A district by its address part, as `?district=` names it: participation level first, then the wider ones.

    Filter contributions with `district__path__startswith=district.path`: a wider district holds those below it.
    """
    levels = [settings.PARTICIPATION_LEVEL, Level.SUURPIIRI, Level.CITY]
    rows = District.objects.valid().filter(slug=slug, level__in=levels).defer("boundary")
    return min(rows, key=lambda district: levels.index(district.level), default=None)


def names_of(district: District) -> list[str]:
    """The district's name in every language that has one."""
    return [name for name in (district.name, district.name_sv, district.name_en) if name]


def districts_named_like(start: str, *, limit: int = 10) -> list[District]:
    """Districts of today whose name has a word that starts so, in any language: for the search box. One query.

    Participation level and suurpiirit only; names that start so come first.
    """
    wanted = folded(start)
    if not wanted:
        return []
    rows = District.objects.valid().filter(level__in=page_levels()).exclude(level=Level.CITY).defer("boundary")
    ranked = [(rank, district) for district in by_name(rows) if (rank := _rank(district, wanted)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [district for _place, district in ranked[:limit]]


def _rank(district: District, wanted: str) -> int | None:
    names = [folded(name) for name in names_of(district)]
    if any(name.startswith(wanted) for name in names):
        return 0
    return 1 if any(f" {wanted}" in f" {name.replace('-', ' ')}" for name in names) else None


def page_levels() -> list[str]:
    """The levels whose districts have pages: the city, the suurpiirit and the participation level."""
    return list(dict.fromkeys([Level.CITY, Level.SUURPIIRI, settings.PARTICIPATION_LEVEL]))


def districts_with_pages() -> list[District]:
    """Today's districts of the levels that have pages, without boundaries. One query."""
    return list(District.objects.valid().filter(level__in=page_levels()).defer("boundary"))


def pages_of(districts: Iterable[District], language: str) -> dict[int, DistrictPage]:
    """District id -> its live page for a reader of a language; districts without one are left out. One query."""
    ids = [district.pk for district in districts]
    languages = page_languages(language)
    found = DistrictPage.objects.live().filter(district_id__in=ids, locale__language_code__in=languages)
    best_last = sorted(found.select_related("locale"), key=lambda page: -languages.index(page.locale.language_code))
    return {page.district_id: page for page in best_last}


def people_of(district: District, *roles: Role) -> list[DistrictRole]:
    """Who holds one of the roles for this district or for a wider one around it, nearest first. One query."""
    found = DistrictRole.objects.active().filter(role__in=roles, project__isnull=True)
    found = found.filter(district__path__in=paths_around(district))
    found = found.filter(user__is_active=True).select_related("user", "district", "unit")
    return sorted(found, key=lambda role: (-len(role.district.path), role.role, str(role.user)))


def holders(district_ids: Iterable[int], roles: Iterable[str]) -> list[tuple[int, str, int]]:
    """(district id, role, user id) of the active roles that are not for one project only. One query."""
    active = DistrictRole.objects.active().filter(project__isnull=True, district_id__in=district_ids, role__in=roles)
    return list(active.values_list("district_id", "role", "user_id"))


def role_districts(district: District | None) -> Iterable[int]:
    """Ids of the districts whose roles reach this district: itself and those around it; all for None. One query."""
    if district is None:
        return District.objects.values_list("pk", flat=True)
    return District.objects.filter(path__in=paths_around(district)).values_list("pk", flat=True)


def paths_around(district: District) -> list[str]:
    """The paths of the district and of every wider one around it, widest first."""
    codes = district.path.split("/")[:-1]
    return ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
