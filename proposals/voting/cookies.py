"""What a ballot on its way leaves on the voter's device: signed cookies that scripts cannot read and that end with the session.

They are sent to the vote's own pages alone, and never stand in an address or in a row. A page has an address in each language,
so that each language has its cookie: whoever changes the language goes on where they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import get_language, override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

MOST_BYTES = 3800  # browsers keep about 4,000 of a cookie with its name


class TooLarge(Exception):
    """More than a browser keeps."""


def read(request: HttpRequest, name: str) -> Any:
    """What was kept under this name; None where there is nothing, or where somebody has changed it."""
    try:
        return signing.loads(request.COOKIES.get(f"{name}-{get_language()}", ""), salt=_salt(name))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def keep(response: HttpResponse, name: str, value: Any, *, project: str) -> None:
    """Keep it until the browser is closed. Raises TooLarge. project: the slug."""
    text = signing.dumps(value, salt=_salt(name), compress=True)
    if len(text) > MOST_BYTES:
        raise TooLarge
    for language, path in _paths(project):
        response.set_cookie(
            f"{name}-{language}", text, path=path, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
        )


def forget(response: HttpResponse, name: str, *, project: str) -> None:
    """Have the browser remove it."""
    for language, path in _paths(project):
        response.delete_cookie(f"{name}-{language}", path=path, samesite="Lax")


def _paths(project: str) -> Iterator[tuple[str, str]]:
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield language, reverse("voting:ballot", kwargs={"project": project})


def _salt(name: str) -> str:
    return f"voting.{name}"
