"""Nobody enters the admin, or takes staff's files away, with a password alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

ADMIN = "/admin/"
SET_UP, USE = "mfa_activate_totp", "mfa_reauthenticate"
MARK = "staff_door"


def staff_door(view: Callable[..., Any]) -> Callable[..., Any]:
    """Say of a view outside the admin that only staff use it, so that it asks them for the second step too."""
    setattr(view, MARK, True)
    return view


class SecondFactorMiddleware:
    """Sends staff to set up an authenticator app, or to use it, before the admin opens (STAFF_SECOND_FACTOR).

    That somebody has an app is not enough: this session must have seen its code. One that was begun before the app was
    set up, or by somebody who knew the password alone, has not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN) and (missing := self._missing_step(request)):
            return self._ask_for(missing, request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_args: Any) -> HttpResponse | None:
        if getattr(view, MARK, False) and (missing := self._missing_step(request)):
            return self._ask_for(missing, request)
        return None

    @staticmethod
    def _missing_step(request: HttpRequest) -> str:
        """The name of the page that leads on; empty when nothing is missing."""
        user = request.user
        if not settings.STAFF_SECOND_FACTOR or not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
            return ""
        if not is_mfa_enabled(user):
            return SET_UP
        seen = any(step.get("method") == "mfa" for step in get_authentication_records(request, user))
        return "" if seen else USE

    @staticmethod
    def _ask_for(page: str, request: HttpRequest) -> HttpResponse:
        if page == SET_UP:
            messages.warning(request, _("Staff sign in with two steps. Set up an authenticator app to go on."))
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(f"{reverse(page)}?{query}".rstrip("?"))
