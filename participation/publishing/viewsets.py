"""The page that asks why a language is missing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.publishing import services
from participation.publishing.forms import ReasonForm


def language_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who may publish the page; afterwards every way of publishing lets it through."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=pk, depth__gt=1)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.give_reason(page=page, reason=form.cleaned_data[services.REASON_FIELD], by=request.user)
            except Refusal as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("The reason is kept. Publish the page again: now it goes through."))
                return redirect("wagtailadmin_pages:edit", page.pk)
    return render(
        request,
        "publishing/admin/reason.html",
        {"page_title": _("A language is missing"), "header_icon": "globe", "form": form, "page_asked": page},
        status=status,
    )
