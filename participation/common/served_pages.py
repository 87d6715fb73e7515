"""Lets a page type be served by a view of a higher layer: models must not import views."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from participation.common.languages import active_language, is_content_language, page_languages

PageView = Callable[[HttpRequest, Any], HttpResponse]
_views: dict[type, PageView] = {}


class PageRequest(HttpRequest):
    """What a page's view is told about the request that Django's own does not say."""

    language_urls: dict[str, str]  # evaluated when the header first asks for it
    is_preview: bool
    is_content: bool  # what staff wrote, and not a page of the interface
    is_copy_of: str  # the address of the same content in its own language; empty where this is it


def serves(page_type: type) -> Callable[[PageView], PageView]:
    """Decorate the view `(request, page) -> response` of a page type. Loaded from the app's `ready()`."""

    def remember(view: PageView) -> PageView:
        _views[page_type] = view
        return view

    return remember


class ServedByView:
    """A Wagtail page whose public face and preview both come from its registered view."""

    # Whether the page is one of the interface, such as a list with a heading. It then has a version in every interface
    # language; any other page, shown to a reader of a language without page tree, is a copy of the one in its own language.
    in_every_language = False

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer a reader."""
        asked = cast(PageRequest, request)
        asked.language_urls = cast("dict[str, str]", SimpleLazyObject(lambda: language_urls(self)))
        asked.is_content = not self.in_every_language
        asked.is_copy_of = "" if self.in_every_language else copied_from(self)
        return _views[type(self)](request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer an editor who looks at a draft."""
        cast(PageRequest, request).is_preview = True
        return self.serve(request)


def language_urls(page: Any) -> dict[str, str]:
    """Where the same page is in the other languages in which it is published: code to path. One query."""
    twins = page.get_translations(inclusive=True).filter(live=True).select_related("locale")
    return with_readers({twin.locale.language_code: page_path(twin) for twin in twins})


def with_readers(paths: Mapping[str, str]) -> dict[str, str]:
    """A page's paths by content language, and with them those under interface languages that have no page tree."""
    found = dict(paths)
    for code, _name in settings.LANGUAGES:
        best = next((paths[language] for language in page_languages(code) if language in paths), "")
        if best and code not in found and not is_content_language(code):
            found[code] = _under(code, best)
    return found


def page_path(page: Any) -> str:
    """A page's public path without a query: the tree's first step is the language's home, which has the prefix's place."""
    return f"/{page.locale.language_code}/{page.url_path.split('/', 2)[2]}"


def reader_path(page: Any) -> str:
    """Where a link leads the reader: to the page's path, or to the same under their language when that has no page tree."""
    language = active_language()
    return page_path(page) if is_content_language(language) else _under(language, page_path(page))


def copied_from(page: Any) -> str:
    """The page's own path when the reader's language is another one; empty otherwise."""
    return "" if page.locale.language_code == active_language() else page_path(page)


def _under(language: str, path: str) -> str:
    return f"/{language}/{path.split('/', 2)[2]}"
