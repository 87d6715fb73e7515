"""What staff wrote in several languages: kept together. `participation.common.languages` shows it in one of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import models

from participation.common.languages import content_languages

# A text in several languages, by language code. The main language's is the one that has to be there.
Words = Mapping[str, str]
MAIN_LANGUAGE = settings.LANGUAGE_CODE
LANGUAGES = content_languages()


def set_words(row: models.Model, field: str, words: Words) -> None:
    """Put a text in several languages into one translated field; the row is not saved."""
    for code in LANGUAGES:
        text = words.get(code, "").strip()
        setattr(row, field if code == MAIN_LANGUAGE else f"{field}_{code}", text or ("" if code == MAIN_LANGUAGE else None))
