"""`{% mention_mail %}`: the choice about mails of mentions, for the page on which somebody chooses their other mails."""

from __future__ import annotations

from typing import Any

from django import template

from participation.comments.queries import mail_choice

register = template.Library()


@register.inclusion_tag("comments/_mail.html", takes_context=True)
def mention_mail(context: template.Context, back: str = "") -> dict[str, Any]:
    """The choice as it stands, with its button. One query. back: the address on which it stands."""
    return {"csrf_token": context.get("csrf_token"), "back": back, **mail_choice(context["request"].user)}
