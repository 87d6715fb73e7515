"""The front page, text pages, and what machines ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from districts.maps import CityDrawing, city_drawing, map_context
from districts.models import District
from districts.queries import participation_districts
from participation.common.languages import Said, language_of
from participation.common.served_pages import reader_path, serves
from participation.pages.models import HomePage, StandardPage
from participation.pages.queries import city_numbers, latest_answers
from participation.pages.routing import serve
from participation.projects.models import Project
from participation.projects.views import open_now
from proposals.commitments.pages import came_of_city
from proposals.outcomes import outcomes_of

OPEN_ON_HOME = 4
ANSWERS_ON_HOME = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The root of a language: its home page in the page tree."""
    return serve(request, "")


@serves(HomePage)
def home_page(request: HttpRequest, page: HomePage) -> HttpResponse:
    """What is open now, near me, how it works, what came of it."""
    projects, total = open_now(OPEN_ON_HOME)
    districts, drawing = participation_districts(), city_drawing()
    numbers = city_numbers()
    return render(
        request,
        "pages/home_page.html",
        {
            "page": page,
            "is_foreign": bool(language_of(page)),
            "projects": projects,
            "open_total": total,
            "answers": latest_answers(ANSWERS_ON_HOME),
            "numbers": numbers,
            "promises": came_of_city(),
            "outcomes": outcomes_of(numbers.by_status),
            "hero_map": hero_map(projects, districts, drawing),
            "city_districts": districts,
            "city_drawing": drawing,
            "year": timezone.localdate().year,
            "section": "home",
        },
    )


def hero_map(projects: list[Project], districts: list[District], drawing: CityDrawing | None) -> dict[str, Any] | None:
    """The city as a drawing, with the days left in the districts where something is open."""
    if drawing is None:
        return None
    days = {project.lead_district_id: project.days_left for project in reversed(projects) if project.days_left is not None}
    sentence = _("A schematic map of the city. The districts where something is open are in the list below.")
    return map_context(districts, sentence=sentence, counts=days, drawing=drawing)


@serves(StandardPage)
def standard_page(request: HttpRequest, page: StandardPage) -> HttpResponse:
    """A text page with the way back and the pages under it."""
    ancestors = page.get_ancestors().live().filter(depth__gt=2).select_related("locale")
    return render(
        request,
        "pages/standard_page.html",
        {
            "page": page,
            "is_foreign": bool(language_of(page)),
            "children": [(child.title, reader_path(child)) for child in page.get_children().live().in_menu()],
            "crumbs": [(Said(ancestor.title, ancestor.locale.language_code), reader_path(ancestor)) for ancestor in ancestors],
        },
    )


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def choose_language(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the language the browser asks for."""
    return redirect(f"/{get_language_from_request(request)}/")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readiness(request: HttpRequest) -> JsonResponse:
    """Whether the database answers (503 when not); Valkey is told, but the site works without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
        database = True
    except DatabaseError:
        database = False
    cache.set("readiness", 1, 5)
    live = cache.get("readiness") == 1
    return JsonResponse({"database": database, "live": live}, status=200 if database else 503)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Reading is welcome; the admin and personal pages are nobody's search result."""
    languages = [code for code, _name in settings.LANGUAGES]
    private = ["/admin/", *(f"/{code}/{part}/" for code in languages for part in ("accounts", "profile", "report"))]
    return HttpResponse("User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in private), content_type="text/plain")
