"""Voting codes: files of hashes, codes for printing, calling batches back."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin import messages

from participation.common.languages import content_languages
from participation.common.refusals import Refusal
from participation.projects.models import ProjectPage
from proposals.voting import services
from proposals.voting.code_sheets import Sheet, code_pdf
from proposals.voting.models import CodeBatch
from proposals.voting.staff_forms import CodeFileForm, PrintForm, RevokeForm
from proposals.voting.states import RoundState
from proposals.voting.viewsets.shared_views import VoteView


class CodesView(VoteView):
    """The batches, with how many codes each has, and both ways to get more."""

    template_name = "voting/admin/codes.html"
    page_title = gettext_lazy("Voting codes")

    def get(self, request: HttpRequest, project: int, act: str = "") -> HttpResponse:
        if act:
            return redirect("voting_codes", project)
        return self.page()

    def post(self, request: HttpRequest, project: int, act: str = "") -> HttpResponse:
        if act == "import":
            return self.take_in()
        if act == "print":
            return self.print()
        raise Http404

    def take_in(self) -> HttpResponse:
        """A file: looked at, or stored when every line is right."""
        form = CodeFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.page(422, file_form=form)
        data = form.cleaned_data
        try:
            found = services.import_codes(
                round_id=self.round.pk, by=self.request.user, name=data["name"], file=data["file"], dry_run=data["dry_run"]
            )
        except Refusal as refusal:
            return self.refused(form, refusal, file_form=form)
        if found.batch is None:
            return self.page(422 if found.bad else 200, file_form=form, found=found)
        messages.success(self.request, _("Stored: %(n)s codes.") % {"n": found.good})
        return redirect("voting_codes", self.project.pk)

    def print(self) -> HttpResponse:
        """Make codes and answer with the PDF, this once."""
        form = PrintForm(self.request.POST)
        if not form.is_valid():
            return self.page(422, print_form=form)
        data = form.cleaned_data
        district = int(data["district"]) if data["district"] else None
        try:
            batch, codes = services.print_codes(
                round_id=self.round.pk, by=self.request.user, name=data["name"], number=data["number"], district_id=district
            )
        except Refusal as refusal:
            return self.refused(form, refusal, print_form=form)
        response = HttpResponse(code_pdf(codes, self.sheet(batch), data["layout"]), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="codes-{batch.pk}.pdf"'
        response["Cache-Control"] = "no-store, private"
        return response

    def sheet(self, batch: CodeBatch) -> Sheet:
        """What is printed with every code."""
        pages = ProjectPage.objects.filter(translation_key=self.project.translation_key)
        titles = dict(pages.values_list("locale__language_code", "draft_title"))
        paths = {}
        for language in content_languages():
            with override(language):
                paths[language] = reverse("voting:ballot", kwargs={"project": self.project.slug})
        named = {language: titles.get(language) or str(self.project.title) for language in content_languages()}
        return Sheet(named, paths, batch.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = CodeBatch.objects.filter(round=self.round).select_related("made_by").annotate(number=Count("codes"))
        kwargs.setdefault("file_form", CodeFileForm())
        kwargs.setdefault("print_form", PrintForm())
        kwargs.setdefault("revoke_form", RevokeForm())
        may_add = self.may_run and self.round.state in (RoundState.DRAFT, RoundState.OPEN)
        return super().get_context_data(batches=rows.order_by("-pk"), may_add=may_add, **kwargs)


class RevokeView(CodesView):
    """POST: call a batch back."""

    def get(self, request: HttpRequest, project: int, pk: int) -> HttpResponse:
        return redirect("voting_codes", project)

    def post(self, request: HttpRequest, project: int, pk: int) -> HttpResponse:
        if not CodeBatch.objects.filter(round=self.round, pk=pk).exists():
            raise Http404
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return self.page(422, revoke_form=form, revoked=pk)
        try:
            services.revoke_batch(batch_id=pk, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            return self.refused(form, refusal, revoke_form=form, revoked=pk)
        messages.success(request, _("The batch is called back. Nobody votes with its codes any more."))
        return redirect("voting_codes", project)
