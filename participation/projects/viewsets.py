"""The staff's desk for projects, inside the Wagtail admin: list, new from a blueprint, and one project's own desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Page

from participation.accounts.models import User
from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.projects import membership, services
from participation.projects.blueprints import PLANS
from participation.projects.features import features
from participation.projects.forms import (
    BlueprintForm,
    ExtendForm,
    MembersForm,
    PhaseForm,
    ProjectSettingsForm,
    coordinated_districts,
)
from participation.projects.models import Phase, Project, ProjectPage
from participation.projects.queries import with_phases, with_titles
from participation.projects.rules import may_coordinate
from participation.projects.states import Action, ProjectState
from participation.projects.views import prepare
from participation.publishing.services import LanguagesMissing

PROJECTS_PER_PAGE = 50
PROJECTS_ON_HOME = 8
MEMBERS_PER_PAGE = 50


def project_desk_list(request: HttpRequest) -> HttpResponse:
    """The projects this person works for."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = Project.objects.run_by(request.user).select_related("lead_district").order_by("-created_at", "-pk")
    if search:
        keys = ProjectPage.objects.filter(title__icontains=search).values("translation_key")
        found = found.filter(translation_key__in=keys) | found.filter(slug__icontains=search)
    page = Paginator(found, PROJECTS_PER_PAGE).get_page(request.GET.get("p"))
    projects = list(page)
    with_phases(projects)
    with_draft_titles(projects)
    return render(
        request,
        "projects/admin/list.html",
        {
            "page_title": _("Projects"),
            "header_icon": "folder-open-inverse",
            "projects": projects,
            "page_obj": page,
            "search": search,
            "may_create": coordinated_districts(request.user).exists(),
        },
    )


def running_projects(user: User) -> list[Project]:
    """The newest unarchived projects this person works for, with what is open in them."""
    found = Project.objects.run_by(user).exclude(state=ProjectState.ARCHIVED).select_related("lead_district")
    return prepare(list(found.defer("lead_district__boundary").order_by("-created_at", "-pk")[:PROJECTS_ON_HOME]))


def with_draft_titles(projects: list[Project]) -> None:
    """Titles for staff: published ones where there are, else those of the drafts."""
    with_titles(projects)
    missing = [project for project in projects if project.page is None]
    drafts = ProjectPage.objects.filter(translation_key__in=[project.translation_key for project in missing])
    titles = dict(drafts.order_by("-locale__language_code").values_list("translation_key", "draft_title"))
    for project in missing:
        project.title = titles.get(project.translation_key, project.slug)


def project_new(request: HttpRequest) -> HttpResponse:
    """One form gives the project, its phases and a page in every content language."""
    if not coordinated_districts(request.user).exists():
        raise PermissionDenied
    form = BlueprintForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            project = services.create_project(by=request.user, **form.service_arguments())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The project is made. Write its pages, then publish them."))
            return redirect("project_desk", project.pk)
    blueprints = [(value, label, PLANS[value]) for value, label in form.fields["blueprint"].choices]
    return render(
        request,
        "projects/admin/new.html",
        {
            "page_title": _("New project"),
            "header_icon": "folder-open-inverse",
            "form": form,
            "blueprints": blueprints,
            "languages": settings.WAGTAIL_CONTENT_LANGUAGES,
        },
    )


def project_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: its languages, phases and settings, each with what can be done."""
    project = _own(request, pk)
    form = ProjectSettingsForm(request.POST or None, instance=project)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.fields}
        if _attempt(request, services.change_settings, project_id=pk, by=request.user, **values):
            messages.success(request, _("The settings are saved."))
            return redirect("project_desk", pk)
    with_phases([project])
    with_draft_titles([project])
    pages = ProjectPage.objects.filter(translation_key=project.translation_key).select_related("locale", "latest_revision")
    return render(
        request,
        "projects/admin/desk.html",
        {
            "page_title": project.title,
            "header_icon": "folder-open-inverse",
            "project": project,
            "pages": _with_rights(request, pages),
            "form": form,
            "extend_form": ExtendForm(),
            "may_coordinate": may_coordinate(request.user, project),
            "links": [line for feature in features() if feature.desk for line in feature.desk(request.user, project)],
            "steps": [
                (phase, _phase_state(phase), [Action(key).label for key in phase.features]) for phase in project.phase_list
            ],
        },
    )


def _with_rights(request: HttpRequest, pages: Any) -> list[Page]:
    rows = list(pages)
    for page in rows:
        page.may_edit = page.permissions_for_user(request.user).can_edit()
    return rows


def _phase_state(phase: Phase) -> str:
    return "over" if phase.is_over() else "open" if phase.is_open() else "coming"


def project_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may read a members' project, and the form that lets more people in."""
    project = _coordinated(request, pk)
    form = MembersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = membership.add_members(project_id=pk, addresses=form.cleaned_data["addresses"], by=request.user)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            _tell_added(request, added)
            return redirect("project_members", pk)
    with_draft_titles([project])
    members = project.memberships.select_related("user").order_by("-added_at", "-pk")
    context = {
        "page_title": _("Members"),
        "header_icon": "group",
        "project": project,
        "form": form,
        "page_obj": Paginator(members, MEMBERS_PER_PAGE).get_page(request.GET.get("p")),
    }
    return render(request, "projects/admin/members.html", context, status=422 if form.errors else 200)


def _tell_added(request: HttpRequest, added: membership.Added) -> None:
    if added.new:
        words = ngettext("%(n)s person was added and told by mail.", "%(n)s people were added and told by mail.", added.new)
        messages.success(request, words % {"n": added.new})
    if added.known:
        words = ngettext("%(n)s was a member already.", "%(n)s were members already.", added.known)
        messages.info(request, words % {"n": added.known})
    if added.without_account:
        listed = ", ".join(added.without_account)
        messages.warning(request, _("No account, so not added: %(addresses)s") % {"addresses": listed})


@require_POST
def project_member_remove(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """End one person's membership."""
    _coordinated(request, pk)
    if membership.remove_member(project_id=pk, user_id=user, by=request.user):
        messages.success(request, _("The person is not a member any more."))
    return redirect("project_members", pk)


def phase_edit(request: HttpRequest, pk: int, phase: int | None = None) -> HttpResponse:
    """Change one phase, or add one."""
    project = _coordinated(request, pk)
    row = get_object_or_404(Phase, pk=phase, project=project) if phase else Phase(project=project)
    form = PhaseForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.fields}
        try:
            if phase:
                services.edit_phase(phase_id=phase, by=request.user, values=values)
            else:
                services.add_phase(project_id=pk, by=request.user, values=values)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The phase is saved."))
            return redirect("project_desk", pk)
    return render(
        request,
        "projects/admin/phase.html",
        {
            "page_title": _("Phase") if phase else _("New phase"),
            "header_icon": "calendar",
            "form": form,
            "project": project,
        },
    )


@require_POST
def phase_act(request: HttpRequest, pk: int, phase: int, act: str) -> HttpResponse:
    """Open, close or extend a phase by one button."""
    row = get_object_or_404(Phase, pk=phase, project=_own(request, pk))
    if act == "open":
        done = _attempt(request, services.open_phase_now, phase_id=row.pk, by=request.user)
    elif act == "close":
        done = _attempt(request, services.close_phase_now, phase_id=row.pk, by=request.user)
    else:
        form = ExtendForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(form.errors.get("ends_at", [_("Choose an end in the future.")])))
            return redirect("project_desk", pk)
        done = _attempt(request, services.extend_phase, phase_id=row.pk, ends_at=form.cleaned_data["ends_at"], by=request.user)
    if done:
        messages.success(request, _("The phase is changed. The public page shows it at once."))
    return redirect("project_desk", pk)


@require_POST
def project_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Publish every language, archive, or bring back from the archive."""
    project = _coordinated(request, pk)
    if act == "publish":
        done = _attempt(request, services.publish_pages, project=project, by=request.user)
    else:
        state = ProjectState.ARCHIVED if act == "archive" else ProjectState.PUBLISHED
        done = _attempt(request, services.set_project_state, project_id=pk, state=state, by=request.user)
    if done:
        messages.success(request, _("Done."))
    return redirect("project_desk", pk)


def _own(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(Project.objects.run_by(request.user).select_related("lead_district", "unit"), pk=pk)


def _coordinated(request: HttpRequest, pk: int) -> Project:
    project = _own(request, pk)
    if not may_coordinate(request.user, project):
        raise PermissionDenied
    return project


def _attempt(request: HttpRequest, service: Callable[..., Any], **arguments: Any) -> bool:
    """Call a service; a refusal becomes a message."""
    try:
        service(**arguments)
    except LanguagesMissing:
        raise  # leads to where the reason can be given
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return False
    return True
