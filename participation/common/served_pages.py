"""Lets a page type be served by a view of a higher layer: models must not import views."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

PageView = Callable[[HttpRequest, Any], HttpResponse]
_views: dict[type, PageView] = {}


class PageRequest(HttpRequest):
    """What a page's view is told about the request that Django's own does not say."""

    language_urls: dict[str, str]  # evaluated when the header first asks for it
    is_preview: bool


def serves(page_type: type) -> Callable[[PageView], PageView]:
    """Decorate the view `(request, page) -> response` of a page type. Loaded from the app's `ready()`."""

    def remember(view: PageView) -> PageView:
        _views[page_type] = view
        return view

    return remember


class ServedByView:
    """A Wagtail page whose public face and preview both come from its registered view."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer a reader."""
        cast(PageRequest, request).language_urls = cast("dict[str, str]", SimpleLazyObject(lambda: language_urls(self)))
        return _views[type(self)](request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer an editor who looks at a draft."""
        cast(PageRequest, request).is_preview = True
        return self.serve(request)


def language_urls(page: Any) -> dict[str, str]:
    """Where the same page is in the other languages in which it is published: code to path. One query."""
    twins = page.get_translations(inclusive=True).filter(live=True).select_related("locale")
    return {twin.locale.language_code: page_path(twin) for twin in twins}


def page_path(page: Any) -> str:
    """A page's public path without a query: the tree's first step is the language's home, which has the prefix's place."""
    return f"/{page.locale.language_code}/{page.url_path.split('/', 2)[2]}"
