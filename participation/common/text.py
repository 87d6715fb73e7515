"""Text that residents write: what is let in, and the one place where it becomes HTML."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import nh3
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participation.common.refusals import Invalid

# Marks that turn the reading direction of what follows, and so could dress one name up as another.
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Invisible, and no part of any script; U+200C and U+200D stay, scripts and emoji are joined by them.
INVISIBLE = frozenset("\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb")
MANY_BLANK_LINES = re.compile(r"\n{4,}")
# Pages are read far more often than written: rendered texts are kept, a few megabytes in every process.
KEPT_TEXTS = 2048
LONGEST_NUMBER = 18  # digits; the database counts a little further


def clean_text(text: str, *, field: str = "", limit: int | None = None, required: bool = False) -> str:
    """A resident's text as it is stored: newlines are "\\n", no blank ends, at most three line ends in a row.

    field: the input's name, for the refusal.
    limit: the most characters (code points).
    Raises Invalid for NUL and halves of characters, which PostgreSQL cannot keep, for a text that is too long, and, when
    `required`, for an empty one.
    """
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid(_("The text has a character that cannot be stored. Please write it again without it."), field=field)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    text = MANY_BLANK_LINES.sub("\n\n\n", text)
    if required and not has_words(text):
        raise Invalid(_("Write something first."), field=field)
    if limit is not None and len(text) > limit:
        over = len(text) - limit
        raise Invalid(
            ngettext(
                "The text is %(over)d character too long. It can have %(limit)d.",
                "The text is %(over)d characters too long. It can have %(limit)d.",
                over,
            )
            % {"over": over, "limit": limit},
            field=field,
        )
    return text


def clean_name(name: str, *, field: str = "", limit: int | None = None) -> str:
    """A name or title on one line: no control characters, nothing invisible, no change of reading direction.

    Raises Invalid as `clean_text` does.
    """
    name = clean_text(name, field=field)
    name = "".join(" " if character.isspace() else character for character in name)
    kept = (c for c in name if c not in BIDI_CONTROLS and c not in INVISIBLE and unicodedata.category(c) != "Cc")
    return clean_text(" ".join("".join(kept).split()), field=field, limit=limit)


def excerpt(text: str, limit: int = 80) -> str:
    """The beginning of a text on one line, at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def number_in(text: str) -> int | None:
    """A row's id or change number as somebody sent it; None for anything else, however it is written."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def has_words(text: str) -> bool:
    """Whether a reader would see anything: blanks and invisible characters alone are nothing."""
    return any(not (c.isspace() or c in INVISIBLE or c in BIDI_CONTROLS or unicodedata.category(c) in {"Cc", "Cf"}) for c in text)


@lru_cache(maxsize=KEPT_TEXTS)
def render_plain_text(text: str) -> SafeString:
    """Plain text as paragraphs with line breaks and safe links. The same text always gives the same HTML.

    Links lead to http, https and mailto only and pass no reputation on; whatever looks like markup stays text.
    """
    html = linebreaks(urlize(text, nofollow=True, autoescape=True), autoescape=False)
    clean = nh3.clean(
        html,
        tags={"p", "br", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it
