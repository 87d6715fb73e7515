"""Searching the words of proposals, whatever their language and their ending.

A word is found in any form and as a part of a compound, by the keys that the database keeps of every text (migration 0010);
and titles are also compared by their trigrams, which forgives slips of the pen. Both sides are answered from an index.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Upper
from django.db.models.lookups import Lookup

from proposals.models import Proposal

MAX_WORDS = 8
MAX_LENGTH = 100
SHORTEST_LIKENESS = 4
ENOUGH = 20  # so many exact finds need no others beside them


@SearchVectorField.register_lookup
class Asked(Lookup):
    """`search @@ proposals_asked(words)`: all the words are there in some form."""

    lookup_name = "asked"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):  # type: ignore[no-untyped-def]
        return "%s", [value]

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ proposals_asked({right}::text[])", (*left_params, *right_params)


@Upper.register_lookup
class WordSimilarUpper(Lookup):
    """`UPPER(title) %> UPPER(words)`: some stretch of the title is like the words; answered by the trigram index."""

    lookup_name = "word_similar"
    prepare_rhs = False

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} %%> UPPER({right})", (*left_params, *right_params)


def words_of(text: str) -> list[str]:
    """The words of a search, at most eight of them; signs and everything that tsquery could read as an operator are gone."""
    return re.findall(r"\w+", text[:MAX_LENGTH].replace("\x00", " "))[:MAX_WORDS]


def matching(proposals: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    """The proposals that have all the words in any ending, or a title that is much like them; all for no words."""
    words = words_of(text)
    if not words:
        return proposals
    return proposals.alias(upper_title=Upper("title")).filter(_has_words(words) | _like(words))


def found_rows(proposals: QuerySet[Proposal], text: str, *columns: str) -> list[tuple[Any, ...]]:
    """The columns of every proposal that has all the words; where these fill no page, of those with a title like them too.

    One query, and the index of trigrams is only read when it is needed: comparing titles costs ten times as much.
    """
    words = words_of(text)
    exact = proposals.filter(_has_words(words)).order_by()
    few = ~Exists(exact.values("pk")[ENOUGH - 1 : ENOUGH])
    alike = proposals.alias(upper_title=Upper("title")).filter(few).filter(_like(words)).order_by()
    return list(exact.values_list(*columns).union(alike.values_list(*columns)))


def exactly(proposals: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    """The proposals that have all the words in any ending; none for no words."""
    words = words_of(text)
    return proposals.filter(_has_words(words)) if words else proposals.none()


def terms_of(text: str) -> str:
    """The words as a saved search keeps them: letters and digits alone, parted by blanks; empty for no words."""
    return " ".join(words_of(text))


def _has_words(words: list[str]) -> Q:
    return Q(search__asked=words)


def _like(words: list[str]) -> Q:
    """A title like the longer words; short ones are like everything."""
    telling = [word for word in words if len(word) >= SHORTEST_LIKENESS]
    return Q(upper_title__word_similar=" ".join(telling)) if telling else Q(pk__in=[])
