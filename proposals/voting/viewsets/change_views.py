"""Changes of published rules: what waits for a second person, what is in force, and the form that proposes one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.refusals import Refusal
from proposals.voting import services
from proposals.voting.change_words import change_lines
from proposals.voting.models import RulesChange
from proposals.voting.queries.lacking import vote_phases
from proposals.voting.queries.staff import pots_of
from proposals.voting.services.rounds import database_now
from proposals.voting.staff_forms import ChangeForm
from proposals.voting.states import ProposedState, RoundState
from proposals.voting.viewsets.shared_views import VoteView


class ChangesView(VoteView):
    """All changes, the newest first; POST proposes one."""

    template_name = "voting/admin/changes.html"
    page_title = gettext_lazy("Changes")

    def form(self, data: Any = None) -> ChangeForm | None:
        """The form, while something can be changed this way."""
        phases = vote_phases(self.round)
        if self.round.state not in (RoundState.OPEN, RoundState.CLOSED) or len(phases) != 1:
            return None
        begun = phases[0].starts_at <= database_now()
        return ChangeForm(data, voting_round=self.round, phase=phases[0], begun=begun)

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        return self.page(form=self.form())

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        form = self.form(request.POST)
        if form is None:
            messages.error(request, _("Rules are changed this way only between their publishing and the result."))
            return redirect("voting_changes", project)
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            services.propose_change(round_id=self.round.pk, by=request.user, changes=form.changes(), reasons=form.reasons())
        except Refusal as refusal:
            return self.refused(form, refusal, form=form)
        messages.success(request, _("Proposed. Another coordinator has to agree."))
        return redirect("voting_changes", project)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = RulesChange.objects.filter(round=self.round).select_related("proposed_by", "settled_by").order_by("-id")
        names = {str(pot.pk): str(pot) for pot in pots_of(self.round)}
        changes = [(row, change_lines(row, names)) for row in rows]
        waiting = next((pair for pair in changes if pair[0].state == ProposedState.PROPOSED), None)
        may_agree = waiting is not None and waiting[0].proposed_by_id != self.request.user.pk
        return super().get_context_data(changes=changes, waiting=waiting, may_agree=may_agree, **kwargs)


class SettleView(VoteView):
    """POST: agree to a change, or refuse it."""

    def get(self, request: HttpRequest, project: int, pk: int, act: str) -> HttpResponse:
        return redirect("voting_changes", project)

    def post(self, request: HttpRequest, project: int, pk: int, act: str) -> HttpResponse:
        if act not in ("approve", "refuse") or not RulesChange.objects.filter(round=self.round, pk=pk).exists():
            raise Http404
        done = _("The change is in force, and shown in public.") if act == "approve" else _("The change is refused.")
        return self.attempt(services.settle_change, done, back="voting_changes", change_id=pk, approve=act == "approve")
