"""Bringing proposals together in the Wagtail admin; the way there is on the list of proposals."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from proposals.merging.viewsets import urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The form for a suggestion, and the list of what became of it."""
    return urlpatterns()
