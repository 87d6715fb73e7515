"""Accessibility feedback in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from participation.feedback import queries, rules
from participation.feedback.viewsets import FeedbackMenuItem, urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The list and its messages."""
    return urlpatterns()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """The way to the list, for those responsible."""
    return FeedbackMenuItem(
        _("Accessibility feedback"), reverse_lazy("feedback_list"), name="feedback", icon_name="mail", order=260
    )


class FeedbackPanel(Component):
    """How much waits for an answer, on the admin's front page."""

    name = "feedback_waiting"
    template_name = "feedback/admin/panel.html"
    order = 60

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": queries.waiting()}


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For those responsible, and only while something waits."""
    if rules.may_answer(request.user) and queries.waiting().open:
        panels.append(FeedbackPanel())
