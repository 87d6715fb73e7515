"""Asks for the reason where a way of publishing in the admin has no form of ours."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from participation.publishing.services import LanguagesMissing


class AskForLanguages:
    """Turns a refusal that nobody caught into the page with the question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The transaction of the view has been rolled back: nothing was published."""
        if not isinstance(exception, LanguagesMissing):
            return None
        messages.error(request, str(exception.message))
        return redirect("language_reason", exception.facts["page"].pk)
