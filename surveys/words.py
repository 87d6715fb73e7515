"""What staff wrote in several languages: kept together, and shown in one of them with its language known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

# A text in several languages, by language code. The main language's is the one that has to be there.
Words = Mapping[str, str]
MAIN_LANGUAGE = settings.LANGUAGE_CODE
LANGUAGES: tuple[str, ...] = tuple(settings.MODELTRANS_AVAILABLE_LANGUAGES)


@dataclass(frozen=True)
class Said:
    """A text together with the language it is in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def said(row: models.Model, field: str) -> Said:
    """The row's text in the active language, else in the main one, else in any; an empty one when there is none."""
    words = words_of(row, field)
    active = (get_language() or MAIN_LANGUAGE).split("-")[0]
    language = next((code for code in (active, MAIN_LANGUAGE, *LANGUAGES) if words.get(code)), MAIN_LANGUAGE)
    return Said(words.get(language, ""), language)


def words_of(row: models.Model, field: str) -> dict[str, str]:
    """Every language's text of one translated field, empty ones left out."""
    stored = row.i18n or {}  # type: ignore[attr-defined]
    texts = {code: stored.get(f"{field}_{code}") for code in LANGUAGES if code != MAIN_LANGUAGE}
    texts[MAIN_LANGUAGE] = getattr(row, field)
    return {code: text for code, text in texts.items() if text}


def set_words(row: models.Model, field: str, words: Words) -> None:
    """Put a text in several languages into one translated field; the row is not saved."""
    for code in LANGUAGES:
        text = words.get(code, "").strip()
        setattr(row, field if code == MAIN_LANGUAGE else f"{field}_{code}", text or ("" if code == MAIN_LANGUAGE else None))
