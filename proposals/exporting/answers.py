"""The answer to somebody who takes an export: its headers, its name, and when they have taken enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.tables import csv_lines, in_this_language
from participation.common.throttle import HOUR, too_many_from
from proposals.exporting.workbook import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refused(request: HttpRequest) -> HttpResponse | None:
    """The answer for somebody who has taken more than is reasonable within the hour; None for everybody else."""
    if not too_many_from(request, "export", settings.EXPORTS_PER_HOUR):
        return None
    answer = render(request, "exporting/too_often.html", status=429)
    answer["Retry-After"] = str(HOUR)
    return answer


def csv_answer(rows: Iterable[Sequence[Any]], name: str, *, mark: bool) -> HttpResponseBase:
    """Rows as CSV, sent while they are read. mark: as in `csv_lines`."""
    lines = in_this_language(csv_lines(rows, mark=mark))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return _named(answer, f"{name}.csv")


def geojson_answer(lines: Iterable[str], name: str) -> HttpResponseBase:
    """GeoJSON, sent while it is read."""
    return _named(StreamingHttpResponse(in_this_language(lines), content_type="application/geo+json"), f"{name}.geojson")


def xlsx_answer(rows: Iterable[Sequence[Any]], name: str, *, keys: Sequence[str], about: Sequence[tuple[str, str]]) -> Any:
    """A workbook, sent from the file that it was written to."""
    file = write_workbook(name=_("Proposals"), keys=keys, rows=rows, about=about, about_name=_("About the data"))
    return _named(FileResponse(file, content_type=XLSX), f"{name}.xlsx")


def file_name(*parts: str) -> str:
    """An ASCII name with the day in it, without the ending."""
    return "-".join([*parts, timezone.localdate().isoformat()])


def about_data(project_title: str, address: str) -> list[tuple[str, str]]:
    """What it is and what one may do with it, for readers."""
    return [
        (_("Data"), _("Proposals: %(project)s") % {"project": project_title}),
        (_("Source"), f"{settings.SERVICE_NAME}, {settings.CITY_NAME}"),
        (_("Address"), address),
        (_("Licence"), f"{settings.OPEN_DATA_LICENCE}, {settings.OPEN_DATA_LICENCE_URL}"),
        (_("Taken"), timezone.localtime().strftime("%Y-%m-%d %H:%M")),
    ]


def _named(answer: Any, name: str) -> Any:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"  # what is hidden is gone at once
    answer["X-Robots-Tag"] = "noindex"
    answer["Link"] = f'<{settings.OPEN_DATA_LICENCE_URL}>; rel="license"'
    return answer
