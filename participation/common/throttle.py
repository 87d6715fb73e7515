"""How often people without an account may send a form from one browser and one network, counted in the cache.

While that is away, nobody is refused. What accounts and e-mails send is counted by the service, in the database; a network
address is never written there.
"""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600  # seconds
PER_SESSION = 5
PER_ADDRESS = 30  # a school or a library shares one
SESSION_MARK = "has_sent"


def too_many(request: HttpRequest, door: str) -> bool:
    """Count one attempt of a visitor; True when it is one too many within the hour.

    door: the form's name, such as "report"; each is counted apart.
    Counted per browser session and, more generously, per network address, which is kept as a digest only.
    """
    request.session[SESSION_MARK] = True  # gives the visitor a session to be counted by
    if not request.session.session_key:
        request.session.save()
    by_session = _count(f"{door}.session.{request.session.session_key}")
    by_address = _count(f"{door}.address.{_digest(get_adapter().get_client_ip(request))}")
    return by_session > PER_SESSION or by_address > PER_ADDRESS


def _count(key: str) -> int:
    cache.add(key, 0, timeout=HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def too_many_from(request: HttpRequest, door: str, most: int) -> bool:
    """Count one request of an account, or of a network address where there is none; True when it is one too many in the hour.

    most: how many in an hour; 0 for no limit.
    """
    if most <= 0:
        return False
    who = f"user.{request.user.pk}" if request.user.is_authenticated else _digest(get_adapter().get_client_ip(request))
    return _count(f"{door}.{who}") > most
