"""Assessments in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from proposals.assessment.queries.waiting import waiting_for
from proposals.assessment.rules import coordinates_anywhere, works_anywhere
from proposals.assessment.viewsets.menu_views import AssessmentMenuItem, urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The board, one assessment, starting, criteria."""
    return urlpatterns()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """The way to the board, for those who work with it."""
    return AssessmentMenuItem(_("Assessments"), reverse_lazy("assessment_board"), name="assessment", icon_name="tasks", order=242)


class WaitingPanel(Component):
    """What waits for this person, on the admin's front page."""

    name = "assessment_waiting"
    template_name = "assessment/admin/waiting_panel.html"
    order = 52

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = self.request.user
        return {"waiting": waiting_for(user), "coordinates": coordinates_anywhere(user)}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For coordinators and assessors only; it says so too when nothing waits."""
    if works_anywhere(request.user):
        panels.append(WaitingPanel(request))
