"""Texts of staff in several languages: taken in, cleaned, and put into the fields of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from participation.common.languages import content_languages, is_content_language
from participation.common.refusals import Invalid
from participation.common.text import clean_name, clean_text

if TYPE_CHECKING:
    from django.db import models

# A text by language code. The site's first language is the one that has to be there.
Words = Mapping[str, str]


def field_in(part: str, language: str) -> str:
    """The name of a form's field, or a column, that holds one language of a text."""
    return part if language == settings.LANGUAGE_CODE else f"{part}_{language}"


def put_words(row: models.Model, part: str, words: Words, *, limit: int, needed: bool = False, line: bool = False) -> None:
    """Put a text into a translated field; the row is not saved.

    line: it is a title, on one line. needed: the first language has to be there.
    Raises Invalid, with the field of the language that is wrong.
    """
    if strange := [code for code in words if not is_content_language(code)]:
        raise Invalid(_("A text cannot be kept in this language."), field=field_in(part, strange[0]))
    clean: Callable[..., str] = clean_name if line else clean_text
    for code in sorted(content_languages(), key=lambda code: code != settings.LANGUAGE_CODE):
        name, first = field_in(part, code), code == settings.LANGUAGE_CODE
        text = clean(words.get(code, ""), field=name, limit=limit)
        if needed and first and not text:
            raise Invalid(_("Write something first."), field=name)
        setattr(row, name, text if first else text or None)
