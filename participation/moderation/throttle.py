"""How often people without an account may report, counted in the cache: while that is away, nobody is refused."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600  # seconds
PER_SESSION = 5
PER_ADDRESS = 30  # a school or a library shares one
PER_CONTACT = 5  # each report sends a receipt, to whosever address was typed
SESSION_MARK = "has_reported"


def too_many_reports(request: HttpRequest, *, contact: str = "") -> bool:
    """Count one attempt of an anonymous visitor; True when it is one too many within the hour.

    contact: the e-mail typed, if any.
    Counted per browser session, per e-mail and, more generously, per network address; both are kept as digests only.
    """
    request.session[SESSION_MARK] = True  # gives the visitor a session to be counted by
    if not request.session.session_key:
        request.session.save()
    by_session = _count(f"report.session.{request.session.session_key}")
    by_address = _count(f"report.address.{_digest(get_adapter().get_client_ip(request))}")
    by_contact = _count(f"report.contact.{_digest(contact.casefold())}") if contact else 0
    return by_session > PER_SESSION or by_address > PER_ADDRESS or by_contact > PER_CONTACT


def _count(key: str) -> int:
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
