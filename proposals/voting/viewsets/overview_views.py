"""All votes, one vote step by step, its rules, and publishing them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.common.refusals import Refusal
from participation.projects.viewsets import with_draft_titles
from proposals.voting import services, steps
from proposals.voting.canonical import canonical, rules_in_force
from proposals.voting.queries.lacking import lacking, vote_phases
from proposals.voting.queries.staff import counts_of, items_of, pots_of, rounds_for, sees_votes
from proposals.voting.services.preparing import mark_of
from proposals.voting.services.rounds import database_now
from proposals.voting.staff_forms import RulesForm
from proposals.voting.viewsets.shared_views import VoteView, with_fresh_mark

PER_PAGE = 50


class RoundsView(WagtailAdminTemplateMixin, View):
    """The votes of this person's districts."""

    template_name = "voting/admin/rounds.html"
    page_title = gettext_lazy("Votes")
    header_icon = "form"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_votes(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(rounds_for(request.user), PER_PAGE).get_page(request.GET.get("p"))
        rows = list(page)
        with_draft_titles([row.project for row in rows])
        return self.render_to_response(self.get_context_data(rows=rows, page_obj=page))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.page_title)}]


class OverviewView(VoteView):
    """The steps, with what is there and what is missing."""

    template_name = "voting/admin/round.html"

    def get(self, request: HttpRequest, project: int, act: str = "") -> HttpResponse:
        if act:
            return redirect("voting_round", project)
        voting_round = self.round_or_none
        if voting_round is None:
            return self.page()
        phases = vote_phases(voting_round)
        pots, items = pots_of(voting_round), items_of(voting_round)
        missing = lacking(voting_round, phases, pots, items, database_now()) if self.is_draft else []
        counts = counts_of(voting_round)
        said = {
            "pots": ngettext("%(n)s pot", "%(n)s pots", len(pots)) % {"n": len(pots)},
            "items": ngettext("%(n)s item", "%(n)s items", len(items)) % {"n": len(items)},
            "roll": ngettext("%(n)s batch", "%(n)s batches", counts.batches) % {"n": counts.batches},
            "changes": ngettext("%(n)s waits", "%(n)s wait", counts.waiting) % {"n": counts.waiting} if counts.waiting else "",
        }
        lines = [
            {
                "step": step,
                "url": step.url(voting_round),
                "said": step.said(voting_round) if step.said else said.get(step.key, ""),
                "missing": [lack for lack in missing if lack.step == step.key],
            }
            for step in steps.steps()
        ]
        dates = [lack for lack in missing if lack.step == "dates"]
        phase = phases[0] if len(phases) == 1 else None
        return self.page(lines=lines, dates=dates, phase=phase, waits=counts.waiting)

    def post(self, request: HttpRequest, project: int, act: str = "") -> HttpResponse:
        if act == "create":
            return self.attempt(
                services.create_round, _("You can prepare the vote now."), back="voting_round", project=self.project
            )
        if act == "cancel":
            done = _("The vote is called off. You can begin another one.")
            return self.attempt(services.cancel_round, done, back="voting_round", round_id=self.round.pk)
        return redirect("voting_round", project)

    def get_page_title(self) -> str:
        return str(self.project.title)

    def is_below_overview(self) -> bool:
        return False


class RulesView(VoteView):
    """The rules of a round in preparation; afterwards they are read here."""

    template_name = "voting/admin/rules.html"
    page_title = gettext_lazy("Rules")

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        return self.page(form=RulesForm(instance=self.round, initial={"seen": mark_of(self.round)}))

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        voting_round = self.round
        mark = mark_of(voting_round)
        form = RulesForm(request.POST, instance=voting_round)
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            services.edit_round(round_id=voting_round.pk, by=request.user, values=form.values(), seen=form.cleaned_data["seen"])
        except Refusal as refusal:
            changed = refusal.code == "changed"
            return self.refused(form, refusal, form=with_fresh_mark(form, mark) if changed else form, others=changed)
        messages.success(request, _("The rules are saved."))
        return redirect("voting_round", project)


class PublishView(VoteView):
    """The rules as they would be published, what is missing, and the button."""

    template_name = "voting/admin/publish.html"
    page_title = gettext_lazy("Publish the rules")

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        try:
            services.publish_rules(round_id=self.round.pk, by=request.user, seen=request.POST.get("seen", "")[:64] or "-")
        except Refusal as refusal:
            return self.page(422, refusal=refusal.message)
        messages.success(request, _("The rules are published. From now on a change needs a reason and a second person."))
        return redirect("voting_round", project)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        voting_round = self.round
        pots, items, phases = pots_of(voting_round), items_of(voting_round), vote_phases(voting_round)
        if self.is_draft:
            kwargs["missing"] = lacking(voting_round, phases, pots, items, database_now())
            kwargs["blocked"] = any(lack.blocks for lack in kwargs["missing"])
            if phases:
                rules = rules_in_force(voting_round, phases[0], pots, items)
                kwargs |= {"text": canonical(rules), "digest": services.preview_digest(voting_round, phases[0], pots, items)}
        else:
            kwargs |= {"text": voting_round.rules_text, "digest": voting_round.rules_digest}
        back = reverse("project_desk", args=[self.project.pk])
        return super().get_context_data(phases=phases, pots=pots, items_number=len(items), desk_url=back, **kwargs)
