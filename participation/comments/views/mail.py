"""Whether one gets a mail when one is named."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from participation.comments import services
from participation.comments.queries import mail_choice
from participation.common.addresses import own_address


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mail(request: HttpRequest) -> HttpResponse:
    """A page with one choice, which every such mail leads to. It is also offered beside the rhythm of other mails."""
    if request.method == "POST":
        services.want_mention_mail(person=request.user, wanted=request.POST.get("mentions") == "1")
        messages.success(request, _("Your choice is saved."))
        back = own_address(request, request.POST.get("next", ""))
        return HttpResponseRedirect(back or reverse("comments:mail"))
    return render(request, "comments/mail.html", mail_choice(request.user))
