"""Whether one gets a mail when one is named."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.comments import services
from participation.comments.queries import wants_mention_mail


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """A page with one choice, which every such mail leads to."""
    if request.method == "POST":
        services.want_mention_mail(person=request.user, wanted=request.POST.get("mentions") == "1")
        messages.success(request, _("Your choice is saved."))
        return HttpResponseRedirect(reverse("comments:mail"))
    context = {"wanted": wants_mention_mail(request.user), "most": settings.MENTION_MAILS_PER_DAY}
    return render(request, "comments/mail.html", context)
