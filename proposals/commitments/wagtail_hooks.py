"""Promises in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from proposals.commitments.queries.staff import Waiting, keeps_promises, waiting_for
from proposals.commitments.viewsets import PromisesMenuItem, urlpatterns

SHOWN = 6


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The list, and the desk of one promise."""
    return urlpatterns()


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """The way there."""
    return PromisesMenuItem(_("Promises"), reverse_lazy("promise_list"), name="promises", icon_name="calendar-check", order=245)


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """The same list is the report: it has filters and comes as a file."""
    return PromisesMenuItem(
        _("Promises"), reverse_lazy("promise_list"), name="promises-report", icon_name="calendar-check", order=60
    )


class WaitingPanel(Component):
    """Late and disputed promises, on the admin's front page."""

    name = "promises_waiting"
    template_name = "commitments/admin/panel.html"
    order = 55

    def __init__(self, waiting: Waiting) -> None:
        self.waiting = waiting

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": self.waiting}


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For those who keep promises, and only while something waits."""
    if keeps_promises(request.user) and (waiting := waiting_for(request.user, SHOWN)).rows:
        panels.append(WaitingPanel(waiting))
