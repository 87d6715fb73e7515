"""The report: every feature's gaps, narrowed down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from participation.projects.features import LanguageGap, features

if TYPE_CHECKING:
    from participation.accounts.models import User


@dataclass(frozen=True)
class Report:
    """What lacks a language. `numbers`: by language, of all gaps; `kinds`: those there are."""

    gaps: Sequence[LanguageGap]
    numbers: Sequence[tuple[str, int]]
    kinds: Sequence[str]


def all_gaps(user: User) -> list[LanguageGap]:
    """What every feature says of this person's work, by kind and title. The number of queries does not depend on the rows."""
    found = [gap for feature in features() if feature.language_gaps for gap in feature.language_gaps(user)]
    return sorted(found, key=lambda gap: (str(gap.kind), gap.title.casefold()))


def required_missing(gaps: Sequence[LanguageGap]) -> list[LanguageGap]:
    """Those that lack a language the law asks for."""
    return [gap for gap in gaps if set(gap.missing) & set(settings.REQUIRED_CONTENT_LANGUAGES)]


def report(user: User, *, language: str = "", kind: str = "") -> Report:
    """The gaps of a language (of the required ones unless told) and a kind."""
    gaps = all_gaps(user)
    numbers = Counter(code for gap in gaps for code in gap.missing)
    kinds = sorted({str(gap.kind) for gap in gaps})
    wanted = [gap for gap in gaps if language in gap.missing] if language else required_missing(gaps)
    if kind:
        wanted = [gap for gap in wanted if str(gap.kind) == kind]
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return Report(wanted, [(code, numbers[code]) for code in codes], kinds)
