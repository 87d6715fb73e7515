"""Suggesting in the Wagtail admin that proposals belong together, and what became of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.staff_pages import StepsToHere
from participation.projects.queries import with_titles
from proposals.merging.queries.suggesting import mergers_in_reach, suggestable
from proposals.merging.rules import LEAST_SOURCES, why_not_part
from proposals.merging.services import suggest_merger
from proposals.merging.staff_forms import SuggestionForm
from proposals.merging.states import MergerState
from proposals.models import Proposal
from proposals.viewsets import CoordinatorView

PER_PAGE = 30
MANY = 50


class SuggestView(StepsToHere, CoordinatorView):
    """The proposals that were chosen in the list, and why they belong together."""

    template_name = "merging/admin/suggest.html"
    page_title = gettext_lazy("Suggest to bring proposals together")
    header_icon = "group"
    above = (("proposals_admin_list", gettext_lazy("Proposals")),)

    @cached_property
    def chosen(self) -> list[Proposal]:
        """The proposals that the address or the form names, if this person answers for them."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        texts = [text for text in asked.getlist("pk")[:MANY] if text.isascii() and text.isdigit() and len(text) < 19]
        return suggestable(self.request.user, [int(text) for text in texts])

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=SuggestionForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SuggestionForm(request.POST)
        chosen = self.chosen
        if form.is_valid() and self._fits(form):
            try:
                suggest_merger(
                    project_id=chosen[0].project_id,
                    by=request.user,
                    source_ids=[row.pk for row in chosen],
                    words=form.words(),
                )
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("The authors are told. One of them can write a joint text."))
                return redirect("merging_admin_list")
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _fits(self, form: SuggestionForm) -> bool:
        if why := self._why_not():
            form.add_error(None, why)
        return not form.errors

    def _why_not(self) -> str:
        if len(self.chosen) < LEAST_SOURCES:
            return _("Choose at least two proposals in the list.")
        if len({row.project_id for row in self.chosen}) > 1:
            return _("Only proposals of the same project can be brought together.")
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.chosen
        with_titles([row.project for row in chosen])
        hindrance = self._why_not()
        return super().get_context_data(chosen=[(row, why_not_part(row)) for row in chosen], hindrance=hindrance, **kwargs)


class MergerListView(StepsToHere, CoordinatorView):
    """Joint proposals on their way and done, in one's own districts."""

    template_name = "merging/admin/list.html"
    page_title = gettext_lazy("Joint proposals")
    header_icon = "group"
    above = (("proposals_admin_list", gettext_lazy("Proposals")),)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(mergers_in_reach(self.request.user), PER_PAGE).get_page(self.request.GET.get("p"))
        with_titles([row.project for row in page.object_list])
        for row in page.object_list:
            row.state_label = MergerState(row.state).label
        return super().get_context_data(page_obj=page, **kwargs)


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    return [
        path("proposals/together/", MergerListView.as_view(), name="merging_admin_list"),
        path("proposals/together/suggest/", SuggestView.as_view(), name="merging_admin_suggest"),
    ]
