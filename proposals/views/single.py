"""One proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from participation.comments.presentation import thread_context
from participation.projects.queries import readable_project
from proposals.page_parts import parts_to_show
from proposals.presentation import status_label, support_card
from proposals.queries.single import readable_proposal, responses_to
from proposals.rules import is_author, may_edit, may_invite, may_respond, may_withdraw
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def detail(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """A proposal with its support, the city's answer and its conversation. Authors see hidden ones; drafts in steps."""
    found = readable_project(project, request.user)
    proposal = readable_proposal(found, pk, request.user)
    if proposal.state == ProposalState.DRAFT:
        return redirect("proposals:preview", project=project, pk=pk)
    is_public = proposal.state == ProposalState.PUBLISHED
    responses = responses_to(proposal) if proposal.is_answered else []
    context = {
        "project": found,
        "proposal": proposal,
        "is_public": is_public,
        "label": status_label(proposal.status),
        "response": responses[0] if responses else None,
        "earlier_responses": responses[1:],
        "mine": is_author(request.user, proposal),
        "may_edit": may_edit(request.user, proposal, found.open_actions),
        "may_withdraw": may_withdraw(request.user, proposal),
        "may_invite": may_invite(request.user, proposal),
        "respond_url": reverse("proposals_admin_respond", args=[pk]) if is_public and may_respond(request.user, proposal) else "",
        "section": "projects",
        "parts": parts_to_show(request, found, proposal),
    }
    if is_public:
        context["card"] = support_card(request, found, proposal)
        context |= thread_context(request, thread=proposal.thread, project=found, anchor=proposal)
    return render(request, "proposals/proposal_detail.html", context)
