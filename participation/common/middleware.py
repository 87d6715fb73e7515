"""What is refused before anything is read, and two of Django's and django-csp's middleware, made to fit."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import activate
from django.utils.translation import gettext as _

from participation.common.languages import active_language, page_languages

ADMIN = "/admin/"


class ReadableRequestMiddleware:
    """Refuses what nobody could answer: an address that PostgreSQL cannot look up, a body that would fill the disk.

    Checking a form's token reads the whole body, before anybody asks who is sending it; so its size is looked at first.
    A body without a length is not read at all by a WSGI server.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            raise Http404
        limit = settings.LARGEST_BODY_OF_STAFF if request.path_info.startswith(ADMIN) else settings.LARGEST_BODY
        if _length(request) > limit:
            text = _("This is too large to be sent. Go back, choose a smaller file and send again.")
            return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


def _length(request: HttpRequest) -> int:
    """The body's length in bytes, as announced; 0 where it is not."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isascii() and announced.isdecimal() and len(announced) < 19 else 0


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp, with another script-src for Wagtail's admin, chosen by path and never by leaving it out."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN):
            parts.replace = {**(parts.replace or {}), "script-src": settings.ADMIN_SCRIPT_SRC}
        return parts


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but what is missing outside the languages is a 404 there and then.

    The page tree answers any path under a language, so Django would try every missing address once more with a prefix.
    """

    outside_languages = ("/admin/", "/accounts/", "/demo/", "/styleguide/", "/documents/", "/static/", "/media/")

    def process_request(self, request: HttpRequest) -> None:
        """As Django does; but the admin speaks the content languages, whatever the browser asks for."""
        super().process_request(request)
        if request.path_info.startswith(ADMIN):
            activate(page_languages()[0])
            request.LANGUAGE_CODE = active_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info.startswith(self.outside_languages):
            return response
        return super().process_response(request, response)
