"""The project list, a project's page, and the short address that leads to it."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.models import District
from districts.panels import NearThing, register_near, register_numbers, register_panel
from districts.queries import district_by_slug, participation_districts
from participation.common.languages import Said, language_of, page_languages
from participation.common.served_pages import page_path, serves
from participation.projects.features import features
from participation.projects.forms import ProjectFilterForm
from participation.projects.models import Project, ProjectIndexPage, ProjectPage
from participation.projects.presentation import (
    counters,
    days_left,
    now_card,
    outcomes,
    panels,
    time_left,
    timeline,
    timeline_sentence,
)
from participation.projects.queries import listed_projects, readable_project, readable_project_of, with_phases, with_titles

PROJECTS_PER_PAGE = 24
STORY_KEPT = 60  # seconds; the pictures in an editor's text may be changed without the page


@require_safe
def project_list(request: HttpRequest, page: ProjectIndexPage | None = None) -> HttpResponse:
    """All public projects: `?district= &state= &q=`, next page by `?after=<id>`."""
    page = page or ProjectIndexPage.objects.live().filter(locale__language_code=get_language()).first()
    if page is not None and language_of(page):
        page = None  # the interface has a heading of its own in the reader's language
    form = ProjectFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    district = district_by_slug(wanted["district"]) if wanted.get("district") else None
    found = listed_projects(district=district, state=wanted.get("state", ""), search=wanted.get("q", ""))
    ids = _in_order(found)
    projects, next_after = _one_page(ids, request.GET.get("after", ""))
    filters = {name: value for name, value in request.GET.items() if name in {"q", "district", "state"} and value}
    address = request.path
    return render(
        request,
        "projects/project_list.html",
        {
            "page": page,
            "form": form,
            "projects": projects,
            "total": len(ids),
            "district": district,
            "section": "projects",
            "districts": participation_districts(),
            "filters": filters,
            "next_url": f"{address}?{urlencode({**filters, 'after': next_after})}" if next_after else "",
            "first_url": f"{address}?{urlencode(filters)}" if request.GET.get("after") else "",
        },
    )


@serves(ProjectIndexPage)
def project_index_page(request: HttpRequest, page: ProjectIndexPage) -> HttpResponse:
    """The same list, reached through the page tree."""
    return project_list(request, page)


def _in_order(found: Any) -> list[int]:
    """Ids, nearest deadline first, then what opens no more, newest first. Light enough for a few thousand projects."""
    now = timezone.now()
    running = Q(phases__starts_at__lte=now, phases__ends_at__gt=now) & ~Q(phases__features=[])
    rows = found.annotate(closes_at=Min("phases__ends_at", filter=running)).order_by(
        F("closes_at").asc(nulls_last=True), "-published_at", "-pk"
    )
    return list(rows.values_list("pk", flat=True))


def _one_page(ids: list[int], after: str) -> tuple[list[Project], int | None]:
    start = ids.index(int(after)) + 1 if after.isdecimal() and len(after) < 19 and int(after) in ids else 0
    wanted = ids[start : start + PROJECTS_PER_PAGE]
    more = wanted[-1] if wanted and start + PROJECTS_PER_PAGE < len(ids) else None
    return _cards(wanted), more


def _cards(ids: list[int]) -> list[Project]:
    """What cards show of these projects, in this order."""
    rows = Project.objects.select_related("lead_district").defer("lead_district__boundary").in_bulk(ids)
    return prepare([rows[pk] for pk in ids])


def open_now(limit: int) -> tuple[list[Project], int]:
    """Projects in which something is open, nearest deadline first, and how many there are."""
    ids = _in_order(listed_projects(state="open"))
    return _cards(ids[:limit]), len(ids)


def prepare(projects: list[Project]) -> list[Project]:
    """Give projects what a card shows: words, phases, counters, how long there is time. A constant number of queries."""
    with_phases(projects)
    with_titles(projects)
    counters(projects)
    at = timezone.now()
    for project in projects:
        project.steps = timeline(project.phase_list, at)
        running = [phase for phase in project.phase_list if phase.is_open(at) and phase.features]
        ends = sorted(phase.last_minute for phase in running if phase.last_minute)
        project.current_phase = running[0] if running and project.state == "published" else None
        project.closes_at = ends[0] if ends and project.current_phase else None
        project.time_left = time_left(project.closes_at, at)
        project.days_left = days_left(project.closes_at, at) if project.closes_at else None
    return projects


@require_safe
def project(request: HttpRequest, project: str) -> HttpResponse:
    """The short address: leads to the page in the reader's language, else shows the project in another one."""
    row = readable_project(project, request.user)
    if row.page is None:
        raise Http404
    if row.title_language in page_languages():
        return redirect(row.page_url)
    request.language_urls = {}
    request.is_content, request.is_copy_of = True, page_path(row.page)
    return _render(request, row.page.specific, row)


@serves(ProjectPage)
def project_page(request: HttpRequest, page: ProjectPage) -> HttpResponse:
    """A project in one language: what one can do now, the timeline, what the editor wrote, the features' panels."""
    if getattr(request, "is_preview", False):
        row = page.project
        if row is None:
            raise Http404
        with_phases([row])
        row.title, row.title_language, row.page_url = Said(page.title, page.locale.language_code), page.locale.language_code, ""
    else:
        row = readable_project_of(page, request.user)
        request.language_urls = row.language_urls
    return _render(request, page, row)


def _render(request: HttpRequest, page: ProjectPage, row: Project) -> HttpResponse:
    card = now_card(request, row)
    end = date_format(timezone.localtime(card.ends_at), "DATE_FORMAT") if card.ends_at else ""
    actions = [{"url": action.url, "label": action.button} for action in card.actions[:2]]
    if card.over:
        counters([row])
        actions = [{"url": "#came", "label": _("See what came of it")}]
    return render(
        request,
        "projects/project_page.html",
        {
            "page": page,
            "project": row,
            "steps": (steps := timeline(row.phase_list)),
            "phases_sentence": timeline_sentence(steps),
            "card": card,
            "card_label": "" if card.open else _("Nothing to do just now"),
            "card_actions": actions,
            "outcomes": outcomes(request, row) if card.over else [],
            "clock_text": _("days left, until %(date)s") % {"date": end} if card.days else _("last day, until midnight"),
            "panels": panels(request, row),
            "section": "projects",
            "foreign": bool(language_of(page)),
            # A draft that is looked at has no version and is rendered each time.
            "story_kept": STORY_KEPT if getattr(page, "version", "") else 0,
        },
    )


PROJECTS_ON_DISTRICT = 12
PROJECTS_NEAR = 3


def district_panel(request: HttpRequest, district: District) -> tuple[str, dict[str, Any]] | None:
    """The projects of a district, for its page: those it leads or takes part in, open ones first."""
    ids = _in_order(listed_projects(district=district))
    projects = _cards(ids[:PROJECTS_ON_DISTRICT])
    context = {
        "open": [row for row in projects if row.current_phase],
        "others": [row for row in projects if not row.current_phase],
        "total": len(ids),
        "more": len(ids) > len(projects),
        "district": district,
    }
    return "projects/_district_panel.html", context


def district_numbers(district: District) -> list[tuple[Any, int]]:
    """What every feature counts in a district."""
    return [line for feature in features() if feature.district_counters for line in feature.district_counters(district.path)]


def projects_near(request: HttpRequest, district: District) -> list[NearThing]:
    """What is open in the reader's district, for the front page."""
    ids = _in_order(listed_projects(district=district, state="open"))[:PROJECTS_NEAR]
    rows = Project.objects.in_bulk(ids)
    projects = [rows[pk] for pk in ids]
    with_phases(projects)
    with_titles(projects)
    return [
        NearThing(
            title=row.title,
            url=row.page_url,
            kind=next((str(phase) for phase in row.phase_list if phase.is_open() and phase.features), ""),
            note=row.lead,
        )
        for row in projects
    ]


register_panel(district_panel, key="projects", order=10)
register_near(projects_near, key="projects", order=10)
register_numbers(district_numbers, key="projects", order=10)
