"""Telling the city that something in the service cannot be used; with or without an account."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from participation.common.forms import add_refusal
from participation.common.refusals import Refusal
from participation.common.throttle import too_many
from participation.feedback import services
from participation.feedback.forms import FeedbackForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """The form; the page that somebody came from is named in it already."""
    data = request.POST if request.method == "POST" else None
    form = FeedbackForm(data, signed_in=request.user.is_authenticated, initial=_known(request))
    if data is None:
        return _page(request, form)
    if form.is_trapped:
        return redirect("feedback:thanks")
    if not form.is_valid():
        return _page(request, form, status=422)
    if too_many(request, "feedback"):
        form.add_error(None, _("There have been many messages from here within the hour. Please try again later."))
        return _page(request, form, status=429)
    words = {name: form.cleaned_data[name] for name in ("message", "page_address", "contact_email")}
    try:
        services.send_feedback(**words, language=get_language() or settings.LANGUAGE_CODE)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, form, status=refusal.status)
    return redirect("feedback:thanks")


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next. The same for one caught in the trap."""
    return render(request, "feedback/thanks.html", {"days": services.ANSWER_DAYS})


def _known(request: HttpRequest) -> dict[str, str]:
    """What need not be typed: the page that was left, and the address of somebody signed in.

    A link may name the page itself (`?page=`), and says with an empty one that the fault is elsewhere.
    """
    known = {"page_address": request.GET.get("page", _came_from(request)).replace("\x00", "")[: services.LONGEST_ADDRESS]}
    if request.user.is_authenticated:
        known["contact_email"] = request.user.email or ""
    return known


def _came_from(request: HttpRequest) -> str:
    """The address of the page of ours that was left; of others nothing is taken."""
    try:
        left = urlsplit(request.META.get("HTTP_REFERER", ""))
    except ValueError:
        return ""
    if left.netloc != request.get_host() or left.path == request.path:
        return ""
    return f"{left.path}?{left.query}" if left.query else left.path


def _page(request: HttpRequest, form: FeedbackForm, status: int = 200) -> HttpResponse:
    return render(request, "feedback/send.html", {"form": form, "days": services.ANSWER_DAYS}, status=status)
