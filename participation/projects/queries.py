"""Reading projects together with their words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from districts.models import District, DistrictRole
from districts.states import Role
from participation.common.kept import Kept
from participation.common.languages import Said, reading_order
from participation.common.served_pages import page_path, reader_path, with_readers
from participation.projects.models import Phase, Project, ProjectPage
from participation.projects.querysets import is_public

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def readable_project(slug: str, user: User | AnonymousUser) -> Project:
    """The project with its words, phases and open actions, in one query while nothing of it changes, else in five.

    Sets `title`, `title_language`, `lead`, `page_url`, `phase_list` and `open_actions` on it.
    Raises Http404 when there is none that this person may read.
    """
    return _readable(user, "slug", slug)


def readable_project_of(page: ProjectPage, user: User | AnonymousUser) -> Project:
    """The same, found by its page in one of the languages."""
    return _readable(user, "translation_key", page.translation_key)


# One text that is another after every change of the project, its district, its unit, its phases or its pages.
VERSION = """
    SELECT project.id, concat_ws(' ', project.xmin, project.ctid, district.xmin, district.ctid, unit.xmin, unit.ctid,
        (SELECT string_agg(concat_ws(' ', phase.id, phase.xmin, phase.ctid), ',' ORDER BY phase.id)
         FROM projects_phase phase WHERE phase.project_id = project.id),
        (SELECT string_agg(concat_ws(' ', page.id, page.xmin, page.ctid, own.xmin, own.ctid), ',' ORDER BY page.id)
         FROM wagtailcore_page page JOIN projects_projectpage own ON own.page_ptr_id = page.id
         WHERE page.translation_key = project.translation_key AND page.live))
    FROM projects_project project
    JOIN districts_district district ON district.id = project.lead_district_id
    LEFT JOIN districts_unit unit ON unit.id = project.unit_id
    WHERE project.{column} = %s
"""


@dataclass(frozen=True)
class _Rows:
    """A project with the rows by which every page of it begins. Readers get copies."""

    project: Project
    phases: list[Phase]
    pages: dict[str, ProjectPage]

    def copied(self) -> Project:
        """A project that the caller may change, with its words in the active language and what is open at this moment."""
        project = copy(self.project)
        project.phase_list = [copy(phase) for phase in self.phases]
        project.open_actions = project.actions_open_in(project.phase_list)
        _put_words(project, self.pages)
        project.page = copy(project.page)
        return project


_kept: Kept[_Rows | None] = Kept(500)


def _readable(user: User | AnonymousUser, column: str, value: Any) -> Project:
    with connection.cursor() as cursor:
        cursor.execute(VERSION.format(column=column), [value])
        found = cursor.fetchone()
    rows = _kept.get(found[0], found[1], lambda: _load(found[0])) if found else None
    if rows is None or not may_read(user, rows.project):
        raise Http404
    return rows.copied()


def may_read(user: User | AnonymousUser, project: Project) -> bool:
    """Whether the project is in `visible_to`; for a public one without a query."""
    return is_public(project) or Project.objects.visible_to(user).filter(pk=project.pk).exists()


def _load(project_id: int) -> _Rows | None:
    found = Project.objects.select_related("lead_district", "unit").defer("lead_district__boundary")
    project = found.filter(pk=project_id).first()
    if project is None:
        return None
    phases = list(Phase.objects.filter(project=project_id).order_by("position", "starts_at"))
    return _Rows(project, phases, _live_pages([project.translation_key]).get(project.translation_key, {}))


def with_phases(projects: Sequence[Project]) -> None:
    """Load the phases of many projects in one query and say what is open in each."""
    phases: dict[int, list[Phase]] = {project.pk: [] for project in projects}
    for phase in Phase.objects.filter(project__in=phases).order_by("project_id", "position", "starts_at"):
        phases[phase.project_id].append(phase)
    for project in projects:
        project.phase_list = phases[project.pk]
        project.open_actions = project.actions_open_in(project.phase_list)


def with_titles(projects: Sequence[Project]) -> None:
    """Give many projects their title, lead and address in the active language, else in another one, in one query."""
    pages = _live_pages([project.translation_key for project in projects])
    for project in projects:
        _put_words(project, pages.get(project.translation_key, {}))


def _put_words(project: Project, in_languages: dict[str, ProjectPage]) -> None:
    language = next((code for code in reading_order() if code in in_languages), "")
    page = in_languages.get(language)
    project.title = Said(page.title if page else project.slug, language)
    project.lead = Said(page.lead if page else "", language)
    project.title_language = language
    project.page = page
    project.language_urls = with_readers({code: page_path(twin) for code, twin in in_languages.items()})
    project.page_url = reader_path(page) if page else ""


def _live_pages(keys: Iterable[object]) -> dict[object, dict[str, ProjectPage]]:
    """Translation key -> language -> page, with what lists and headings say of it and no more."""
    found: dict[object, dict[str, ProjectPage]] = {}
    pages = ProjectPage.objects.filter(translation_key__in=list(keys), live=True).select_related("locale")
    for page in pages.only("title", "lead", "url_path", "translation_key", "content_type", "locale__language_code"):
        found.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return found


def listed_projects(
    *,
    district: District | None = None,
    state: str = "",
    search: str = "",
) -> QuerySet[Project]:
    """Public projects, filtered. state: "open", "upcoming" or "over", judged by phases; search: words of the title or lead."""
    projects = Project.objects.listed().select_related("lead_district")
    if district is not None:
        inside = District.objects.at_or_below(district)
        projects = projects.filter(Q(lead_district__in=inside) | Q(districts__in=inside)).distinct()
    opened = Phase.objects.open().exclude(features=[]).values("project")
    coming = Phase.objects.filter(starts_at__gt=timezone.now()).exclude(features=[]).values("project")
    if state == "open":
        projects = projects.filter(state="published", pk__in=opened)
    elif state == "upcoming":
        projects = projects.filter(state="published", pk__in=coming).exclude(pk__in=opened)
    elif state == "over":
        projects = projects.exclude(pk__in=opened).exclude(pk__in=coming)
    if search:
        words = Q()
        for word in search.split()[:8]:
            words &= Q(title__icontains=word) | Q(lead__icontains=word)
        pages = ProjectPage.objects.filter(words, live=True)
        projects = projects.filter(translation_key__in=pages.values("translation_key"))
    return projects


def coordinators_of(project: Project) -> list[User]:
    """Everybody who coordinates the project now: in its lead district, above it, or for it alone."""
    roles = DistrictRole.objects.active().filter(role=Role.COORDINATOR).select_related("user", "district")
    return [
        role.user
        for role in roles
        if project.lead_district.path.startswith(role.district.path) and role.project_id in (None, project.pk)
    ]
