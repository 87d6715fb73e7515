"""Exports of a project's proposals, comments and supports: exactly what its pages show to the one who asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.queries import participation_districts
from participation.projects.models import Project
from participation.projects.queries import readable_project, with_titles
from proposals.exporting import geojson
from proposals.exporting.answers import about_data, csv_answer, file_name, geojson_answer, refused, xlsx_answer
from proposals.exporting.columns import COLUMNS, Names, cells, heading_row
from proposals.exporting.reading import comments_in_chunks, in_chunks, supports_by_day, wished
from proposals.models import Proposal
from proposals.queries.listing import categories_of
from proposals.views.listing import question, read_wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

PROJECTS_PER_PAGE = 50


def export(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """An export is read only, and not taken without end."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return refused(request) or view(request, *args, **kwargs)

    return guarded


@dataclass(frozen=True)
class Asked:
    """What an address asks for. machine: stable English names instead of the reader's language."""

    project: Project
    proposals: QuerySet[Proposal]
    names: Names
    query: str

    @property
    def list_address(self) -> str:
        """Where the same is read."""
        return settings.PUBLIC_URL + reverse("proposals:list", kwargs={"project": self.project.slug}) + self.query

    def rows(self) -> Iterator[Sequence[Any]]:
        """The heading and a row for each proposal."""
        yield heading_row(COLUMNS, self.names)
        for proposal in in_chunks(self.proposals):
            yield cells(proposal, COLUMNS, self.names)


def asked(request: HttpRequest, slug: str) -> Asked:
    """The project and its proposals as the list at the same filters shows them. Raises Http404 as the list does."""
    project = readable_project(slug, request.user)
    wish = read_wish(request, participation_districts(), categories_of(project))
    return Asked(project, wished(project, wish), Names.read(machine=is_machine(request)), question(wish))


def is_machine(request: HttpRequest) -> bool:
    """Whether `?header=machine` asks for stable English names and values."""
    return request.GET.get("header") == "machine"


def wants_mark(request: HttpRequest) -> bool:
    """Spreadsheets need the byte order mark, programs stumble over it: `?bom=1` or `?bom=0` chooses."""
    return request.GET.get("bom", "0" if is_machine(request) else "1") == "1"


@export
def proposals_csv(request: HttpRequest, project: str) -> HttpResponseBase:
    """Proposals as CSV, sent while they are read."""
    what = asked(request, project)
    return csv_answer(what.rows(), file_name(what.project.slug, "proposals"), mark=wants_mark(request))


@export
def proposals_xlsx(request: HttpRequest, project: str) -> HttpResponseBase:
    """Proposals as a workbook, which has to be whole before it can be sent; so very many are not put into one."""
    what = asked(request, project)
    number = what.proposals.count()
    if number > settings.EXPORT_MOST_XLSX_ROWS:
        context = {"project": what.project, "number": number, "most": settings.EXPORT_MOST_XLSX_ROWS, "query": what.query}
        return render(request, "exporting/too_many.html", context, status=422)
    about = about_data(str(what.project.title), what.list_address)
    keys = [column.key for column in COLUMNS]
    return xlsx_answer(what.rows(), file_name(what.project.slug, "proposals"), keys=keys, about=about)


@export
def proposals_geojson(request: HttpRequest, project: str) -> HttpResponseBase:
    """Proposals as GeoJSON, sent while they are read; its members have the stable names."""
    what = asked(request, project)
    names = Names.read(machine=True)
    about = [
        ("name", f"{what.project.slug}: proposals"),
        ("source", f"{settings.SERVICE_NAME}, {settings.CITY_NAME}: {what.list_address}"),
        ("licence", settings.OPEN_DATA_LICENCE),
        ("licence_url", settings.OPEN_DATA_LICENCE_URL),
        ("taken_at", timezone.localtime().isoformat(timespec="seconds")),
    ]
    lines = geojson.lines(in_chunks(what.proposals), COLUMNS, names, about)
    return geojson_answer(lines, file_name(what.project.slug, "proposals"))


COMMENT_COLUMNS = ("id", "proposal_id", "parent_id", "body", "language", "stance", "created_at", "edited_at", "author", "url")


@export
def comments_csv(request: HttpRequest, project: str) -> HttpResponseBase:
    """The visible comments on the project and on its public proposals; always with the stable names."""
    found = readable_project(project, request.user)
    names = Names(machine=True, language=get_language() or settings.LANGUAGE_CODE)
    base = f"{settings.PUBLIC_URL}/{names.language}/threads/comments/"

    def rows() -> Iterator[Sequence[Any]]:
        yield COMMENT_COLUMNS
        for row in comments_in_chunks(found):
            proposal = getattr(row.thread, "proposal", None)
            yield [
                row.pk,
                proposal.pk if proposal else "",
                row.parent_id or "",
                row.body,
                row.language,
                row.stance,
                names.moment(row.created_at),
                names.moment(row.edited_at),
                row.on_behalf_of or (row.author.display_name if row.author else ""),
                f"{base}{row.pk}/",
            ]

    return csv_answer(rows(), file_name(found.slug, "comments"), mark=wants_mark(request))


@export
def supports_csv(request: HttpRequest, project: str) -> HttpResponseBase:
    """How many supports were given on which day; never by whom."""
    found = readable_project(project, request.user)
    rows = [("date", "supports"), *((day.isoformat(), number) for day, number in supports_by_day(found))]
    return csv_answer(rows, file_name(found.slug, "supports"), mark=wants_mark(request))


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What data there is to take, what stands in it, and under which licence. Four queries, however many projects there are."""
    numbered = Project.objects.listed().filter(proposals__state="published").annotate(number=Count("proposals"))
    page = Paginator(numbered.order_by("-pk"), PROJECTS_PER_PAGE).get_page(request.GET.get("p"))
    projects = list(page)
    with_titles(projects)
    context = {
        "projects": projects,
        "page_obj": page,
        "columns": COLUMNS,
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
        "source": f"{settings.SERVICE_NAME}, {settings.CITY_NAME}",
        "title": _("Open data"),
    }
    return render(request, "exporting/open_data.html", context)
