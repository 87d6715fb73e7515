"""The language report in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from participation.pages.parity.report import report

PER_PAGE = 50


class GapFilterForm(forms.Form):
    """Narrows the report down. Unknown values are ignored rather than refused."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    kind = forms.CharField(label=gettext_lazy("Kind"), required=False, max_length=100, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, get_language_info(code)["name_translated"]) for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        self.fields["language"].choices = [("", _("Every required language")), *names]

    def wanted(self) -> dict[str, str]:
        """Only what is valid."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("language", "kind")}


def language_report(request: HttpRequest) -> HttpResponse:
    """What of this person's work lacks a language, each with the way to where it is translated."""
    form = GapFilterForm(request.GET)
    wanted = form.wanted()
    found = report(request.user, **wanted)
    form.fields["kind"].widget.choices = [("", _("All kinds")), *((kind, kind) for kind in found.kinds)]
    page = Paginator(found.gaps, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "pages/admin/language_report.html",
        {
            "page_title": _("Languages"),
            "header_icon": "globe",
            "filters_form": form,
            "is_filtered": any(wanted.values()),
            "page_obj": page,
            "rows": [(gap, [_language_name(code) for code in gap.missing]) for gap in page],
            "numbers": [(_language_name(code), number) for code, number in found.numbers],
        },
    )


def _language_name(code: str) -> str:
    return get_language_info(code)["name_translated"]
