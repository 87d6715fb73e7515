"""Pages for what went wrong. Whatever happened, nobody's typed text is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

# Never shown again nor sent again: secrets, and what belongs to the form's machinery.
SECRET = re.compile(r"csrf|passw|passphrase|secret|token|\bcode\b|otp|^pin$", re.IGNORECASE)
# A field longer than this, or of several lines, was typed by hand and is worth seeing.
SHORT = 40

LAST_RESORT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Error</title>'
    "<h1>Something went wrong on our side</h1><p>Please try again in a moment.</p></html>"
)


@dataclass(frozen=True)
class PostedField:
    """One value of the form that was refused."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """The field's name as words: we no longer know the form it came from."""
        return self.name.replace("_", " ").replace("-", " ").strip().capitalize()

    @property
    def is_long(self) -> bool:
        """Whether a person typed it and would miss it."""
        return len(self.value) > SHORT or "\n" in self.value

    @property
    def rows(self) -> int:
        """How high its box has to be, in lines."""
        return min(14, 2 + self.value.count("\n") + len(self.value) // 80)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token has expired: show what was typed, and offer to send it again.

    Sending again is offered only to a form that came from this site by the browser's own word;
    otherwise another site could have a visitor confirm what it made up.
    """
    fields = _posted(request)
    return render(
        request,
        "403_csrf.html",
        {
            "typed": [field for field in fields if field.is_long],
            "kept": [field for field in fields if not field.is_long],
            "had_files": bool(_safely(request, "FILES")),
            "may_resend": bool(fields) and not _had_secrets(request) and _came_from_here(request),
            "address": request.get_full_path(),
        },
        status=403,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for our own mistakes; it needs no database, and if even its template fails, a plain one."""
    try:
        return HttpResponseServerError(render_to_string("500.html"))
    except Exception:  # noqa: BLE001 - whatever broke, the visitor gets a page
        return HttpResponseServerError(LAST_RESORT)


def _posted(request: HttpRequest) -> list[PostedField]:
    post = _safely(request, "POST")
    return [PostedField(name, value) for name in post if not SECRET.search(name) for value in post.getlist(name) if value.strip()]


def _had_secrets(request: HttpRequest) -> bool:
    """Whether the form held a password or a code: without it, sending again would only be refused."""
    return any(SECRET.search(name) and "csrf" not in name.lower() for name in _safely(request, "POST"))


def _safely(request: HttpRequest, part: str):  # type: ignore[no-untyped-def]
    """Return the request's POST or FILES, empty where the body cannot be read or is too large."""
    try:
        return getattr(request, part)
    except (SuspiciousOperation, UnreadablePostError):
        return {}


def _came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was one of ours."""
    origin = request.META.get("HTTP_ORIGIN")
    if origin:
        return urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS
    return request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin"
