"""Pots by hand and by population."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.refusals import Refusal
from proposals.voting import services
from proposals.voting.queries.staff import pots_of
from proposals.voting.services.pots import levels, mark_of, pot_districts
from proposals.voting.staff_forms import PotsForm, ShareForm
from proposals.voting.viewsets.shared_views import VoteView, with_fresh_mark


class PotsView(VoteView):
    """Both forms on one page; each has an address of its own."""

    template_name = "voting/admin/pots.html"
    page_title = gettext_lazy("Pots")

    @cached_property
    def districts(self) -> list[Any]:
        """Those that can have a pot, the whole city first."""
        return sorted(pot_districts(), key=lambda one: (levels().index(one.level), one.code))

    def blank(self) -> PotsForm:
        """The form with the pots that there are."""
        rows = pots_of(self.round)
        there = {f"pot_{pot.district_id}": pot.budget for pot in rows}
        return PotsForm(districts=self.districts, initial={**there, "seen": mark_of(rows)})

    def get(self, request: HttpRequest, project: int, act: str = "") -> HttpResponse:
        if act:
            return redirect("voting_pots", project)
        return self.page()

    def post(self, request: HttpRequest, project: int, act: str = "") -> HttpResponse:
        return self.share() if act == "share" else self.set()

    def set(self) -> HttpResponse:
        """By hand."""
        form = PotsForm(self.request.POST, districts=self.districts)
        mark = mark_of(pots_of(self.round))
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            services.set_pots(
                round_id=self.round.pk, by=self.request.user, amounts=form.amounts(), seen=form.cleaned_data["seen"]
            )
        except Refusal as refusal:
            form = with_fresh_mark(form, mark) if refusal.code == "changed" else form
            return self.refused(form, refusal, form=form)
        messages.success(self.request, _("The pots are saved."))
        return redirect("voting_pots", self.project.pk)

    def share(self) -> HttpResponse:
        """By population, in the place of the pots that are there."""
        form = ShareForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, share=form)
        try:
            services.share_by_population(round_id=self.round.pk, by=self.request.user, **form.values())
        except Refusal as refusal:
            return self.refused(form, refusal, share=form)
        messages.success(self.request, _("The money is shared by population."))
        return redirect("voting_pots", self.project.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = pots_of(self.round)
        total = sum(pot.budget for pot in rows)
        if self.is_draft:
            kwargs["form"] = kwargs.get("form") or self.blank()
            kwargs.setdefault("share", ShareForm())
        return super().get_context_data(pots=rows, total=total, **kwargs)
