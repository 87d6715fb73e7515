"""What Wagtail asks us before it serves a page."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_serve_page")
def refuse_another_language(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Where a language's home is a draft, Wagtail would answer with another language's page under its address."""
    if page.locale.language_code != get_language():
        raise Http404
