"""Names in the order readers expect. PostgreSQL's own order depends on how it was built, so we sort here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from districts.models import District

# Letters that end the Finnish and Swedish alphabets, in their order; other accents are folded away.
_LAST_LETTERS = {"å": "{0", "ä": "{1", "æ": "{1", "ö": "{2", "ø": "{2"}


def sort_key(name: str) -> str:
    """A key that sorts å, ä and ö after z and ignores case and other accents."""
    return "".join(_LAST_LETTERS.get(letter, unicodedata.normalize("NFKD", letter)[:1]) for letter in name.casefold())


def by_name(districts: Iterable[District]) -> list[District]:
    """Districts in the order of their names in the active language."""
    return sorted(districts, key=lambda district: (sort_key(str(district)), district.code))


def folded(name: str) -> str:
    """A name as it is compared in a search: without case and outer spaces."""
    return " ".join(name.casefold().split())
