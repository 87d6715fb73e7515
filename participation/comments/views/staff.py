"""What moderators and coordinators do with a whole conversation, on its own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from participation.comments import rules, services
from participation.comments.models import Thread
from participation.comments.staff_forms import FreezeForm, SlowForm
from participation.comments.views.finding import thread_or_404
from participation.common.refusals import Refusal


@require_POST
@never_cache
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the conversation with a reason that everybody reads, or open it again (`open=1`)."""
    found, _anchor = thread_or_404(request, pk)
    if not rules.may_freeze(request.user, found):
        raise Http404
    if request.POST.get("open") == "1":
        services.unfreeze_thread(thread_id=pk, by=request.user)
        messages.success(request, _("The conversation is open again."))
        return _back(found)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a reason."))
        return _back(found)
    try:
        services.freeze_thread(thread_id=pk, by=request.user, ground=form.cleaned_data["ground"])
        messages.success(request, _("The conversation is closed. Everybody reads the reason."))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return _back(found)


@require_POST
@never_cache
def slow(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how long one person waits between two comments."""
    found, _anchor = thread_or_404(request, pk)
    if not rules.may_slow(request.user, found):
        raise Http404
    form = SlowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the waits offered."))
        return _back(found)
    try:
        services.slow_thread(thread_id=pk, seconds=form.cleaned_data["seconds"], by=request.user)
        messages.success(request, _("The wait between comments is changed."))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return _back(found)


def _back(found: Thread) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('comments:thread', args=[found.pk])}#conversation")
