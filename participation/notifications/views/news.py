"""What happened to what one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from participation.common.text import number_in
from participation.notifications import services
from participation.notifications.models import Notification
from participation.notifications.presentation import news_lines
from participation.notifications.queries.following import ask_again
from participation.notifications.queries.news import notifications_of
from participation.notifications.views.following import LARGEST, crumbs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def news(request: HttpRequest) -> HttpResponse:
    """The newest first, a page at a time. POST marks everything as read up to the newest that was shown."""
    if request.method == "POST":
        services.mark_all_read(user=request.user, up_to=number_in(request.POST.get("up_to", "")) or 0)
        messages.success(request, _("All is marked as read."))
        return redirect("following:news")
    after = number_in(request.GET.get("after", ""))
    rows = notifications_of(request.user, after=after, size=PER_PAGE + 1)
    lines, silent = news_lines(request.user, rows[:PER_PAGE])
    if silent:  # what cannot be told any more is not counted as new either
        services.mark_read(user=request.user, ids=silent)
        ask_again(request)
    context = {
        "lines": lines,
        "up_to": rows[0].pk if rows else 0,
        "next_url": f"?after={rows[PER_PAGE - 1].pk}" if len(rows) > PER_PAGE else "",
        "first_url": reverse("following:news") if after else "",
        "crumbs": crumbs(),
    }
    return render(request, "following/news_list.html", context)


@never_cache
@login_required
@require_GET
def open_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what happened, and mark it as read."""
    row = Notification.objects.filter(user=request.user, pk=min(pk, LARGEST)).select_related("news").first()
    lines, _silent = news_lines(request.user, [row]) if row is not None else ([], [])
    if row is None or not lines:
        raise Http404
    services.mark_read(user=request.user, ids=[row.pk])
    return HttpResponseRedirect(lines[0].line.subject.path)
