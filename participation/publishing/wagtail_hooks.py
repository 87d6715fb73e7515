"""The doors by which Wagtail publishes without asking the page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from participation.publishing import services, viewsets
from participation.publishing.page_models import InEveryLanguage


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Where the reason is asked for."""
    return [path("languages/reason/<int:pk>/", viewsets.language_reason, name="language_reason")]


@hooks.register("before_publish_page", order=50)
def ask_in_the_editor(request: HttpRequest, page: Page) -> None:
    """The editor publishes the revision itself. Its form has asked; a page made just now keeps its reason here."""
    if isinstance(page.specific, InEveryLanguage):
        reason = request.POST.get(services.REASON_FIELD, "")
        standing = services.standing_reason(page.translation_key)
        services.require_languages(page=page, by=request.user, at=page.go_live_at, reason="" if standing else reason)


@hooks.register("before_copy_page")
def copy_as_a_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy is a new page that no other language belongs to yet."""
    if request.method == "POST" and request.POST.get("publish_copies") and isinstance(page.specific, InEveryLanguage):
        messages.error(request, _("Copy it as a draft: it is published when it is there in every language."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
