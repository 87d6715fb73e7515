"""Watching over a vote: turnout, signs of fraud, annulments, sealing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.refusals import Refusal
from proposals.voting.models import Annulment, VotingPlace
from proposals.voting.queries import watching
from proposals.voting.queries.annulments import all_annulments
from proposals.voting.queries.remaining import remaining
from proposals.voting.queries.turnout import turnout
from proposals.voting.selections import DEVICE, NETWORK, Selection
from proposals.voting.services.annulling import STATES, propose_annulment, settle_annulment
from proposals.voting.services.rounds import database_now
from proposals.voting.services.sealing import finish_sealing, seal_round
from proposals.voting.states import Channel, ProposedState, RoundState
from proposals.voting.viewsets.place_base import RUNS, SERVES, WATCHES, RoundBase
from proposals.voting.viewsets.place_forms import AnnulForm, SealForm, minute_of

FROM_ADDRESS = ("by", "value", "place", "batch", "day", "way")


class TurnoutView(RoundBase):
    """How many have voted, at this moment; the page asks for its numbers again by itself."""

    template_name = "voting/admin/turnout.html"
    page_title = gettext_lazy("Turnout")
    needs = (SERVES, WATCHES)

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        if request.headers.get("HX-Request"):
            self.template_name = "voting/admin/_turnout_numbers.html"
        channels = [(channel.value, channel.label) for channel in Channel]
        is_live = self.round.state == RoundState.OPEN
        return self.page(turnout=turnout(self.round), channels=channels, is_live=is_live, now=database_now())


class SignsView(RoundBase):
    """Signs of fraud, by how ballots were cast. There is nothing of choices here, and no address."""

    template_name = "voting/admin/signs.html"
    page_title = gettext_lazy("Signs of fraud")
    needs = (WATCHES,)

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        bands, alone = watching.ages(self.round)
        return self.page(
            networks=watching.same(self.round, NETWORK),
            devices=watching.same(self.round, DEVICE),
            bursts=watching.bursts(self.round),
            batches=watching.batches(self.round),
            places=[(place, group) for place, group in turnout(self.round).by_place],
            bands=bands,
            alone=alone,
            can_annul=self.round.state in STATES,
        )


class AnnulmentsView(RoundBase):
    """Every annulment: what was selected, why, by whom, and what became of it."""

    template_name = "voting/admin/annulments.html"
    page_title = gettext_lazy("Annulled ballots")
    needs = (WATCHES,)

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        rows = all_annulments(self.round)
        places = {place.pk: str(place) for place in VotingPlace.objects.filter(round=self.round)}
        batches = {batch.pk: batch.name for batch in self.round.batches.all()}
        shown = [(row, selection_words(Selection.from_json(row.selected), places, batches)) for row in rows]
        return self.page(rows=shown, proposed=ProposedState.PROPOSED, can_annul=self.round.state in STATES)


class AnnulView(RoundBase):
    """Propose an annulment; the address may say which ballots, as the list of signs does."""

    template_name = "voting/admin/annul.html"
    page_title = gettext_lazy("Propose to annul ballots")
    needs = (WATCHES,)

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> AnnulForm:
        """With the places and batches of the vote."""
        places, batches = VotingPlace.objects.filter(round=self.round), self.round.batches.order_by("pk")
        return AnnulForm(data, initial=initial, places=list(places), batches=list(batches))

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        initial: dict[str, Any] = {name: request.GET.get(name, "")[:64] for name in FROM_ADDRESS if name in request.GET}
        initial |= {name: minute_of(request.GET.get(name, "")) for name in ("start", "end") if name in request.GET}
        return self.page(form=self.form(initial=initial))

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            propose_annulment(round_id=self.round.pk, selection=form.selection(), reasons=form.reasons(), by=request.user)
        except Refusal as refusal:
            return self.refused(form, refusal)
        messages.success(request, _("It is proposed. Another person has to agree."))
        return redirect("voting_annulments", project)


class AnnulActView(RoundBase):
    """POST: agree, or refuse."""

    needs = (WATCHES,)

    def post(self, request: HttpRequest, project: int, annulment: int, act: str) -> HttpResponse:
        if act not in ("approve", "refuse") or not Annulment.objects.filter(round=self.round, pk=annulment).exists():
            raise Http404
        approve = act == "approve"
        done = _("The ballots do not count any more.") if approve else _("The proposal is refused.")
        facts = {"annulment_id": annulment, "approve": approve}
        return self.attempt(settle_annulment, done, "voting_annulments", project, **facts)


class SealView(RoundBase):
    """What sealing does, what has to be done before, and the button."""

    template_name = "voting/admin/seal.html"
    page_title = gettext_lazy("Seal the vote")
    needs = (RUNS,)

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        return self.seal_page(form=SealForm())

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        form = SealForm(request.POST)
        if not form.is_valid() or not remaining(self.round, database_now()).nothing:
            return self.seal_page(422, form=form)
        try:
            if self.round.state == RoundState.SEALING:
                finish_sealing(round_id=self.round.pk)
            else:
                seal_round(round_id=self.round.pk, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            return self.seal_page(422, form=form)
        messages.success(request, _("The vote is sealed. Nobody can lead a ballot back to a person any more."))
        return redirect("voting_seal", project)

    def seal_page(self, status: int = 200, **context: Any) -> HttpResponse:
        """With what remains to be done."""
        sealed = self.round.state == RoundState.SEALED
        return self.page(status, remaining=remaining(self.round, database_now()), is_sealed=sealed, **context)


def selection_words(selection: Selection, places: dict[int, str], batches: dict[int, str]) -> str:
    """How ballots were selected, in one line."""
    if selection.by == NETWORK:
        return _("Network %(name)s") % {"name": selection.value[: watching.SHOWN_SIGNS].upper()}
    if selection.by == DEVICE:
        return _("Device %(name)s") % {"name": selection.value[: watching.SHOWN_SIGNS].upper()}
    if selection.place:
        return _("Voting place %(name)s") % {"name": places.get(selection.place, "–")}
    if selection.batch:
        return _("Batch of codes %(name)s") % {"name": batches.get(selection.batch, "–")}
    return _("Between two minutes")
