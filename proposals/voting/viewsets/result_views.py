"""Counting, looking at what came out, and publishing it: for staff, after the close."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.queueing import enqueue
from proposals.voting.explained import told
from proposals.voting.queries.papers import open_bundles
from proposals.voting.queries.results import outcomes_of
from proposals.voting.services import publish_result
from proposals.voting.states import RoundState
from proposals.voting.viewsets.shared_views import VoteView


class ResultView(VoteView):
    """What came out, which nobody sees before the close, staff neither."""

    template_name = "voting/admin/result.html"
    page_title = gettext_lazy("Result")

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        after = self.round.state == RoundState.CLOSED or self.round.has_result
        counted = outcomes_of(self.round) if after else []
        return self.page(
            is_over=after,
            pots=[told(one) for one in counted],
            is_counted=bool(counted),
            bundles=open_bundles(self.round.pk) if after else 0,
            may_publish=self.may_run and self.round.state == RoundState.CLOSED and bool(counted),
            may_count=self.may_run and self.round.state == RoundState.CLOSED,
        )

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        if request.POST.get("act") == "publish":
            return self.attempt(publish_result, _("The result is public."), back="voting_result", round_id=self.round.pk)
        if self.round.state == RoundState.CLOSED:
            enqueue("voting.count", self.round.pk)
            messages.success(request, _("The vote is being counted. Open this page again in a moment."))
        return redirect("voting_result", project)
