"""The record in the admin, to read only."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participation.audit import queries, rules
from participation.audit.forms import EntryFilterForm

ENTRIES_PER_PAGE = 50


class EntryListView(WagtailAdminTemplateMixin, View):
    """Newest first, paged by id. There is nothing here that could change or delete an entry."""

    template_name = "audit/entry_list.html"
    page_title = gettext_lazy("Audit log")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = EntryFilterForm(request.GET)
        filters.is_valid()
        chosen = {name: value for name, value in filters.cleaned_data.items() if value}
        before = request.GET.get("before", "")
        is_later_page = before.isdecimal() and len(before) < 19
        found = list(queries.entries(**chosen, before=int(before) if is_later_page else None)[: ENTRIES_PER_PAGE + 1])
        rows = found[:ENTRIES_PER_PAGE]
        return self.render_to_response(
            self.get_context_data(
                filters_form=filters,
                is_filtered=bool(chosen),
                rows=rows,
                is_later_page=is_later_page,
                next_before=rows[-1].pk if len(found) > ENTRIES_PER_PAGE else None,
            )
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Audit log")}]
