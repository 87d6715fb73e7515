"""What Wagtail asks us before it serves a page, and the language report."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from participation.common.languages import page_languages
from participation.pages.parity import viewsets
from participation.pages.parity.report import all_gaps, required_missing


@hooks.register("before_serve_page")
def refuse_another_language(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Where a language's home is a draft, Wagtail would answer with another language's page under its address."""
    if page.locale.language_code not in page_languages():
        raise Http404


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The language report."""
    return [path("languages/", viewsets.language_report, name="language_report")]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Among Wagtail's own reports."""
    return MenuItem(_("Languages"), reverse_lazy("language_report"), name="languages", icon_name="globe", order=50)


class LanguagePanel(Component):
    """How much lacks a required language, on the admin's front page."""

    order = 70
    template_name = "pages/admin/_language_panel.html"

    def __init__(self, number: int) -> None:
        self.number = number

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"number": self.number}


@hooks.register("construct_homepage_panels")
def add_language_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Only while something is missing."""
    if number := len(required_missing(all_gaps(request.user))):
        panels.append(LanguagePanel(number))
