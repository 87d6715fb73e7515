"""Texts of staff in every language, and a proposal's own words, put into a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from participation.common.languages import content_languages
from participation.common.refusals import Invalid
from participation.common.text import clean_name, clean_text, has_words

if TYPE_CHECKING:
    from django.db import models

# A text by language code.
Words = Mapping[str, str]


def field_in(part: str, language: str) -> str:
    """The name of a form's field, or of a column, that holds one language of a text."""
    return part if language == settings.LANGUAGE_CODE else f"{part}_{language}"


def put(row: models.Model, part: str, words: Words, *, limit: int, line: bool = False) -> None:
    """Put a text into a translated field, whatever languages there are; the row is not saved.

    line: a title, on one line. Raises Invalid with the field of the language that is wrong.
    """
    for code in content_languages():
        name = field_in(part, code)
        clean = clean_name if line else clean_text
        text = clean(words.get(code, ""), field=name, limit=limit)
        setattr(row, name, text if code == settings.LANGUAGE_CODE else text or None)


def require_any(words: Words, part: str) -> None:
    """Raise Invalid for a text that says something in no language."""
    if not any(has_words(words.get(code, "")) for code in content_languages()):
        raise Invalid(_("Write something first."), field=part)


def require_every(words: Words, part: str) -> None:
    """Raise Invalid, at the first language that is missing, for what everybody has to be able to read."""
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    for code in content_languages():
        if not has_words(words.get(code, "")):
            raise Invalid(_("Write it in %(language)s, too.") % {"language": names[code]}, field=field_in(part, code))
