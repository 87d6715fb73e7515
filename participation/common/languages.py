"""Which languages a reader is shown, in which order, and which way they are written.

The interface speaks `LANGUAGES`. Staff write in the content languages (`WAGTAIL_CONTENT_LANGUAGES`), so a reader of any other
interface language, such as Arabic, is shown the pages and words of another one, marked as such. The order in which others
are tried is the setting `CONTENT_FALLBACK`, and this is the one place that reads it.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info


class Said(str):
    """A text together with the language it is in; an empty language where that is not known."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        said = super().__new__(cls, text)
        said.language = language
        return said

    def __str__(self) -> str:
        """Itself, so that the language is not lost on the way."""
        return self

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What a cache makes it from again."""
        return str.__str__(self), self.language

    @property
    def text(self) -> str:
        """The text alone."""
        return str.__str__(self)


def active_language() -> str:
    """The reader's language, without a region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def interface_languages() -> list[tuple[str, str]]:
    """Codes and names, each in its own language, for the choices of a form or a field."""
    return [(code, Said(name, code)) for code, name in settings.LANGUAGES]


def content_languages() -> tuple[str, ...]:
    """The codes of the languages staff write in."""
    return tuple(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)


def is_content_language(language: str) -> bool:
    """Whether staff write in it."""
    return language in content_languages()


def reading_order(language: str | None = None) -> list[str]:
    """The languages in which a reader is shown something, best first: their own, then the site's order.

    language: the reader's; the active one unless told.
    """
    language = language or active_language()
    return list(dict.fromkeys([language, *settings.CONTENT_FALLBACK, *content_languages()]))


def page_languages(language: str | None = None) -> list[str]:
    """The languages of the page tree that answer under a language's addresses, best first.

    A content language has a tree of its own, and what is missing there is missing. Another interface language has none.
    """
    language = language or active_language()
    if is_content_language(language):
        return [language]
    return [code for code in reading_order(language) if is_content_language(code)]


def direction(language: str) -> str:
    """Which way a language is written: "rtl" or "ltr"."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def words_of(row: models.Model, field: str) -> dict[str, str]:
    """Every language's text of one translated field of a row, empty ones left out."""
    stored = row.i18n or {}  # type: ignore[attr-defined]
    texts = {code: stored.get(f"{field}_{code}") for code in content_languages() if code != settings.LANGUAGE_CODE}
    texts[settings.LANGUAGE_CODE] = getattr(row, field)
    return {code: text for code, text in texts.items() if text}


def said(row: models.Model, field: str) -> Said:
    """A row's text in the best language for the reader; an empty one when there is none."""
    words = words_of(row, field)
    language = next((code for code in reading_order() if code in words), "")
    return Said(words.get(language, ""), language)


def language_of(value: Any) -> str:
    """The language a text or a page says it is in; empty where it says nothing, or where it is the reader's own."""
    text = str(value) if isinstance(value, models.Model) and not hasattr(value, "locale") else value
    locale = getattr(value, "locale", None)
    language = getattr(locale, "language_code", "") if locale is not None else getattr(text, "language", "")
    return "" if language == active_language() else language


def marks(language: str) -> SafeString:
    """The attributes of an element in a language that is not the reader's: ` lang="fi" dir="ltr"`."""
    if not language or language == active_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def sentence(words: str, **parts: Any) -> SafeString:
    """A translated sentence with `%(name)s` in it, as HTML in which every part names its own language."""
    return SafeString(conditional_escape(words) % {name: conditional_escape(marked(part)) for name, part in parts.items()})


def marked(value: Any) -> str:
    """A text, in an element that names its language where that is not the reader's."""
    text = str(value)
    attributes = marks(getattr(text, "language", ""))
    return format_html("<span{}>{}</span>", attributes, str.__str__(text)) if attributes else text
