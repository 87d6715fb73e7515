"""`{% follow_button "proposal" proposal.pk %}`: the way to follow what a page shows; `{% feed_link … %}` to its feed."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participation.notifications.queries.following import mine

register = template.Library()


@register.inclusion_tag("following/_follow.html", takes_context=True)
def follow_button(context: template.Context, kind: str, pk: int, of: str = "") -> dict[str, Any]:
    """A button that follows a thing, or lets go of it. One query for who is signed in, however many buttons; none otherwise.

    of: what is followed, where a page has several: "thread" for its conversation, "category" for its theme.
    """
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return {"kind": ""}
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "user": getattr(request, "user", None),
        "kind": kind,
        "pk": pk,
        "of": of,
        "is_followed": f"{kind}:{pk}" in mine(request).followed,
        "back": request.get_full_path(),
    }


@register.simple_tag
def feed_link(name: str, query: str = "", **parts: Any) -> SafeString:
    """The link by which feed readers find a page's feed. name: of its address; query: the page's own question."""
    address = f"{reverse(name, kwargs=parts)}{query}"
    return format_html('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', _("Feed"), address)
