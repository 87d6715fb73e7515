"""Which languages the translated fields of plain rows lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from participation.common.languages import content_languages


def other_languages() -> list[str]:
    """The languages that rows are translated into, without the one they are written in."""
    return [code for code in content_languages() if code != settings.LANGUAGE_CODE]


def untranslated(rows: QuerySet[Any], fields: Sequence[str]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Rows with the languages in which a field that has words lacks them. One query, which finds such rows only."""
    lacking = Q()
    for field in fields:
        for code in other_languages():
            there = Q(i18n__has_key=f"{field}_{code}") & ~Q(**{f"i18n__{field}_{code}__in": ["", None]})
            lacking |= ~Q(**{field: ""}) & ~there
    for row in rows.filter(lacking):
        words = row.i18n or {}
        yield (
            row,
            tuple(
                code
                for code in other_languages()
                if any(getattr(row, field) and not words.get(f"{field}_{code}") for field in fields)
            ),
        )
