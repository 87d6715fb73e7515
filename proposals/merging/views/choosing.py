"""Where a supporter chooses: signed in, or by the link in a mail. Opening the link does nothing; a button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.common.refusals import Refusal
from participation.common.text import number_in
from participation.projects.queries import readable_project
from proposals.merging.models import Merger
from proposals.merging.presentation import choice_card
from proposals.merging.queries.single import merger_in
from proposals.merging.queries.standing import standing_of
from proposals.merging.services import choose as choose_support
from proposals.merging.services import move_back, revoke_links
from proposals.merging.states import Choice, MergerState
from proposals.merging.tokens import supporter_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.accounts.models import User
    from participation.projects.models import Project

GONE = 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """The three choices of somebody signed in; POST from a proposal's page leads back to it."""
    found = readable_project(project, request.user)
    merger = merger_in(found, pk)
    if merger is None or merger.state != MergerState.PUBLISHED:
        raise Http404
    page = reverse("merging:choose", kwargs={"project": project, "pk": pk})
    if request.method != "POST":
        return _page(request, found, merger, request.user)
    refusal = _act(request, merger, request.user)
    source = number_in(request.POST.get("from", ""))
    if source in set(merger.members.values_list("proposal_id", flat=True)):
        page = f"{reverse('proposals:detail', kwargs={'project': project, 'pk': source})}#joint"
    elif refusal:
        return _page(request, found, merger, request.user, refusal=refusal)
    if refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _said(request))
    return redirect(page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_by_link(request: HttpRequest, project: str, token: str) -> HttpResponse:
    """The same for whoever has the link: it stands for one person in one merger, whoever is signed in here."""
    supporter = supporter_of(token)
    if supporter is None or supporter.merger.project.slug != project:
        return render(request, "merging/choose_gone.html", {"section": "projects"}, status=GONE)
    person = supporter.resident
    found = readable_project(project, person)
    merger = supporter.merger
    merger.project = found
    if request.method != "POST":
        return _page(request, found, merger, person, token=token)
    if request.POST.get("do") == "revoke":
        revoke_links(supporter_id=supporter.pk)
        return render(request, "merging/choose_gone.html", {"section": "projects", "revoked": True})
    refusal = _act(request, merger, person)
    if refusal:
        return _page(request, found, merger, person, token=token, refusal=refusal)
    messages.success(request, _said(request))
    return redirect("merging:choose_by_link", project=project, token=token)


def _act(request: HttpRequest, merger: Merger, person: User) -> Refusal | None:
    try:
        if back := number_in(request.POST.get("back", "")):
            move_back(merger_id=merger.pk, resident=person, proposal_id=back)
        else:
            choose_support(merger_id=merger.pk, resident=person, choice=request.POST.get("choice", ""))
    except Refusal as refusal:
        return refusal
    return None


def _said(request: HttpRequest) -> str:
    if request.POST.get("back"):
        return _("Your support is back where it was.")
    return {
        Choice.KEEP: _("Your support stays where it was."),
        Choice.MOVE: _("Your support is on the joint proposal now."),
        Choice.WITHDRAW: _("Your support is taken back."),
    }[Choice(request.POST["choice"])]


def _page(
    request: HttpRequest,
    project: Project,
    merger: Merger,
    person: User,
    *,
    token: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    standing = standing_of(merger, person)
    if not token and not standing.concerns and not standing.to_move_back and not standing.choice and refusal is None:
        raise Http404  # nobody asks this person anything
    context = {
        "project": project,
        "merger": merger,
        "card": choice_card(project, standing, person),
        "person": person,
        "token": token,
        "refusal": str(refusal.message) if refusal else "",
        "section": "projects",
    }
    return render(request, "merging/choose.html", context, status=refusal.status if refusal else 200)
