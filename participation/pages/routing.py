"""Finding the page of an address in one query instead of two per step of the tree.

Wagtail walks down the tree from the site's root, and asks for restrictions on the way. Our addresses are the pages' stored
paths under the language's home, so the page is found by its path, together with whether anything above it is restricted.
What is restricted, redirected or otherwise special is left to Wagtail.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.views import serve as serve_by_wagtail

from participation.common.served_pages import ServedByView

FIND = """
    SELECT page.id, page.content_type_id, EXISTS (
        SELECT FROM wagtailcore_pageviewrestriction restriction
        JOIN wagtailcore_page above ON above.id = restriction.page_id
        WHERE starts_with(page.path, above.path))
    FROM wagtailcore_page page JOIN wagtailcore_locale locale ON locale.id = page.locale_id
    WHERE page.live AND page.url_path = %s AND locale.language_code = %s
    ORDER BY page.id LIMIT 1
"""


def find_page(request: HttpRequest, path: str) -> Page | None:
    """The live page at a path (no language, no slash at the start) in the active language; None where Wagtail has to look.

    Two queries: the page with its restrictions, and its own type.
    """
    root = next((root for root in _roots() if root.language_code == get_language()), None)
    if root is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(FIND, [f"{root.root_path}{path}", get_language()])
        found = cursor.fetchone()
    if found is None or found[2]:
        return None
    page_type = ContentType.objects.get_for_id(found[1]).model_class()
    return page_type._default_manager.select_related("locale").filter(pk=found[0]).first() if page_type else None


def _roots() -> list:
    """Where each language's tree begins; kept in the cache by Wagtail."""
    return Site.get_site_root_paths()


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address of the page tree."""
    page = find_page(request, path)
    if isinstance(page, ServedByView):
        return page.serve(request)
    return serve_by_wagtail(request, path)
