"""Who writes a proposal: asking others to join, answering, and going."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.projects.queries import readable_project
from proposals.author_forms import InviteForm
from proposals.models import CoAuthor
from proposals.queries.authors import authors_of, invitation_for, invitations_from
from proposals.rules import is_first_author, may_invite
from proposals.services import answer_invitation, end_coauthorship, invite_coauthor, withdraw_invitation
from proposals.states import CoAuthorState, ProposalState
from proposals.views.drafting import own_proposal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project
    from proposals.models import Proposal

ACT = re.compile(r"(withdraw|end)-(\d{1,12})")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def authors(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Everybody who writes it, for themselves. Its first author asks others and lets them go; each can leave."""
    found = readable_project(project, request.user)
    proposal = own_proposal(request, found, pk)
    if request.method != "POST":
        return _page(request, found, proposal, InviteForm())
    act = ACT.fullmatch(request.POST.get("do", ""))
    if act is not None:
        return _end(request, found, proposal, act[1], int(act[2]))
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, proposal, form, 422)
    try:
        invite_coauthor(proposal_id=pk, by=request.user, whom=form.cleaned_data["whom"])
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, proposal, form, refusal.status)
    messages.success(request, _("The invitation is on its way. Their name is shown when they have said yes."))
    return redirect("proposals:authors", project=project, pk=pk)


def _end(request: HttpRequest, project: Project, proposal: Proposal, act: str, row: int) -> HttpResponse:
    """Take an invitation back, let somebody go, or go."""
    coauthor = CoAuthor.objects.filter(proposal=proposal.pk, pk=row).first()
    if coauthor is None:
        raise Http404
    is_leaving = coauthor.person_id == request.user.pk
    try:
        if act == "withdraw":
            withdraw_invitation(invitation_id=row, by=request.user)
        else:
            end_coauthorship(coauthor_id=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("proposals:authors", project=project.slug, pk=proposal.pk)
    if is_leaving:
        messages.success(request, _("You do not write this proposal any more. Your name beside it is gone."))
        public = proposal.state == ProposalState.PUBLISHED
        return redirect("proposals:detail", project=project.slug, pk=proposal.pk) if public else redirect("accounts:profile")
    messages.success(request, _("The invitation is taken back.") if act == "withdraw" else _("They are no co-author any more."))
    return redirect("proposals:authors", project=project.slug, pk=proposal.pk)


def _page(request: HttpRequest, project: Project, proposal: Proposal, form: InviteForm, status: int = 200) -> HttpResponse:
    is_first = is_first_author(request.user, proposal)
    context = {
        "project": project,
        "proposal": proposal,
        "form": form,
        "coauthors": authors_of(proposal),
        "invitations": invitations_from(proposal) if is_first else [],
        "is_first": is_first,
        "may_invite": may_invite(request.user, proposal),
        "section": "projects",
    }
    return render(request, "proposals/proposal_authors.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Somebody's own invitation, to say yes or no to. A draft is read by those who said yes."""
    found = readable_project(project, request.user)
    asked = invitation_for(pk, project, request.user)
    if asked is None:
        raise Http404
    problem = None
    if request.method == "POST":
        accept = request.POST.get("do") == "accept"
        try:
            answer_invitation(invitation_id=asked.pk, by=request.user, accept=accept)
        except Refusal as refusal:
            problem = refusal
        else:
            if not accept:
                messages.success(request, _("You have declined. Only who asked you is told."))
                return redirect("accounts:profile")
            messages.success(request, _("You write this proposal together now. You can leave at any time."))
            return redirect("proposals:detail", project=project, pk=pk)
        asked.refresh_from_db(fields=["state"])
    if asked.state == CoAuthorState.ACCEPTED:
        return redirect("proposals:authors", project=project, pk=pk)
    context = {
        "project": found,
        "invitation": asked,
        "is_open": asked.is_open() and asked.proposal.state in (ProposalState.DRAFT, ProposalState.PUBLISHED),
        "is_public": asked.proposal.state == ProposalState.PUBLISHED,
        "problem": problem,
        "section": "projects",
    }
    return render(request, "proposals/proposal_invitation.html", context, status=problem.status if problem else 200)
