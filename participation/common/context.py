"""What every page needs around its content: the names, the ways to other languages, the footer."""

from __future__ import annotations

from typing import Any, TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override

from participation.common.languages import direction, is_content_language

# Views of the page tree: the same path in another language is another page, so only the page knows its twins.
PAGE_VIEWS = {"wagtail_serve"}


class LanguageLink(TypedDict):
    """A way to this page, or else to the front page, in one interface language."""

    code: str
    name: str
    url: str
    current: bool
    same_page: bool
    alternate: bool  # whether the page exists in that language, and is not another language's with an interface in this one
    dir: str


def site(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Nothing is computed until a template asks: fragments never do."""
    return {
        "service_name": settings.SERVICE_NAME,
        "city_name": settings.CITY_NAME,
        "theme": settings.SITE_THEME,
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "is_copy_of": getattr(request, "is_copy_of", ""),
        "may_enter_admin": SimpleLazyObject(lambda: may_enter_admin(request)),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return one link per interface language.

    A page view may set `request.language_urls` (language code to address); then a language without an address
    there leads to that language's front page. Other views have the same address under another prefix.
    """
    current = get_language()
    links: list[LanguageLink] = []
    for code, name in settings.LANGUAGES:
        twin = _twin(request, code)
        links.append(
            {
                "code": code,
                "name": name,
                "url": twin or _home(code),
                "current": code == current,
                "same_page": bool(twin),
                "alternate": bool(twin) and (is_content_language(code) or not is_content(request)),
                "dir": direction(code),
            }
        )
    return links


def is_content(request: HttpRequest) -> bool:
    """Whether the page is what staff wrote in the content languages, and not one of the interface."""
    return bool(getattr(request, "is_content", False))


def may_enter_admin(request: HttpRequest) -> bool:
    """Whether to show the way to the admin. Asks for groups first: residents have none, and it costs one query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    return bool(user.groups.exists() and user.has_perm("wagtailadmin.access_admin"))


def _twin(request: HttpRequest, code: str) -> str:
    """Return this page's address in another language, or nothing where there is none."""
    known = getattr(request, "language_urls", None)
    if known is not None:
        return str(known.get(code, ""))
    match = request.resolver_match
    if match is None or match.url_name in PAGE_VIEWS:
        return ""
    address, current = request.get_full_path(), get_language()
    if code == current:
        return address
    prefix = f"/{current}/"  # no address of ours is translated behind it, so nothing has to be looked up
    return f"/{code}/{address.removeprefix(prefix)}" if address.startswith(prefix) else ""


def _home(code: str) -> str:
    """Return the address of a language's front page."""
    with override(code):
        try:
            return reverse("home")
        except NoReverseMatch:
            return f"/{code}/"
