"""Moderation in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from participation.moderation import queries, rules
from participation.moderation.viewsets import QueueMenuItem, urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The queue and its cases."""
    return urlpatterns()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """The way to the queue, for those who have one."""
    return QueueMenuItem(_("Moderation"), reverse_lazy("moderation_queue"), name="moderation", icon_name="warning", order=250)


class WaitingPanel(Component):
    """How many cases wait, on the admin's front page."""

    name = "moderation_waiting"
    template_name = "moderation/waiting_panel.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": queries.waiting(self.request.user)}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For moderators only; it says so too when nothing waits."""
    if rules.moderates_anywhere(request.user):
        panels.append(WaitingPanel(request))
