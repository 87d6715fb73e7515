"""The record in the Wagtail admin, under Reports."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from participation.audit import rules
from participation.audit.views import EntryListView


class AuditMenuItem(MenuItem):
    """Shown to those who may read the record."""

    def is_shown(self, request: HttpRequest) -> bool:
        return rules.may_read(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The list."""
    return [path("audit/", EntryListView.as_view(), name="audit_entries")]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """The way to it."""
    return AuditMenuItem(_("Audit log"), reverse_lazy("audit_entries"), name="audit", icon_name="history", order=900)
