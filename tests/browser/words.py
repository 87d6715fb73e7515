"""The words a person looks for on a page, in their language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.translation import gettext, ngettext, override

Words = Callable[..., str]


def words(language: str, *, same: frozenset[str] = frozenset()) -> Words:
    """A function from English words to the language's. It fails the test when nobody has translated them.

    same: words that happen to be spelt alike. The function takes the values for placeholders by name, and with
    `many` and `number` the plural, in which `number` is a value too.
    """

    def say(english: str, *, many: str = "", number: int = 0, **values: object) -> str:
        with override(language):
            said = ngettext(english, many, number) if many else gettext(english)
        if language != "en" and said in (english, many) and english not in same:
            pytest.fail(f"Nobody has translated {english!r} into {language}.")
        if number:
            values["number"] = number
        return said % values if values else said

    return say
