"""Answering proposals in the Wagtail admin: the list of one's districts, and one proposal with the answer's form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.staff_pages import StepsToHere
from participation.projects.queries import with_titles
from proposals.answer_parts import answer_with_parts, filled_parts
from proposals.forms import AnswerFilterForm, ResponseForm
from proposals.models import Proposal
from proposals.queries.answering import answer_list, answerable_by, coordinates_anywhere, projects_to_answer
from proposals.queries.similar import similar_to
from proposals.queries.single import responses_to
from proposals.rules import may_respond
from proposals.states import Status

PER_PAGE = 30


class CoordinatorView(WagtailAdminTemplateMixin, View):
    """A page for people who answer for the city somewhere; all others get the admin's own refusal."""

    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not coordinates_anywhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AnswerListView(StepsToHere, CoordinatorView):
    """Public proposals of one's districts, the most supported first."""

    template_name = "proposals/admin/proposal_list.html"
    page_title = gettext_lazy("Proposals")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        projects = list(projects_to_answer(user))
        with_titles(projects)
        form = AnswerFilterForm(self.request.GET, projects=projects)
        wanted = form.wanted()
        pages = Paginator(answer_list(user, **wanted), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        titles = {project.pk: project.title for project in projects}
        for proposal in page.object_list:
            proposal.project.title = titles.get(proposal.project_id, proposal.project.slug)
            proposal.status_label = Status(proposal.status).label
        return super().get_context_data(
            filters_form=form,
            is_filtered=any(wanted.values()),
            page_obj=page,
            total=pages.count,
            **kwargs,
        )


class RespondView(StepsToHere, CoordinatorView):
    """One proposal, what was answered before, and the form for the next answer."""

    template_name = "proposals/admin/proposal_respond.html"
    page_title = gettext_lazy("Answer for the city")
    above = (("proposals_admin_list", gettext_lazy("Proposals")),)

    @cached_property
    def proposal(self) -> Proposal:
        """The proposal that the address names, if this person may answer it."""
        found = answerable_by(self.request.user).select_related("project__lead_district", "district", "author").defer("search")
        proposal = found.filter(pk=self.kwargs["pk"]).first()
        if proposal is None or not may_respond(self.request.user, proposal):
            raise Http404
        return proposal

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        unit = self.proposal.project.unit_id
        return self.render_to_response(
            self.get_context_data(form=ResponseForm(initial={"unit": unit, "status": self.proposal.status}))
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ResponseForm(request.POST)
        proposal = self.proposal
        parts = filled_parts(request.POST, proposal)
        if all([form.is_valid(), *(filled.form.is_valid() for filled in parts)]):  # a list: every form says what is wrong with it
            try:
                answer_with_parts(parts=parts, proposal_id=proposal.pk, author=request.user, **form.for_service())
            except Refusal as refusal:
                if all(filled.form.is_valid() for filled in parts):  # else it stands at a part's field already
                    add_refusal(form, refusal)
            else:
                messages.success(request, _("The answer is published."))
                return redirect("proposals_admin_list")
        return self.render_to_response(self.get_context_data(form=form, parts=parts), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal = self.proposal
        kwargs.setdefault("parts", filled_parts(None, proposal))
        address = reverse("proposals:detail", kwargs={"project": proposal.project.slug, "pk": proposal.pk})
        similar = similar_to(proposal, user=self.request.user)
        with_titles([one.proposal.project for one in similar])
        for one in similar:
            one.proposal.status_label = Status(one.proposal.status).label
        return super().get_context_data(
            proposal=proposal, responses=responses_to(proposal), address=address, similar=similar, **kwargs
        )


class AnswerMenuItem(MenuItem):
    """The way to the list, for those who have one."""

    def is_shown(self, request: HttpRequest) -> bool:
        return coordinates_anywhere(request.user)


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    return [
        path("proposals/", AnswerListView.as_view(), name="proposals_admin_list"),
        path("proposals/<int:pk>/respond/", RespondView.as_view(), name="proposals_admin_respond"),
    ]
