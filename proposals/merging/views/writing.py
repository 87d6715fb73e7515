"""Writing the joint text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from districts.queries import participation_districts
from participation.common.forms import add_refusal
from participation.common.refusals import Conflict, Refusal
from participation.projects.hindrances import closed
from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.merging.access import merger_for
from proposals.merging.forms import JointTextForm
from proposals.merging.models import Merger, MergerMember
from proposals.merging.rules import MERGING_DURING, taking_part
from proposals.merging.services import save_text
from proposals.merging.services.writing import MOVED
from proposals.merging.states import ASKING
from proposals.queries.listing import categories_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from participation.projects.models import Project

CONFLICT = 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def write(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The joint text beside the proposals it comes from. Somebody else's changes meanwhile are shown, and nothing is lost."""
    found = readable_project(project, request.user)
    merger, members = merger_for(found, pk, request.user)
    if not merger.is_open:
        return redirect("merging:merger", project=project, pk=pk)
    if request.method != "POST":
        return _page(request, found, merger, members, _form(found, merger, members))
    form = _form(found, merger, members, request.POST)
    if not form.is_valid():
        return _page(request, found, merger, members, form, status=422)
    asked = merger.state in ASKING
    try:
        save_text(merger_id=pk, author=request.user, **form.for_service())
    except Conflict as conflict:
        if conflict.code != MOVED:
            messages.error(request, str(conflict.message))
            return redirect("merging:merger", project=project, pk=pk)
        return _conflict(request, found, pk)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, merger, members, form, status=refusal.status)
    messages.success(
        request, _("The joint text is changed, and everybody is asked anew.") if asked else _("The joint text is saved.")
    )
    return redirect("merging:merger", project=project, pk=pk)


def _conflict(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Somebody else was faster: nothing is written, and both texts are shown. Sent again, this one has seen the other."""
    merger, members = merger_for(project, pk, request.user)
    there = _form(project, merger, members)
    data = request.POST.copy()
    data["seen"] = merger.digest
    form = _form(project, merger, members, data)
    return _page(request, project, merger, members, form, others=form.changed_there(there), status=CONFLICT)


def _form(project: Project, merger: Merger, members: list[MergerMember], data: QueryDict | None = None) -> JointTextForm:
    return JointTextForm(
        *([data] if data is not None else []),
        merger=merger,
        members=members,
        districts=participation_districts(),
        categories=categories_of(project),
        asked=merger.state in ASKING,
    )


def _page(
    request: HttpRequest,
    project: Project,
    merger: Merger,
    members: list[MergerMember],
    form: JointTextForm,
    *,
    others: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_open = any(action in project.open_actions for action in MERGING_DURING)
    context = {
        "project": project,
        "merger": merger,
        "form": form,
        "sources": [row.proposal for row in taking_part(members) if row.proposal.state == "published"],
        "asked": merger.state in ASKING,
        "others": others or [],
        "hindrance": None if is_open else closed(project, Action.PROPOSE),
        "section": "projects",
    }
    return render(request, "merging/write.html", context, status=status)
