"""Where an author looks for proposals like their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.text import number_in
from participation.projects.hindrances import closed
from participation.projects.queries import readable_project
from participation.projects.states import Action
from proposals.merging.forms import SourcesForm
from proposals.merging.queries.candidates import Candidate, candidates, chosen
from proposals.merging.rules import MERGING_DURING
from proposals.merging.services import start_merger
from proposals.queries.search import MAX_LENGTH
from proposals.queries.single import readable_proposal
from proposals.rules import is_first_author
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from participation.accounts.models import User
    from participation.projects.models import Project
    from proposals.models import Proposal

MANY = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def start(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """Proposals like one's own, or found by words, to choose some of; POST begins the joint text. What is chosen stays chosen."""
    found = readable_project(project, request.user)
    own = readable_proposal(found, pk, request.user)
    if not is_first_author(request.user, own) or own.state != ProposalState.PUBLISHED:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    ids = _ids(asked.getlist("sources"))
    text = asked.get("q", "").replace("\x00", "").strip()[:MAX_LENGTH]
    offered = _offered(found, own, text, ids, request.user)
    if request.method != "POST" or asked.get("do") == "search":
        form = SourcesForm(offered=_rows(offered), initial={"sources": [str(one) for one in ids]})
        return _page(request, found, own, form, text=text, offered=offered)
    form = SourcesForm(request.POST, offered=_rows(offered))
    if not form.is_valid():
        return _page(request, found, own, form, text=text, offered=offered, status=422)
    others = _ids(form.cleaned_data["sources"])
    try:
        merger = start_merger(project_id=found.pk, initiator=request.user, source_id=own.pk, other_ids=others)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, found, own, form, text=text, offered=offered, status=refusal.status)
    return redirect("merging:write", project=project, pk=merger.pk)


def _ids(texts: list[str]) -> list[int]:
    """Whatever can be a key; the database takes no others."""
    return [pk for text in texts[:MANY] if (pk := number_in(text)) is not None]


def _offered(project: Project, own: Proposal, text: str, ids: list[int], user: User) -> list[Candidate]:
    """What was chosen first, then what is found, each once."""
    kept = chosen(project, own, ids) if ids else []
    found = candidates(project, own, text, user)
    reasons = {one.proposal.pk: one.reasons for one in found}
    known = {one.proposal.pk for one in kept}
    kept = [Candidate(one.proposal, reasons.get(one.proposal.pk, ())) for one in kept]
    return [*kept, *(one for one in found if one.proposal.pk not in known)]


def _rows(offered: list[Candidate]) -> list[Proposal]:
    return [one.proposal for one in offered]


def _page(
    request: HttpRequest,
    project: Project,
    own: Proposal,
    form: SourcesForm,
    *,
    text: str,
    offered: list[Candidate],
    status: int = 200,
) -> HttpResponse:
    is_open = any(action in project.open_actions for action in MERGING_DURING)
    ticked = {str(one) for one in (form["sources"].value() or ())}
    context = {
        "project": project,
        "proposal": own,
        "form": form,
        "text": text,
        "offered": [(one, str(one.proposal.pk) in ticked) for one in offered],
        "hindrance": None if is_open else closed(project, Action.PROPOSE),
        "section": "projects",
    }
    return render(request, "merging/start.html", context, status=status)
