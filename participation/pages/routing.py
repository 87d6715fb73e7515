"""Finding the page of an address in one query instead of two per step of the tree.

Wagtail walks down the tree from the site's root, and asks for restrictions on the way. Our addresses are the pages' stored
paths under the language's home, so the page is found by its path, together with whether anything above it is restricted.
What is restricted, redirected or otherwise special is left to Wagtail.
"""

from __future__ import annotations

from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page, Site
from wagtail.views import serve as serve_by_wagtail

from participation.common.kept import Kept
from participation.common.languages import active_language, page_languages
from participation.common.served_pages import ServedByView, language_urls, reader_path

FIND = """
    SELECT page.id, page.content_type_id, EXISTS (
        SELECT FROM wagtailcore_pageviewrestriction restriction
        JOIN wagtailcore_page above ON above.id = restriction.page_id
        WHERE starts_with(page.path, above.path)),
        concat_ws(' ', page.xmin, page.ctid, locale.xmin, locale.ctid)
    FROM wagtailcore_page page JOIN wagtailcore_locale locale ON locale.id = page.locale_id
    WHERE page.live AND page.url_path = %s AND locale.language_code = %s
    ORDER BY page.id LIMIT 1
"""


_kept: Kept[Page | None] = Kept(1000)


def find_page(request: HttpRequest, path: str) -> Page | None:
    """The live page at a path (no language, no slash at the start) in the active language; None where Wagtail has to look.

    Under a language without a page tree it is the page of the best content language that has one there.
    Two short queries while the page stays the same, else three. Sets `version`, which is another after every change.
    """
    found = next((found for language in page_languages() if (found := _row(language, path))), None)
    if found is None or found[2]:
        return None
    page_id, type_id, _restricted, version = found
    page_type = ContentType.objects.get_for_id(type_id).model_class()
    if page_type is None or not issubclass(page_type, ServedByView):
        return None
    version = f"{version} {_own_version(page_type, page_id)}"
    rows = page_type._default_manager.select_related("locale").filter(pk=page_id)
    page = copy(_kept.get(page_id, version, rows.first))
    if page is not None:
        page.version = version
    return page


def _row(language: str, path: str) -> tuple[int, int, bool, str] | None:
    """What FIND says of the live page at a path in one language's tree. At most one query."""
    root = next((root for root in _roots() if root.language_code == language), None)
    if root is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(FIND, [f"{root.root_path}{path}", language])
        return cursor.fetchone()


def _own_version(page_type: type[Page], page_id: int) -> str:
    """The version of the part of a page that lies in its own type's table."""
    table = connection.ops.quote_name(page_type._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concat_ws(' ', xmin, ctid) FROM {table} WHERE page_ptr_id = %s", [page_id])  # noqa: S608
        found = cursor.fetchone()
    return found[0] if found else ""


def _better_address(page: Page) -> str:
    """Where a page is under the reader's language, if they came by the words of a language that comes second for them.

    Only under a language without page tree: there the page has one address, that of its best version.
    """
    best, *_others = page_languages()
    if page.locale.language_code == best:
        return ""
    address = language_urls(page).get(active_language(), "")
    return "" if address == reader_path(page) else address


def _roots() -> list:
    """Where each language's tree begins; kept in the cache by Wagtail."""
    return Site.get_site_root_paths()


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address of the page tree."""
    page = find_page(request, path)
    if isinstance(page, ServedByView):
        better = _better_address(page)
        return redirect(better) if better else page.serve(request)
    return serve_by_wagtail(request, path)
