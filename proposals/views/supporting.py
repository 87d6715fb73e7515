"""Supporting, by a form that works alone and by one that changes the card in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from participation.common.refusals import Refusal
from participation.projects.queries import readable_project
from proposals.presentation import SUPPORT, support_card
from proposals.queries.single import readable_proposal, require_readable_proposal
from proposals.services import support_proposal, withdraw_support

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """POST adds the reader's support, POST `withdraw=1` takes it back; GET `?card=1` is the card alone, for live pages."""
    found = readable_project(project, request.user)
    require_readable_proposal(found, pk, request.user)
    page = reverse("proposals:detail", kwargs={"project": project, "pk": pk})
    if request.method != "POST":
        return _card(request, found, pk) if "card" in request.GET else redirect(page)
    if not request.user.is_authenticated:
        return _to_login(request, page)
    refusal = _act(request, pk)
    if request.htmx:
        return _card(request, found, pk, refusal)
    if refusal:
        messages.error(request, str(refusal.message))
    return redirect(f"{page}#support")


def _act(request: HttpRequest, pk: int) -> Refusal | None:
    try:
        if request.POST.get("withdraw") == "1":
            withdraw_support(proposal_id=pk, resident=request.user)
        else:
            support_proposal(proposal_id=pk, resident=request.user)
    except Refusal as refusal:
        return refusal
    return None


def _to_login(request: HttpRequest, page: str) -> HttpResponse:
    login = redirect_to_login(f"{page}?then={SUPPORT}")
    if not request.htmx:
        messages.info(request, _("Sign in or create an account, then support the proposal."))
        return login
    return HttpResponseClientRedirect(login.url)


def _card(request: HttpRequest, project: Project, pk: int, refusal: Refusal | None = None) -> HttpResponse:
    proposal = readable_proposal(project, pk, request.user)
    context = {
        "project": project,
        "proposal": proposal,
        "card": support_card(request, project, proposal),
        "refusal": str(refusal.message) if refusal else "",
    }
    return render(request, "proposals/_support_card.html", context, status=422 if refusal else 200)
