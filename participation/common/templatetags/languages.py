"""Marking what is not in the reader's language. Known to every template without `{% load %}`."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from participation.common import languages

register = template.Library()


CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # a language's, after BCP 47


@register.simple_tag
def lang_of(value: Any) -> SafeString:
    """` lang="…" dir="…"` of a text, a row's name, a page or a language code; nothing where it is the reader's language.

    Plain text is in the reader's language.
    """
    if type(value) is str:
        return languages.marks(value if CODE.fullmatch(value) else "")
    return languages.marks(languages.language_of(value))


@register.simple_tag
def lang_only(value: Any) -> SafeString:
    """The same without the direction, for an option of a select: browsers align the whole control by it."""
    language = languages.language_of(value)
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.filter
def marked(value: Any) -> str:
    """The text, in a span with its language where that is not the reader's."""
    return languages.marked(value)
