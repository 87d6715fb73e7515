"""What the frame of every page says of its reader's news."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from participation.common import context
from participation.notifications.queries.following import MANY, mine


def following(request: HttpRequest) -> dict[str, Any]:
    """The context processor. Nothing is asked until a template does, and never for who is not signed in.

    The number is a number once it is asked for, and not something like one: plural forms are reckoned with it.

    It also says whether to show the way to the admin: for residents the same one query answers that.
    """
    return {
        "unread_news": lambda: mine(request).unread,
        "many_news": MANY,
        "may_enter_admin": SimpleLazyObject(lambda: _may_enter_admin(request)),
    }


def _may_enter_admin(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    is_somebody = user is not None and (user.is_superuser or mine(request).in_groups)
    return is_somebody and context.may_enter_admin(request)
