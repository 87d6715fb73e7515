"""Reading what the demo has sent, so that a newcomer can sign up without a mail server."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from participation.demo.models import DemoMail

SHOWN = 50
# A code stands alone on its line.
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4}|[A-Z0-9]{6,8})\s*$", re.MULTILINE)


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 wherever the demo is not on: mail holds codes that sign people in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not (settings.DEMO and apps.is_installed("participation.demo")):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
@never_cache
@require_GET
def mail_list(request: HttpRequest) -> HttpResponse:
    """The newest mails, with their codes on top; `?to=` narrows it to one address."""
    to = request.GET.get("to", "").replace("\x00", "")
    mails = list((DemoMail.objects.filter(to__iexact=to) if to else DemoMail.objects.all())[:SHOWN])
    return render(request, "demo/mail_list.html", {"mails": [(mail, code_in(mail.text)) for mail in mails], "to": to})


@demo_only
@never_cache
@require_GET
def mail_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail."""
    mail = get_object_or_404(DemoMail, pk=pk)
    return render(request, "demo/mail_detail.html", {"mail": mail, "code": code_in(mail.text)})


def code_in(text: str) -> str:
    """The code in a mail, or nothing."""
    found = CODE.search(text)
    return found.group(1) if found else ""
