"""Paper: bundles, typing in, settling, the reconciliation, and the ballots to be printed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from participation.common.languages import content_languages
from participation.common.refusals import Refusal
from participation.common.tables import csv_response
from proposals.voting.keys import code_hash, key_of
from proposals.voting.models import PaperBundle, PaperSheet, Pot
from proposals.voting.paper_pdf import ballot_pdf
from proposals.voting.paper_words import PaperBallot, paper_ballot
from proposals.voting.queries.papers import next_serial, numbers_of, progress, serials_missing
from proposals.voting.queries.reconciling import reconciled
from proposals.voting.readings import Reading, marks_of, numbers_in, printed_items, reading_of, reading_words, typed_choices
from proposals.voting.services import papers
from proposals.voting.services.bundles import close_bundle
from proposals.voting.states import BundleState, SheetState
from proposals.voting.viewsets.place_base import SERVES, RoundBase
from proposals.voting.viewsets.place_forms import BLANK, INVALID, BundleForm, CountForm, SheetForm
from proposals.voting.viewsets.place_labels import REASONS, reconciliation_rows

MOST_CODES = 2000


class PaperView(RoundBase):
    """The reconciliation of every place, and the bundles."""

    template_name = "voting/admin/paper.html"
    page_title = gettext_lazy("Paper ballots")

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        bundles = PaperBundle.objects.filter(place__round=self.round).select_related("place").order_by("state", "-pk")
        places = [(total, days, _because(total)) for total, days in reconciled(self.round)]
        return self.page(places=places, bundles=bundles[:500])


def _because(line: Any) -> list[tuple[Any, int]]:
    return [(REASONS.get(reason, reason), number) for reason, number in sorted(line.because.items())]


class PaperFileView(RoundBase):
    """The reconciliation as CSV."""

    def get(self, request: HttpRequest, project: int) -> HttpResponseBase:
        return csv_response(reconciliation_rows(reconciled(self.round)), f"paper-{self.round.project_id}")


class NewBundleView(RoundBase):
    """Begin a bundle of a place."""

    template_name = "voting/admin/bundle_new.html"
    page_title = gettext_lazy("New bundle")
    needs = (SERVES,)

    def get(self, request: HttpRequest, project: int, place: int) -> HttpResponse:
        last = self.place.bundles.order_by("-number").first()
        return self.page(form=BundleForm(initial={"number": last.number + 1 if last else 1}), place=self.place)

    def post(self, request: HttpRequest, project: int, place: int) -> HttpResponse:
        form = BundleForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form, place=self.place)
        try:
            bundle = papers.open_bundle(place_id=self.place.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            return self.refused(form, refusal, place=self.place)
        return redirect("voting_bundle", project, bundle.pk)


class BundleBase(RoundBase):
    """Of a bundle that the address names."""

    @cached_property
    def bundle(self) -> PaperBundle:
        """404 for one of another vote."""
        found = PaperBundle.objects.filter(place__round=self.round, pk=self.kwargs["bundle"]).select_related("place").first()
        if found is None:
            raise Http404
        return found

    def read(self, form: SheetForm) -> Reading:
        """What was typed. Raises Invalid."""
        data = form.cleaned_data
        code = key_of(self.round.pk).code(code_hash(data["code"])) if data["code"].strip() else None
        if data["kind"] in (BLANK, INVALID):
            return Reading(is_blank=data["kind"] == BLANK, is_invalid=data["kind"] == INVALID, code_key=code)
        line = data["numbers"].replace("\x00", "")
        numbers, known = printed_items(self.round.pk, numbers_in(line))
        return Reading(marks_of(self.round, typed_choices(line, self.round, numbers), known), code_key=code)

    def above(self) -> list[dict[str, Any]]:
        return [*super().above(), {"url": reverse("voting_paper", args=[self.round.project_id]), "label": _("Paper ballots")}]


class BundleView(BundleBase):
    """How far a bundle is; what differs; the count; the box."""

    template_name = "voting/admin/bundle.html"

    def get(self, request: HttpRequest, project: int, bundle: int) -> HttpResponse:
        return self.bundle_page(form=CountForm(initial={"sheets": self.bundle.sheets_counted}))

    def post(self, request: HttpRequest, project: int, bundle: int) -> HttpResponse:
        if "close" in request.POST:
            return self.attempt(close_bundle, _("The bundle is in the box."), "voting_bundle", project, bundle, bundle_id=bundle)
        form = CountForm(request.POST)
        if not form.is_valid():
            return self.bundle_page(422, form=form)
        try:
            papers.correct_count(bundle_id=self.bundle.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("sheets", str(refusal.message))
            return self.bundle_page(422, form=form)
        messages.success(request, _("The number is corrected."))
        return redirect("voting_bundle", project, bundle)

    def bundle_page(self, status: int = 200, **context: Any) -> HttpResponse:
        """With the sheets that differ, but not what anybody has read on them."""
        differing = PaperSheet.objects.filter(bundle=self.bundle, state=SheetState.DIFFERS).order_by("serial")
        rejected = PaperSheet.objects.filter(bundle=self.bundle, state=SheetState.REJECTED).order_by("serial")
        return self.page(
            status,
            bundle=self.bundle,
            is_open=self.bundle.state == BundleState.OPEN,
            states=[(SheetState(state).label, number) for state, number in progress(self.bundle).items() if number],
            missing=len(serials_missing(self.bundle)),
            differing=differing,
            rejected=[(sheet, REASONS.get(sheet.because, sheet.because)) for sheet in rejected],
            **context,
        )

    def get_page_title(self) -> str:
        return _("%(place)s, bundle %(number)s") % {"place": self.bundle.place, "number": self.bundle.number}


class SheetView(BundleBase):
    """Type in sheets, one after the other. What another person has read is not shown."""

    template_name = "voting/admin/sheet.html"
    needs = (SERVES,)

    def get(self, request: HttpRequest, project: int, bundle: int) -> HttpResponse:
        serial = next_serial(self.bundle, request.user.pk)
        return self.page(form=SheetForm(initial={"serial": serial}), bundle=self.bundle, serial=serial)

    def post(self, request: HttpRequest, project: int, bundle: int) -> HttpResponse:
        form = SheetForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form, bundle=self.bundle, serial=True)
        try:
            papers.enter_sheet(
                bundle_id=self.bundle.pk, serial=form.cleaned_data["serial"], reading=self.read(form), by=request.user
            )
        except Refusal as refusal:
            return self.refused(form, refusal, bundle=self.bundle, serial=True)
        return redirect("voting_sheet", project, bundle)

    def get_page_title(self) -> str:
        return _("Type in: %(place)s, bundle %(number)s") % {"place": self.bundle.place, "number": self.bundle.number}


class SettleView(BundleBase):
    """A sheet that two have read differently, for a third person, who sees both readings beside the sheet."""

    template_name = "voting/admin/settle.html"
    needs = (SERVES,)

    @cached_property
    def sheet(self) -> PaperSheet:
        """404 for one that does not differ."""
        found = PaperSheet.objects.filter(bundle=self.bundle, pk=self.kwargs["sheet"], state=SheetState.DIFFERS).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, project: int, bundle: int, sheet: Any) -> HttpResponse:
        return self.settle_page(form=SheetForm(initial={"serial": self.sheet.serial}))

    def post(self, request: HttpRequest, project: int, bundle: int, sheet: Any) -> HttpResponse:
        form = SheetForm({**request.POST.dict(), "serial": self.sheet.serial})
        if not form.is_valid():
            return self.settle_page(422, form=form)
        try:
            papers.settle_sheet(sheet_id=self.sheet.pk, reading=self.read(form), by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            return self.settle_page(422, form=form)
        messages.success(request, _("The sheet is settled."))
        return redirect("voting_bundle", project, bundle)

    def settle_page(self, status: int = 200, **context: Any) -> HttpResponse:
        """Both readings, unless this person made one of them."""
        rows: dict[int, list[Any]] = {}
        for row in self.sheet.entries.order_by("by_id"):
            rows.setdefault(row.by_id, []).append(row)
        is_own = self.request.user.pk in rows
        items = [item for found in rows.values() for row in found for item in row.items]
        numbers = numbers_of(self.round, items)
        readings = [] if is_own else [reading_words(reading_of(found), numbers) for found in rows.values()]
        return self.page(status, bundle=self.bundle, sheet=self.sheet, is_own=is_own, readings=readings, **context)

    def get_page_title(self) -> str:
        return _("Sheet %(serial)s") % {"serial": self.sheet.serial}


class BallotPaperView(RoundBase):
    """A pot's ballot on paper: a page to print, or a PDF; by POST with a code on each."""

    template_name = "voting/admin/paper_ballot.html"

    @cached_property
    def pot(self) -> Pot:
        """The pot that the address names."""
        pots = Pot.objects.filter(round=self.round, pk=self.kwargs["pot"]).select_related("district").defer("district__boundary")
        pot = pots.first()
        if pot is None:
            raise Http404
        return pot

    def ballot(self) -> PaperBallot:
        """In the language that was asked for."""
        language = self.request.GET.get("language", "")
        if language not in content_languages():
            language = get_language() if get_language() in content_languages() else content_languages()[0]
        return paper_ballot(self.round, self.pot, language)

    def get(self, request: HttpRequest, project: int, pot: int, kind: str = "html") -> HttpResponse:
        if kind == "html":
            return self.page(ballot=self.ballot(), pot=self.pot, languages=content_languages())
        return self.pdf([])

    def post(self, request: HttpRequest, project: int, pot: int, kind: str = "pdf") -> HttpResponse:
        codes = request.POST.get("codes", "").replace("\x00", "").split("\n")
        return self.pdf([code.strip()[:60] for code in codes[:MOST_CODES] if code.strip()])

    def pdf(self, codes: list[str]) -> HttpResponse:
        """The file."""
        response = HttpResponse(ballot_pdf(self.ballot(), codes), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="ballot-{self.pot.pk}.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response

    def get_page_title(self) -> str:
        return _("Paper ballot: %(pot)s") % {"pot": self.pot}
