"""Ending our mail from the mail itself: without signing in, and by a mail program without any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from participation.accounts.models import User
from participation.notifications.services import resume_mail, stop_mail
from participation.notifications.stopping import user_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# The token is the right to do it, and mail programs have no cookie of ours to send a second one with.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, because programs look at addresses in mails; POST ends all mail about what the person follows (RFC 8058).

    POST with `again=1` takes it back. Who has been erased meanwhile gets the same answers.
    """
    user_id = user_of(token)
    if user_id is None:
        return render(request, "following/stop.html", {"state": "unknown"}, status=404)
    if request.method != "POST":
        return render(request, "following/stop.html", {"state": "asks"})
    again = request.POST.get("again") == "1"
    if User.objects.filter(pk=user_id, erased_at__isnull=True).exists():
        (resume_mail if again else stop_mail)(user_id=user_id)
    return render(request, "following/stop.html", {"state": "again" if again else "stopped"})
