"""Projects in the Wagtail admin: their desk, and what must not happen to their pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from participation.projects import viewsets
from participation.projects.models import Project, ProjectPage
from participation.projects.rules import roles_of


class ProjectsMenuItem(MenuItem):
    """Shown to people who work for a district."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or bool(roles_of(request.user))


@hooks.register("register_admin_menu_item")
def projects_menu_item() -> MenuItem:
    """First in the menu: it is where staff begin."""
    return ProjectsMenuItem(
        gettext_lazy("Projects"), reverse("project_desk_list"), name="participation", icon_name="folder-open-inverse", order=50
    )


class ProjectsPanel(Component):
    """The running projects of this person's districts, on the admin's front page."""

    order = 50
    template_name = "projects/admin/_home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"projects": viewsets.running_projects(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_projects_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Staff begin where their work is."""
    if request.user.is_superuser or roles_of(request.user):
        panels.append(ProjectsPanel())


@hooks.register("register_admin_urls")
def desk_urls() -> list:
    """Addresses of the desk."""
    return [
        path("participation/", viewsets.project_desk_list, name="project_desk_list"),
        path("participation/new/", viewsets.project_new, name="project_new"),
        path("participation/<int:pk>/", viewsets.project_desk, name="project_desk"),
        re_path(r"^participation/(?P<pk>\d+)/(?P<act>publish|archive|restore)/$", viewsets.project_act, name="project_act"),
        path("participation/<int:pk>/members/", viewsets.project_members, name="project_members"),
        path("participation/<int:pk>/members/<int:user>/remove/", viewsets.project_member_remove, name="project_member_remove"),
        path("participation/<int:pk>/phases/new/", viewsets.phase_edit, name="phase_new"),
        path("participation/<int:pk>/phases/<int:phase>/", viewsets.phase_edit, name="phase_edit"),
        re_path(
            r"^participation/(?P<pk>\d+)/phases/(?P<phase>\d+)/(?P<act>open|close|extend)/$", viewsets.phase_act, name="phase_act"
        ),
    ]


def _holds_projects(page: Page) -> bool:
    if isinstance(page.specific, ProjectPage):
        return page.specific.project is not None
    keys = page.get_descendants().type(ProjectPage).values("translation_key")
    return Project.objects.filter(translation_key__in=keys).exists()


def _refuse(request: HttpRequest, page: Page, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_page")
def keep_what_residents_wrote(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Deleting is archiving: a project's pages stay as long as there is the project."""
    if _holds_projects(page):
        return _refuse(
            request, page, _("A project is archived, not deleted: residents' words hang on it. Archive it at its desk.")
        )
    return None


@hooks.register("before_bulk_action")
def keep_in_bulk_too(request: HttpRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    """The same for many pages at once."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type in {"delete", "move"} and any(_holds_projects(page) for page in pages):
        return _refuse(request, pages[0], _("Pages of projects can be neither deleted nor moved."))
    return None


@hooks.register("before_move_page")
def stay_under_the_lead_district(request: HttpRequest, page: Page, _destination: Page) -> HttpResponse | None:
    """The place in the tree is the lead district, and the lead district is who may edit."""
    if isinstance(page.specific, ProjectPage) and page.specific.project is not None:
        return _refuse(request, page, _("A project's page stays under its lead district."))
    return None


@hooks.register("before_publish_page")
def publish_only_with_a_project(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copied page describes no project, so there would be nothing behind it."""
    if isinstance(page.specific, ProjectPage) and page.specific.project is None:
        messages.error(request, _("This page is a copy and belongs to no project. Make a project from a blueprint instead."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None
