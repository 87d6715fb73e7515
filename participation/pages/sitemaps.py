"""Every public address, for search engines: the page tree, and what the features name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from districts.models import DistrictIndexPage, DistrictPage
from participation.common.languages import is_content_language
from participation.common.served_pages import language_urls, page_path
from participation.pages.models import HomePage, StandardPage
from participation.projects.features import features
from participation.projects.models import Project, ProjectIndexPage, ProjectPage

EVERY_LANGUAGE = (HomePage, DistrictIndexPage, ProjectIndexPage)
PLAIN_PAGES = (HomePage, StandardPage, DistrictIndexPage, DistrictPage, ProjectIndexPage)


class PageSitemap(Sitemap):
    """Live pages that everyone may read; a project's page only while the project is listed."""

    limit = 5000

    def items(self) -> Any:
        pages = Page.objects.live().public().select_related("locale")
        listed = Project.objects.listed().values("translation_key")
        found = pages.type(*PLAIN_PAGES) | pages.type(ProjectPage).filter(translation_key__in=listed)
        return found.order_by("pk")

    def location(self, item: Page) -> str:
        return page_path(item)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class InterfaceSitemap(Sitemap):
    """Pages of the interface under languages that have no page tree. Other pages there are copies, which nobody need find."""

    limit = 5000

    def items(self) -> list[str]:
        return [path for page_type in EVERY_LANGUAGE for path in _without_tree(page_type)]

    def location(self, item: str) -> str:
        return item


def _without_tree(page_type: type[Page]) -> list[str]:
    page = page_type.objects.live().public().select_related("locale").first()
    paths = language_urls(page) if page else {}
    return [path for code, path in paths.items() if not is_content_language(code)]


class FeatureSitemap(Sitemap):
    """What residents wrote, in every interface language."""

    limit = 5000

    def items(self) -> list[tuple[str, datetime | None]]:
        return [(f"/{code}/{path.lstrip('/')}", changed) for path, changed in _addresses() for code, _name in settings.LANGUAGES]

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]


def _addresses() -> Iterable[tuple[str, datetime | None]]:
    return (address for feature in features() if feature.sitemap for address in feature.sitemap())


SITEMAPS = {"pages": PageSitemap, "interface": InterfaceSitemap, "contributions": FeatureSitemap}
