"""Proposals in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from proposals import field_viewsets, file_viewsets
from proposals.exporting import viewsets as exporting
from proposals.importing import viewsets as importing
from proposals.viewsets import AnswerMenuItem, urlpatterns


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """The list and the form for answers, fields of proposals, reported files, what comes in and what goes out."""
    rooms = (field_viewsets, file_viewsets, importing, exporting)
    return [*urlpatterns(), *(pattern for room in rooms for pattern in room.urlpatterns())]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """The way there."""
    return AnswerMenuItem(
        _("Proposals"),
        reverse_lazy("proposals_admin_list"),
        name="proposals",
        icon_name="clipboard-list",
        order=240,
    )
