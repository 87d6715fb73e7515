"""What every page for those who assess shares."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from proposals.assessment.rules import coordinates_anywhere, works_anywhere


class WorkerView(WagtailAdminTemplateMixin, View):
    """A page for coordinators and assessors; all others get the admin's own refusal."""

    header_icon = "tasks"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not works_anywhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def page(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page with its context."""
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse("assessment_board"), "label": _("Assessments")}] if self.is_below_board() else []
        return [*super().get_breadcrumbs_items(), *above, {"url": "", "label": str(self.get_page_title())}]

    def is_below_board(self) -> bool:
        """Whether the board is a step above this page."""
        return True


class CoordinatorView(WorkerView):
    """A page for coordinators alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not coordinates_anywhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
