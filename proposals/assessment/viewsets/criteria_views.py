"""A project's criteria in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.projects.models import Project
from participation.projects.queries import with_titles
from proposals.assessment import services
from proposals.assessment.blueprints import DEFAULTS
from proposals.assessment.models import Criterion
from proposals.assessment.rules import may_set_criteria
from proposals.assessment.staff_forms import CriterionForm
from proposals.assessment.viewsets.shared_views import CoordinatorView


class _ProjectView(CoordinatorView):
    """404 for projects that this person does not coordinate."""

    @cached_property
    def project(self) -> Project:
        """The project that the address names."""
        project = Project.objects.select_related("lead_district").filter(pk=self.kwargs["project"]).first()
        if project is None or not may_set_criteria(self.request.user, project):
            raise Http404
        with_titles([project])
        return project

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(project=self.project, **kwargs)


class CriteriaView(_ProjectView):
    """All of a project's; POST gives those of the blueprint to a project that has none."""

    template_name = "assessment/admin/criteria.html"
    page_title = gettext_lazy("Criteria")

    def get(self, request: HttpRequest, project: int) -> HttpResponse:
        rows = list(Criterion.objects.filter(project=self.project))
        return self.page(criteria=rows, has_defaults=self.project.blueprint in DEFAULTS)

    def post(self, request: HttpRequest, project: int) -> HttpResponse:
        try:
            services.add_default_criteria(project=self.project, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The criteria are there. Change them as you need."))
        return redirect("assessment_criteria", project=project)


class CriterionView(_ProjectView):
    """One criterion, or a new one."""

    template_name = "assessment/admin/criterion.html"

    @cached_property
    def criterion(self) -> Criterion | None:
        """The one that the address names; None for a new one."""
        if "pk" not in self.kwargs:
            return None
        found = self.project.criteria.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, project: int, pk: int | None = None) -> HttpResponse:
        row = self.criterion
        return self.page(form=CriterionForm(initial=CriterionForm.initial_of(row) if row else None))

    def post(self, request: HttpRequest, project: int, pk: int | None = None) -> HttpResponse:
        form, row = CriterionForm(request.POST), self.criterion
        if form.is_valid():
            values = form.for_service()
            try:
                services.save_criterion(
                    project_id=self.project.pk, by=request.user, criterion_id=row.pk if row else None, **values
                )
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("The criterion is saved."))
                return redirect("assessment_criteria", project=project)
        return self.page(422, form=form)

    def get_page_title(self) -> str:
        return str(self.criterion) if self.criterion else _("New criterion")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        return [*above, {"url": reverse("assessment_criteria", args=[self.project.pk]), "label": _("Criteria")}, here]
