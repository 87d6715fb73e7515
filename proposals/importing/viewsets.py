"""Imports in the Wagtail admin: the list, a new file, and one run with its report."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.tables import csv_lines
from participation.common.text import number_in
from participation.projects.viewsets import with_draft_titles
from proposals.import_models import ImportRun, RunState, Verdict
from proposals.importing import services
from proposals.importing.findings import Finding
from proposals.importing.progress import progress_of
from proposals.importing.queries import REMARKED, coordinated_projects, kept_after_undoing, line_page, lines_of, runs_of
from proposals.importing.report import HEADER, about_file, remarks, rows_of_line
from proposals.importing.staff_forms import FORMAT_LABELS, ImportForm
from proposals.importing.wording import help_for, message
from proposals.viewsets import CoordinatorView

RUNS_PER_PAGE = 30
ACTS = {
    "confirm": (services.confirm_run, gettext_lazy("The import has begun.")),
    "discard": (services.discard_run, gettext_lazy("The file is thrown away. Nothing was imported.")),
    "undo": (services.undo_run, gettext_lazy("The import is being taken back.")),
}


class ImportView(CoordinatorView):
    """A page for those who coordinate a project; the others have no list, and every run is a 404."""

    header_icon = "download"

    @cached_property
    def projects(self) -> list[Any]:
        """The projects into which this person may bring proposals."""
        found = coordinated_projects(self.request.user)
        with_draft_titles(found)
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("proposals_admin_list"), "label": _("Proposals")}
        return [*super().get_breadcrumbs_items(), above, *self.steps()]

    def steps(self) -> list[dict[str, Any]]:
        """The way to this page from the list of proposals; the last step is the page's heading."""
        return [{"url": reverse("proposals_import_list"), "label": _("Imports")}, {"url": "", "label": self.get_page_title()}]


class ImportListView(ImportView):
    """What was brought in, the newest first; the next page begins after a run."""

    template_name = "proposals/admin/import_list.html"
    page_title = gettext_lazy("Imports")

    def steps(self) -> list[dict[str, Any]]:
        return [{"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponse:
        after = number_in(request.GET.get("after", "")) or 0
        titles = {project.pk: project.title for project in self.projects}
        found = runs_of(self.projects)
        runs = list((found.filter(pk__lt=after) if after else found)[: RUNS_PER_PAGE + 1])
        shown = runs[:RUNS_PER_PAGE]
        for run in shown:
            run.project.title = titles[run.project_id]
        next_after = shown[-1].pk if len(runs) > RUNS_PER_PAGE else None
        context = self.get_context_data(runs=shown, next_after=next_after, may_import=bool(self.projects), after=after)
        return self.render_to_response(context)


class ImportNewView(ImportView):
    """The form for a file."""

    template_name = "proposals/admin/import_new.html"
    page_title = gettext_lazy("New import")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=ImportForm(projects=self.projects)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, projects=self.projects)
        if form.is_valid():
            try:
                run = services.bring_in(by=request.user, **form.for_service())
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                return redirect("proposals_import", run.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class RunView(ImportView):
    """What stands above the pages about one run."""

    @cached_property
    def run(self) -> ImportRun:
        """The run that the address names, if this person coordinates its project."""
        run = runs_of(self.projects).filter(pk=self.kwargs["pk"]).first()
        if run is None:
            raise Http404
        run.project.title = next(project.title for project in self.projects if project.pk == run.project_id)
        return run


class ImportRunView(RunView):
    """One file: what was seen of it, what would be done or was done, line by line, and what can be done now."""

    template_name = "proposals/admin/import_run.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.run.pk != pk or request.POST.get("act") not in ACTS:
            raise Http404  # the first asks whether the run is this person's
        act, done = ACTS[request.POST["act"]]
        try:
            act(run_id=pk, by=request.user)
        except Refusal as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, done)
        return redirect("proposals_import", pk)

    def get_page_title(self) -> str:
        return self.run.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, asked = self.run, self.request.GET
        show, after = asked.get("show", ""), number_in(asked.get("after", "")) or 0
        page = line_page(run, show=show, after=after)
        lines = [
            {
                "line": line,
                "verdict": Verdict(line.verdict).label,
                "is_refused": line.verdict == Verdict.REFUSED,
                "findings": [_worded(stored) for stored in line.findings],
            }
            for line in page.lines
        ]
        return super().get_context_data(
            run=run,
            state_label=RunState(run.state).label,
            format_label=FORMAT_LABELS.get(run.format, ""),
            about=list(about_file(run.facts, str(FORMAT_LABELS.get(run.format, run.format)))) if run.facts else [],
            fatal=_worded(run.fatal) | {"line": run.fatal["line"]} if run.fatal else None,
            tabs=_tabs(run, show),
            remarks=remarks(run.counts),
            lines=lines,
            after=after,
            show=show,
            next_after=page.next_after,
            done=progress_of(run),
            may_confirm=run.state == RunState.CHECKED and bool(run.counts.get(Verdict.NEW)),
            may_discard=run.state in (RunState.CHECKED, RunState.REFUSED, RunState.FAILED),
            may_undo=run.state == RunState.DONE,
            kept=kept_after_undoing(run) if run.state == RunState.UNDONE and run.counts.get("kept") else [],
            **kwargs,
        )


class ImportProgressView(RunView):
    """How far a worker is, for the page that waits."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        run = self.run
        answer = JsonResponse({"state": run.state, "done": progress_of(run), "total": run.total, "at_work": run.is_at_work})
        answer["Cache-Control"] = "private, no-store"
        return answer


class ImportReportView(RunView):
    """The report with all lines, as a table."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        lines = lines_of(self.run, request.GET.get("show", "")).iterator(chunk_size=500)
        found = (row for line in lines for row in _report_rows(line))
        answer = StreamingHttpResponse(csv_lines(_headed(found)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="import-{self.run.pk}-report.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    return [
        path("proposals/imports/", ImportListView.as_view(), name="proposals_import_list"),
        path("proposals/imports/new/", ImportNewView.as_view(), name="proposals_import_new"),
        path("proposals/imports/<int:pk>/", ImportRunView.as_view(), name="proposals_import"),
        path("proposals/imports/<int:pk>/progress/", ImportProgressView.as_view(), name="proposals_import_progress"),
        path("proposals/imports/<int:pk>/report.csv", ImportReportView.as_view(), name="proposals_import_report"),
    ]


def _worded(stored: dict[str, Any]) -> dict[str, Any]:
    finding = Finding.of_stored(stored)
    return {"message": message(finding), "help": help_for(finding), "hinders": finding.hinders}


def _tabs(run: ImportRun, show: str) -> list[dict[str, Any]]:
    """The kinds of lines there are, with their numbers, when there is more than one."""
    numbers = run.lines.aggregate(
        all=Count("pk"),
        remarked=Count("pk", filter=~Q(findings=[]) & Q(verdict=Verdict.NEW)),
        **{verdict.value: Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict},
    )
    labels = {
        "": (_("All lines"), numbers["all"]),
        Verdict.REFUSED.value: (Verdict.REFUSED.label, numbers[Verdict.REFUSED]),
        Verdict.NEW.value: (Verdict.NEW.label, numbers[Verdict.NEW]),
        REMARKED: (_("New, with a remark"), numbers["remarked"]),
        Verdict.CHANGED.value: (Verdict.CHANGED.label, numbers[Verdict.CHANGED]),
        Verdict.KNOWN.value: (Verdict.KNOWN.label, numbers[Verdict.KNOWN]),
    }
    return [
        {"key": key, "label": label, "number": number, "is_here": key == show}
        for key, (label, number) in labels.items()
        if number or key == ""
    ]


def _headed(rows: Any) -> Any:
    yield HEADER
    yield from rows


def _report_rows(line: Any) -> Any:
    return rows_of_line(line.line, line.external_id, line.title, line.verdict, [Finding.of_stored(one) for one in line.findings])
