"""What somebody wrote who was not signed in when they sent it: kept in their session until they are.

A session survives signing in and ends with signing out, so nobody else on the same device finds the text.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

    from proposals.forms import StepForm

KEY = "unsaved_proposal"
KEPT_SECONDS = 2 * 60 * 60


def keep(request: HttpRequest, place: str, form: StepForm) -> None:
    """Keep what a valid form says. place: which form it is, such as "kallio/new"."""
    values = {name: form.data.get(name, "") for name in form.names_kept()}
    request.session[KEY] = {"place": place, "at": time.time(), "values": values}


def kept(request: HttpRequest, place: str) -> dict[str, Any]:
    """What was kept of that form, empty when it was another one or too long ago."""
    found = request.session.get(KEY)
    if not found or found["place"] != place or time.time() - found["at"] > KEPT_SECONDS:
        return {}
    return dict(found["values"])


def forget(request: HttpRequest, place: str) -> None:
    """To be called when it has been saved."""
    if request.session.get(KEY, {}).get("place") == place:
        del request.session[KEY]
