"""What authors do with one button: ask, agree, not agree, leave, call off, publish, take out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.text import number_in
from participation.projects.queries import readable_project
from proposals.merging import services
from proposals.merging.access import merger_for
from proposals.merging.forms import NoteForm
from proposals.merging.models import Merger
from proposals.merging.states import MergerState
from proposals.merging.views.single import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@login_required
def act(request: HttpRequest, project: str, pk: int) -> HttpResponse:
    """`do` names the act. A refusal comes back on the merger's page, with the note that was typed."""
    found = readable_project(project, request.user)
    merger, members = merger_for(found, pk, request.user)
    do = ACTS.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return page(request, found, merger, members, form, 422)
    try:
        done = do(request, pk, form.cleaned_data)
    except Refusal as refusal:
        merger, members = merger_for(found, pk, request.user)
        again = NoteForm({**form.data.dict(), "seen": merger.digest})  # what is shown now is what is agreed to next
        again.is_valid()
        add_refusal(again, refusal)
        return page(request, found, merger, members, again, refusal.status)
    messages.success(request, _said(done, request.POST["do"]))
    if done.held_up:
        held_up = _("The joint proposal is not published yet: %(why)s We try again by ourselves.") % {"why": done.held_up}
        messages.warning(request, held_up)
    if done.state == MergerState.PUBLISHED and done.proposal_id and request.POST["do"] in ("agree", "ask", "publish", "accept"):
        return redirect("proposals:detail", project=project, pk=done.proposal_id)
    return redirect("merging:merger", project=project, pk=pk)


def _with_text(verb: Callable[..., Merger]) -> Callable[[HttpRequest, int, dict[str, Any]], Merger]:
    return lambda request, pk, data: verb(merger_id=pk, author=request.user, seen=data["seen"], note=data["note"])


def _proposal(request: HttpRequest) -> int:
    pk = number_in(request.POST.get("proposal", ""))
    if pk is None:
        raise Http404
    return pk


ACTS: dict[str, Callable[[HttpRequest, int, dict[str, Any]], Merger]] = {
    "ask": _with_text(services.ask),
    "agree": _with_text(services.agree),
    "disagree": _with_text(services.disagree),
    "object": lambda request, pk, data: services.object_to(
        merger_id=pk, person=request.user, seen=data["seen"], note=data["note"]
    ),
    "accept": lambda request, pk, data: services.accept(merger_id=pk, person=request.user, seen=data["seen"], note=data["note"]),
    "publish": lambda request, pk, _data: services.publish_merger(merger_id=pk, by=request.user),
    "leave": lambda request, pk, data: services.leave(merger_id=pk, author=request.user, note=data["note"]),
    "leave_out": lambda request, pk, _data: services.leave_out(merger_id=pk, proposal_id=_proposal(request), by=request.user),
    "call_off": lambda request, pk, data: services.call_off(merger_id=pk, by=request.user, note=data["note"]),
    "separate": lambda request, pk, data: services.separate(
        merger_id=pk, proposal_id=_proposal(request), author=request.user, note=data["note"]
    ),
}


def _said(merger: Merger, do: str) -> str:
    if merger.state == MergerState.PUBLISHED and do != "separate":
        return _("Everybody has agreed. The joint proposal is published.")
    return {
        "ask": _("The other authors are asked by e-mail."),
        "agree": _("You have agreed to the joint text."),
        "disagree": _("The other authors are told that you do not agree to this text."),
        "object": _("The authors are told that you object. The joint text is not published while you do."),
        "accept": _("You have no objection to the joint text."),
        "leave": _("Your proposal is not part of it any more."),
        "leave_out": _("The others go on without that proposal."),
        "call_off": _("It is called off. Nothing has changed in the proposals."),
        "separate": _("Your proposal stands by itself again. Those who moved their support are told."),
    }[do]
