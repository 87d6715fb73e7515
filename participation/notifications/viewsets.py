"""What could not be told, in the admin: what it was, what it failed on, and a button that has it tried again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.common.refusals import Refusal
from participation.common.text import number_in
from participation.notifications.queries.untold import count_untold, untold
from participation.notifications.rules import may_see_untold
from participation.notifications.services import try_again

MOST_OF_A_KIND = 50


class UntoldView(WagtailAdminTemplateMixin, View):
    """The list, newest first within a kind. POST has one row tried again."""

    template_name = "notifications/admin/untold.html"
    page_title = gettext_lazy("Not told")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_untold(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(rows=untold(MOST_OF_A_KIND), total=count_untold()))

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            try_again(kind=request.POST.get("kind", ""), pk=number_in(request.POST.get("pk", "")) or 0, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("It is tried again with the next run of its task."))
        return redirect("untold_list")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Not told")}]


class UntoldMenuItem(MenuItem):
    """Among the reports, for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_untold(request.user)


def urlpatterns() -> list[Any]:
    """Addresses under the admin's root."""
    return [path("untold/", UntoldView.as_view(), name="untold_list")]
