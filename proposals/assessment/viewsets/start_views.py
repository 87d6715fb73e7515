"""Beginning to assess in the Wagtail admin: one proposal, or all of a project."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from districts.states import Role
from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.projects.models import Project
from participation.projects.queries import with_phases, with_titles
from participation.projects.states import ProjectState
from proposals.assessment import services
from proposals.assessment.models import Assessment
from proposals.assessment.queries.public import progress_of
from proposals.assessment.querysets import project_reach
from proposals.assessment.services.starting import is_collecting
from proposals.assessment.staff_forms import StartForm, StartProjectForm
from proposals.assessment.viewsets.shared_views import CoordinatorView
from proposals.models import Proposal
from proposals.queries.answering import answerable_by
from proposals.states import Status

PROJECTS_SHOWN = 50


class OfProposalView(CoordinatorView):
    """The assessment of a proposal, or the form to start one."""

    template_name = "assessment/admin/start_one.html"
    page_title = gettext_lazy("Start an assessment")

    @cached_property
    def proposal(self) -> Proposal:
        """The proposal that the address names, if this person coordinates it."""
        found = answerable_by(self.request.user).select_related("project", "district").defer("search")
        proposal = found.filter(pk=self.kwargs["pk"]).first()
        if proposal is None:
            raise Http404
        return proposal

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        there = Assessment.objects.filter(proposal=self.proposal).first()
        if there is not None:
            return redirect("assessment_detail", pk=there.pk)
        return self.page(form=StartForm(initial={"unit": self.proposal.project.unit_id or ""}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form, proposal = StartForm(request.POST), self.proposal
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            row = services.start_assessment(proposal_id=proposal.pk, by=request.user, **form.for_service())
        except Refusal as refusal:
            if refusal.code == "started":
                return redirect("assessment_of_proposal", pk=pk)
            add_refusal(form, refusal)
            return self.page(422, form=form)
        messages.success(request, _("The assessment has begun. The proposal's page says so."))
        return redirect("assessment_detail", pk=row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(proposal=self.proposal, **kwargs)


class StartProjectView(CoordinatorView):
    """A project's proposals: how far their assessment is, and the form to start it for all of them."""

    template_name = "assessment/admin/start_project.html"
    page_title = gettext_lazy("Start assessments for a project")

    @cached_property
    def projects(self) -> list[Project]:
        """Those that this person coordinates, the newest first, with their words."""
        user = self.request.user
        found = Project.objects.exclude(state=ProjectState.ARCHIVED)
        if not user.is_superuser:
            found = found.filter(project_reach(user, Role.COORDINATOR))
        rows = list(
            found.select_related("lead_district").defer("lead_district__boundary").order_by("-created_at", "-pk")[:PROJECTS_SHOWN]
        )
        with_titles(rows)
        with_phases(rows)
        return rows

    @cached_property
    def project(self) -> Project | None:
        """The one that the address names, if it is among them."""
        wanted = self.request.GET.get("project", "")
        return next((project for project in self.projects if str(project.pk) == wanted), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.project is None:
            return self.page()
        return self.page(form=StartProjectForm(initial={"unit": self.project.unit_id or "", "which": StartProjectForm.ALL}))

    def post(self, request: HttpRequest) -> HttpResponse:
        project = self.project
        if project is None:
            raise Http404
        form = StartProjectForm(request.POST)
        if not form.is_valid():
            return self.page(422, form=form)
        try:
            done = services.start_for_project(project_id=project.pk, by=request.user, **form.for_service())
        except Refusal as refusal:
            add_refusal(form, refusal)
            return self.page(422, form=form)
        messages.success(request, outcome_words(done))
        return redirect(f"{reverse('assessment_board')}?project={project.pk}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        project = self.project
        if project is not None:
            waiting = Proposal.objects.published().filter(project=project, assessment__isnull=True)
            kwargs |= {
                "progress": progress_of(project),
                "waiting": waiting.filter(status__in=(Status.COLLECTING, Status.ASSESSING)).count(),
                "is_collecting": is_collecting(project),
            }
        return super().get_context_data(projects=self.projects, project=project, **kwargs)


def outcome_words(done: services.Started) -> str:
    """What was started and what was not, in one line."""
    words = [
        ngettext("%(n)s assessment has begun.", "%(n)s assessments have begun.", done.started) % {"n": done.started},
    ]
    if done.had_one:
        words.append(_("Had one already: %(n)s.") % {"n": done.had_one})
    if done.answered:
        words.append(_("Answered by the city already: %(n)s.") % {"n": done.answered})
    if done.below_goal:
        words.append(_("Below the support goal: %(n)s.") % {"n": done.below_goal})
    return " ".join(words)
