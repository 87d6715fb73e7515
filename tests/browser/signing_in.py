"""Sessions without the form, which the journeys go through."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.utils.crypto import get_random_string
from playwright.sync_api import APIResponse, BrowserContext

from participation.accounts.models import User
from tests.browser.serving import Site
from tests.live.conftest import session_of

A_LONG_RUN = 6 * 3600  # seconds for which a password stays fresh


def sign_in(context: BrowserContext, site: Site, name: str) -> None:
    """Let a browser be that member of the demo's cast, or whoever has that address, who has given the password just now."""
    with site.inside():
        user = User.objects.get(email=name if "@" in name else f"{name}@example.org")
        key = session_of(user)
        session = SessionStore(key)
        given = {"method": "password", "at": time.time() + A_LONG_RUN, "reauthenticated": True}
        session["account_authentication_methods"] = [given]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.address}])


def post_as(beside: BrowserContext, site: Site, name: str, path: str, **form: str) -> APIResponse:
    """Let somebody else send a form from a browser of their own, so that those who look at the page hear of it. "" is nobody."""
    context = beside.browser.new_context(base_url=site.address)
    if name:
        sign_in(context, site, name)
    token = get_random_string(CSRF_SECRET_LENGTH)
    context.add_cookies([{"name": settings.CSRF_COOKIE_NAME, "value": token, "url": site.address}])
    answer = context.request.post(path, form=form, headers={"X-CSRFToken": token}, max_redirects=0)
    context.close()
    assert answer.status == 302, f"{answer.status} at {path}"
    return answer
