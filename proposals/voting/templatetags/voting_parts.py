"""Words of items: `{% load voting_parts %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from participation.common import languages

if TYPE_CHECKING:
    from django.db.models import Model

    from participation.common.languages import Said

register = template.Library()


@register.filter
def said(row: Model, field: str) -> Said:
    """A translated field in the best language for the reader."""
    return languages.said(row, field)
