"""Assessing in the Wagtail admin: what every page of it shares, and the addresses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from proposals.assessment.queries.waiting import waiting_for
from proposals.assessment.rules import works_anywhere
from proposals.assessment.viewsets.board_views import BoardFileView, BoardView, ManyView
from proposals.assessment.viewsets.criteria_views import CriteriaView, CriterionView
from proposals.assessment.viewsets.detail_views import AssessmentView
from proposals.assessment.viewsets.start_views import OfProposalView, StartProjectView


class AssessmentMenuItem(MenuItem):
    """The way to the board, for those who work with it, with the number of what waits for them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_anywhere(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if number := waiting_for(request.user).number:
            component.label = _("Assessments (%(number)s)") % {"number": number}
        return component


def urlpatterns() -> list[Any]:
    """Addresses under the admin, each wrapped by it in its own sign-in check."""
    return [
        path("assessment/", BoardView.as_view(), name="assessment_board"),
        path("assessment/board.<str:kind>", BoardFileView.as_view(), name="assessment_file"),
        path("assessment/many/", ManyView.as_view(), name="assessment_many"),
        path("assessment/start/", StartProjectView.as_view(), name="assessment_start"),
        path("assessment/of/<int:pk>/", OfProposalView.as_view(), name="assessment_of_proposal"),
        path("assessment/criteria/<int:project>/", CriteriaView.as_view(), name="assessment_criteria"),
        path("assessment/criteria/<int:project>/new/", CriterionView.as_view(), name="assessment_criterion_new"),
        path("assessment/criteria/<int:project>/<int:pk>/", CriterionView.as_view(), name="assessment_criterion"),
        path("assessment/<int:pk>/", AssessmentView.as_view(), name="assessment_detail"),
        path("assessment/<int:pk>/<slug:act>/", AssessmentView.as_view(), name="assessment_act"),
    ]
