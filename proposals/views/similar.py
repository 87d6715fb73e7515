"""What is like an idea that is being written, and supporting that instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from participation.common.refusals import Refusal
from participation.common.text import number_in
from participation.projects.queries import readable_project
from proposals.models import Proposal
from proposals.presentation import SUPPORT
from proposals.queries.similar import Words
from proposals.services import support_proposal
from proposals.services.content import BODY_LENGTH, TITLE_LENGTH
from proposals.similar_cards import INSTEAD, similar_cards

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.projects.models import Project


@never_cache
@require_POST  # so that what somebody has not said yet is in no log of addresses
def similar(request: HttpRequest, project: str) -> HttpResponse:
    """A fragment with the proposals that are like the posted `title` and `body`; `draft` is the reader's own, for its place."""
    found = readable_project(project, request.user)
    title = _text(request, "title", TITLE_LENGTH)
    words = _words_of_draft(request, found) or Words(title="", language=get_language() or "", project_id=found.pk)
    words = replace(words, title=title, body=_text(request, "body", BODY_LENGTH))
    cards = similar_cards(words, found, request.user)
    return render(request, "proposals/_similar.html", {"similar": cards, "folded": True})


def _text(request: HttpRequest, name: str, longest: int) -> str:
    return request.POST.get(name, "")[:longest].replace("\x00", " ")


def _words_of_draft(request: HttpRequest, project: Project) -> Words | None:
    pk = number_in(request.POST.get("draft", ""))
    if pk is None or not request.user.is_authenticated:
        return None
    draft = Proposal.objects.filter(pk=pk, author=request.user, project=project).select_related("district").first()
    return Words.of(draft) if draft else None


def wants_another(request: HttpRequest) -> bool:
    """Whether a step was sent by the button that supports a similar proposal instead."""
    return INSTEAD in request.POST


def address_of_another(request: HttpRequest) -> str | None:
    """The page of the proposal that the button names, ready to support it; None when this person may not read it."""
    proposal = _another(request)
    return f"{_page_of(proposal)}?then={SUPPORT}" if proposal else None


def support_another(request: HttpRequest) -> HttpResponse | None:
    """Support the proposal that the button names and go there; None when there is none any more.

    What was being written is saved already: it stays a draft.
    """
    proposal = _another(request)
    if proposal is None:
        messages.warning(request, _("That proposal is not public any more. What you wrote is saved."))
        return None
    try:
        support_proposal(proposal_id=proposal.pk, resident=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You support this proposal now. What you wrote is kept as a draft that only you see."))
    return redirect(f"{_page_of(proposal)}#support")


def _another(request: HttpRequest) -> Proposal | None:
    pk = number_in(request.POST.get(INSTEAD, ""))
    readable = Proposal.objects.visible_to(request.user).published().select_related("project").defer("search", "body")
    return readable.filter(pk=pk).first() if pk is not None else None


def _page_of(proposal: Proposal) -> str:
    return reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk})
