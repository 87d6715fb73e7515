"""Sessions without the form, which the journeys go through."""

from __future__ import annotations

from django.conf import settings
from playwright.sync_api import BrowserContext

from participation.accounts.models import User
from tests.browser.serving import Site
from tests.live.conftest import session_of


def sign_in(context: BrowserContext, site: Site, name: str) -> None:
    """Let a browser be that member of the demo's cast."""
    with site.inside():
        key = session_of(User.objects.get(email=f"{name}@example.org"))
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.address}])
