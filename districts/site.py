"""The district part of the page tree: an index and a page for each district, in every language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import override
from wagtail.models import Locale, Page

from districts.models import District, DistrictIndexPage, DistrictPage
from districts.names import by_name
from districts.queries import page_levels
from districts.rights import sync_page_permissions

# Titles and addresses are content, in the content's languages, not the interface's: they do not come from the catalogue.
INDEX_PAGES = {"fi": ("Alueet", "alueet"), "sv": ("Områden", "omraden"), "en": ("Districts", "districts")}


@dataclass
class _Plan:
    """Districts to make pages for, and the keys that join a district's pages over the languages."""

    districts: list[District]
    keys: dict[int, uuid.UUID]


@transaction.atomic
def create_district_pages(districts: Iterable[District] | None, homes: Mapping[str, Page]) -> int:
    """Make the district index and the district pages that are missing under each language's front page; idempotent.

    districts: which ones; the whole city, the suurpiirit and the participation level when None.
    homes: front page by language code. Returns how many pages were made. They are live at once; about 10 ms each.
    """
    rows = list(districts) if districts is not None else _districts()
    known = dict(DistrictPage.objects.values_list("district_id", "translation_key"))
    plan = _Plan(rows, {row.pk: known.get(row.pk) or uuid.uuid4() for row in rows})
    index_key = DistrictIndexPage.objects.values_list("translation_key", flat=True).first() or uuid.uuid4()
    made = 0
    for language, home in homes.items():
        locale = Locale.objects.get(language_code=language)
        index, created = _index(home, locale, index_key)
        made += created + _pages(index, locale, plan)
    sync_page_permissions()
    return made


def _districts() -> list[District]:
    return list(District.objects.valid().filter(level__in=page_levels()).defer("boundary"))


def _index(home: Page, locale: Locale, key: uuid.UUID) -> tuple[DistrictIndexPage, bool]:
    found = DistrictIndexPage.objects.filter(locale=locale).first()
    if found:
        return found, False
    title, slug = INDEX_PAGES.get(locale.language_code, INDEX_PAGES["en"])
    home.refresh_from_db()
    return home.add_child(instance=DistrictIndexPage(title=title, slug=slug, locale=locale, translation_key=key)), True


def _pages(index: DistrictIndexPage, locale: Locale, plan: _Plan) -> int:
    present = set(DistrictPage.objects.filter(locale=locale).values_list("district_id", flat=True))
    taken = set(index.get_children().values_list("slug", flat=True))
    missing = [row for row in plan.districts if row.pk not in present]
    with override(locale.language_code):
        for district in _in_page_order(missing):
            title = str(district)
            slug = _free_slug(title, district, taken)
            page = DistrictPage(
                title=title,
                slug=slug,
                district=district,
                locale=locale,
                translation_key=plan.keys[district.pk],
            )
            index.add_child(instance=page)
    return len(missing)


def _in_page_order(districts: list[District]) -> list[District]:
    """The participation level first, so that where two levels share a name it keeps the plain address."""
    return sorted(by_name(districts), key=lambda district: district.level != settings.PARTICIPATION_LEVEL)


def _free_slug(title: str, district: District, taken: set[str]) -> str:
    slug = slugify(title) or district.slug
    if slug in taken:
        slug = f"{slug}-{slugify(district.code)}"
    taken.add(slug)
    return slug
