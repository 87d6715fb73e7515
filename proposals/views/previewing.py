"""The last step: a draft as everybody will see it, and the button that publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.common.refusals import Conflict, Refusal
from participation.projects.queries import readable_project
from proposals.presentation import preview_card, publishing_hindrance, status_label, step_list
from proposals.queries.fields import fields_asked
from proposals.rules import is_first_author
from proposals.services import mark_of, publish_draft
from proposals.states import ProposalState
from proposals.steps import Step, before, number_of, step_with, steps_of
from proposals.views.drafting import own_proposal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project
    from proposals.models import Proposal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """GET shows the draft as it will look, POST publishes it. A refusal leaves the draft as it is."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = readable_project(project, request.user)
    draft = own_proposal(request, found, pk)
    if draft.state != ProposalState.DRAFT:
        return redirect("proposals:detail", project=project, pk=pk)
    if request.method != "POST":
        return _page(request, found, draft)
    try:
        publish_draft(proposal_id=pk, author=request.user, seen=request.POST.get("seen", ""))
    except Conflict as conflict:
        messages.warning(request, str(conflict.message))
        return redirect("proposals:preview", project=project, pk=pk)
    except Refusal as refusal:
        return _page(request, found, draft, refusal)
    messages.success(request, _("Your proposal is published."))
    return redirect("proposals:detail", project=project, pk=pk)


def _page(request: HttpRequest, project: Project, draft: Proposal, refusal: Refusal | None = None) -> HttpResponse:
    steps = steps_of(asks_more=bool(draft.said_more) or bool(fields_asked(project, draft)))
    context = {
        "project": project,
        "proposal": draft,
        "may_publish": is_first_author(request.user, draft),
        "asks_more": Step.DETAILS in steps,
        "leading_here": before(Step.PREVIEW, steps),
        "seen": mark_of(draft, Step.PREVIEW),
        "label": status_label(draft.status),
        "card": preview_card(project),
        "step": Step.PREVIEW,
        "number": number_of(Step.PREVIEW, steps),
        "steps": step_list(Step.PREVIEW, steps),
        "problem": refusal,
        "mend": step_with(refusal.field) if refusal and refusal.field else None,
        "hindrance": publishing_hindrance(request.user, project),
        "section": "projects",
    }
    return render(request, "proposals/write_preview.html", context, status=refusal.status if refusal else 200)
