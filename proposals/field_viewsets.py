"""The fields of a project's proposals in the Wagtail admin: their list, and the form of one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.projects.models import Project
from participation.projects.rules import may_coordinate
from participation.projects.viewsets import with_draft_titles
from proposals.models import FormField
from proposals.queries.fields import all_fields
from proposals.services import archive_field, move_field, restore_field, save_field
from proposals.staff_forms import FieldForm


def field_list(request: HttpRequest, project: int) -> HttpResponse:
    """What the project asks for, in its order, with what can be done."""
    found = _own(request, project)
    rows = all_fields(found)
    context = {
        "page_title": _("Fields of proposals"),
        "header_icon": "list-ul",
        "project": found,
        "asked": [row for row in rows if row.archived_at is None],
        "archived": [row for row in rows if row.archived_at is not None],
    }
    return render(request, "proposals/admin/field_list.html", context)


def field_edit(request: HttpRequest, project: int, pk: int | None = None) -> HttpResponse:
    """Add a field, or change one."""
    found = _own(request, project)
    row = get_object_or_404(FormField.objects.prefetch_related("options"), pk=pk, project=found) if pk else None
    form = FieldForm(request.POST or None, row=row)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save_field(project_id=found.pk, by=request.user, field_id=pk, **form.for_service())
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("The field is saved. Residents are asked for it from now on."))
                return redirect("proposals_admin_fields", found.pk)
    context = {
        "page_title": _("Field of proposals") if row else _("New field of proposals"),
        "header_icon": "list-ul",
        "form": form,
        "project": found,
    }
    return render(request, "proposals/admin/field_form.html", context, status=status)


@require_POST
def field_act(request: HttpRequest, project: int, pk: int, act: str) -> HttpResponse:
    """Put it up or down, archive it, or ask for it again."""
    found = _own(request, project)
    row = get_object_or_404(FormField, pk=pk, project=found)
    if act == "archive":
        kept = archive_field(field_id=row.pk, by=request.user)
        said = (
            _("It is asked no more. What has been answered stays.")
            if kept
            else _("The field is deleted: nobody had answered it.")
        )
        messages.success(request, said)
    elif act == "restore":
        restore_field(field_id=row.pk, by=request.user)
        messages.success(request, _("It is asked again."))
    else:
        move_field(field_id=row.pk, by=request.user, up=act == "up")
    return redirect("proposals_admin_fields", found.pk)


def _own(request: HttpRequest, pk: int) -> Project:
    project = get_object_or_404(Project.objects.run_by(request.user).select_related("lead_district"), pk=pk)
    if not may_coordinate(request.user, project):
        raise PermissionDenied
    with_draft_titles([project])
    return project


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    base = "proposals/fields/<int:project>/"
    return [
        path(base, field_list, name="proposals_admin_fields"),
        path(f"{base}new/", field_edit, name="proposals_admin_field_new"),
        path(f"{base}<int:pk>/", field_edit, name="proposals_admin_field"),
        re_path(
            r"^proposals/fields/(?P<project>\d+)/(?P<pk>\d+)/(?P<act>up|down|archive|restore)/$",
            field_act,
            name="proposals_admin_field_act",
        ),
    ]
