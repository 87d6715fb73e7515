"""The page tree around the projects: front pages, district pages, text pages, and the units that answer."""

from __future__ import annotations

from districts.models import District, DistrictPage, Unit
from districts.services import save_unit
from districts.site import create_district_pages
from participation.accounts.models import User
from participation.demo.content.pages import BODIES, HEADLINES, PROJECT_INDEX, STATEMENT_NOTES, TEXTS
from participation.demo.content.texts import DISTRICT_LEADS
from participation.demo.content.units import EMAILS, UNITS
from participation.demo.steps.stories import stream_value
from participation.pages.services import add_accessibility_statement, add_text_pages, lay_out_site


def make_site(districts: dict[str, District]) -> None:
    """Make every page that is not a project's."""
    homes = lay_out_site(headlines=HEADLINES, project_index=PROJECT_INDEX)
    bodies = {slug: {language: stream_value(story) for language, story in texts.items()} for slug, texts in BODIES.items()}
    add_text_pages(homes=homes, texts=TEXTS, bodies=bodies)
    add_accessibility_statement(homes=homes, notes=STATEMENT_NOTES)
    create_district_pages(None, homes)
    for code, leads in DISTRICT_LEADS.items():
        for page in DistrictPage.objects.filter(district=districts[code]).select_related("locale"):
            page.lead = leads[page.locale.language_code]
            page.save()


def make_units(administrator: User) -> dict[str, Unit]:
    """Make the units; returns them by their key in the content."""
    units = {}
    for key, names in UNITS.items():
        unit = Unit(name=names["fi"], email=EMAILS[key])
        unit.name_sv, unit.name_en = names["sv"], names["en"]
        units[key] = save_unit(unit=unit, by=administrator)
    return units
