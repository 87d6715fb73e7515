"""What could not be told, on the admin's front page and among the reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from participation.notifications.queries.untold import count_untold
from participation.notifications.rules import may_see_untold
from participation.notifications.viewsets import UntoldMenuItem, urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The list."""
    return urlpatterns()


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """The way to it."""
    return UntoldMenuItem(_("Not told"), reverse_lazy("untold_list"), name="untold", icon_name="mail", order=890)


class UntoldPanel(Component):
    """How much could not be told."""

    name = "untold"
    template_name = "notifications/admin/panel.html"
    order = 40

    def __init__(self, number: int) -> None:
        self.number = number

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"number": self.number}


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For administrators, and only while something was put aside."""
    if may_see_untold(request.user) and (number := count_untold()):
        panels.append(UntoldPanel(number))
