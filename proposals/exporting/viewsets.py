"""Exports for staff, from their list of proposals with its filters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from proposals.exporting.answers import about_data, csv_answer, file_name, xlsx_answer
from proposals.exporting.columns import Names, cells, heading_row
from proposals.exporting.reading import in_chunks
from proposals.exporting.staff_columns import STAFF_COLUMNS, with_staff_facts
from proposals.exporting.views import is_machine, wants_mark
from proposals.forms import AnswerFilterForm
from proposals.models import Proposal
from proposals.queries.answering import answerable_by, coordinates_anywhere, projects_to_answer
from proposals.queries.search import matching


def staff_csv(request: HttpRequest) -> HttpResponseBase:
    """What one may answer, with the staff's columns, as CSV."""
    found, names = _asked(request)
    return csv_answer(_rows(found, names), file_name("proposals"), mark=wants_mark(request))


def staff_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook."""
    found, names = _asked(request)
    if found.count() > settings.EXPORT_MOST_XLSX_ROWS:
        messages.warning(request, _("These are too many for a workbook. Narrow the list, or take them as CSV."))
        return redirect("proposals_admin_list")
    keys = [column.key for column in STAFF_COLUMNS]
    address = settings.PUBLIC_URL + reverse("proposals_admin_list")
    return xlsx_answer(_rows(found, names), file_name("proposals"), keys=keys, about=about_data(_("staff's list"), address))


def _asked(request: HttpRequest) -> tuple[QuerySet[Proposal], Names]:
    if not coordinates_anywhere(request.user):
        raise PermissionDenied
    projects = list(projects_to_answer(request.user))
    for project in projects:
        project.title = project.slug
    wanted = AnswerFilterForm(request.GET, projects=projects).wanted()
    found = matching(answerable_by(request.user), wanted["text"])
    if wanted["status"]:
        found = found.filter(status=wanted["status"])
    if wanted["project_id"]:
        found = found.filter(project=wanted["project_id"])
    return found, Names.read(machine=is_machine(request))


def _rows(found: QuerySet[Proposal], names: Names) -> Iterator[Sequence[Any]]:
    yield heading_row(STAFF_COLUMNS, names)
    for proposal in in_chunks(found, with_staff_facts):
        yield cells(proposal, STAFF_COLUMNS, names)


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    return [
        path("proposals/export.csv", staff_csv, name="proposals_export_csv"),
        path("proposals/export.xlsx", staff_xlsx, name="proposals_export_xlsx"),
    ]
