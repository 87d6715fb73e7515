"""The ballot, guided in steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def ballot(request: HttpRequest, project: str) -> HttpResponse:
    """The first step."""
    raise Http404
