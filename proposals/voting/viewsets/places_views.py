"""Voting places: all votes that somebody serves at, the places of one, and a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from districts.models import District
from participation.common.refusals import Refusal
from participation.projects.queries import with_titles
from proposals.voting.models import PaperIssue, Round, VotingPlace
from proposals.voting.rules import may_serve, may_watch
from proposals.voting.services import desk, places
from proposals.voting.showing import standing_of, voter_at_desk
from proposals.voting.states import Channel
from proposals.voting.viewsets.place_base import RUNS, SERVES, PlacesBase, RoundBase
from proposals.voting.viewsets.place_forms import DeskForm, PlaceForm

MOST_ROUNDS = 100


class AllPlacesView(PlacesBase):
    """The votes at whose places this person serves, or over which they watch."""

    template_name = "voting/admin/place_rounds.html"
    page_title = gettext_lazy("Voting places")

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = Round.objects.current().select_related("project__lead_district").defer("project__lead_district__boundary")
        mine = [row for row in rows.order_by("-pk")[:MOST_ROUNDS] if may_serve(request.user, row) or may_watch(request.user, row)]
        with_titles([row.project for row in mine])
        return self.page(rounds=mine)

    def above(self) -> list[dict[str, Any]]:
        return []


class PlacesView(RoundBase):
    """The places of a vote, and the ways to paper, turnout, signs and sealing."""

    template_name = "voting/admin/places.html"

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        rows = VotingPlace.objects.filter(round=self.round).select_related("district").defer("district__boundary")
        return self.page(places=rows, pots=self.round.pots.select_related("district").defer("district__boundary"))

    def get_page_title(self) -> str:
        return str(self.round.project.title)

    def above(self) -> list[dict[str, Any]]:
        return super().above()[:1]


class PlaceView(RoundBase):
    """One place, or a new one."""

    template_name = "voting/admin/place.html"
    needs = (RUNS,)

    @cached_property
    def row(self) -> VotingPlace | None:
        """The one that the address names; None for a new one."""
        return self.place if "place" in self.kwargs else None

    def form(self, data: Any = None) -> PlaceForm:
        """With every district that people may live in."""
        districts = District.objects.valid().participation_level().defer("boundary")
        initial = PlaceForm.initial_of(self.row) if self.row else None
        return PlaceForm(data, initial=initial, districts=sorted(districts, key=str))

    def get(self, request: HttpRequest, project: int, place: int | None = None) -> HttpResponse:
        return self.page(form=self.form(), row=self.row)

    def post(self, request: HttpRequest, project: int, place: int | None = None) -> HttpResponse:
        if "remove" in request.POST and self.row:
            return self.attempt(places.remove_place, _("The place is removed."), "voting_places", project, place_id=self.row.pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(422, form=form, row=self.row)
        try:
            places.save_place(
                round_id=self.round.pk, by=request.user, place_id=self.row.pk if self.row else None, **form.for_service()
            )
        except Refusal as refusal:
            return self.refused(form, refusal, row=self.row)
        messages.success(request, _("The place is saved."))
        return redirect("voting_places", project)

    def get_page_title(self) -> str:
        return str(self.row) if self.row else _("New voting place")


class DeskView(RoundBase):
    """The clerk's desk. Nothing that is typed here is in an address, in a message or in a cache: the answer is the page."""

    template_name = "voting/admin/desk.html"
    needs = (SERVES,)

    def form(self, data: Any = None) -> DeskForm:
        """With the districts that have a pot of their own."""
        pots = self.round.pots.filter(district__parent__isnull=False).select_related("district").defer("district__boundary")
        return DeskForm(data, districts=[pot.district for pot in pots])

    def get(self, request: HttpRequest, project: int, place: int) -> HttpResponse:
        return self.desk(form=self.form())

    def post(self, request: HttpRequest, project: int, place: int) -> HttpResponse:
        act = request.POST.get("act", "check")
        if act in ("replace", "take_back"):
            return self.count(act)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.desk(422, form=form)
        try:
            return self.serve(act, form)
        except Refusal as refusal:
            if refusal.field in form.fields:
                form.add_error(refusal.field, str(refusal.message))
                return self.desk(422, form=form)
            return self.desk(422, form=form, refusal=refusal.message)

    def serve(self, act: str, form: DeskForm) -> HttpResponse:
        """Check, or hand over: afterwards the form is empty for the next person."""
        shown = form.shown()
        if act == "screen":
            handed = desk.hand_over_ballot(place_id=self.place.pk, shown=shown, by=self.request.user)
            return self.desk(form=self.form(), handed=handed)
        if act == "paper":
            replaced = desk.issue_paper(place_id=self.place.pk, shown=shown, by=self.request.user)
            return self.desk(form=self.form(), issued=True, replaced=replaced)
        voter = voter_at_desk(self.place, shown, Channel.KIOSK)
        return self.desk(form=form, standing=standing_of(self.round, voter, timezone.localdate()))

    def count(self, act: str) -> HttpResponse:
        """A sheet came back."""
        if act == "replace":
            done, verb = _("Counted: one sheet is spoiled, and another one was handed out."), desk.replace_sheet
        else:
            done, verb = _("Counted: one sheet came back unused."), desk.take_back_sheet
        return self.attempt(verb, done, "voting_desk", self.round.project_id, self.place.pk, place_id=self.place.pk)

    def desk(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page, with what was handed out today."""
        today = PaperIssue.objects.filter(place=self.place, day=timezone.localdate()).first()
        kiosk = reverse("voting:kiosk", kwargs={"project": self.round.project.slug})
        return self.page(status, place=self.place, today=today, kiosk_url=kiosk, **context)

    def get_page_title(self) -> str:
        return str(self.place)
