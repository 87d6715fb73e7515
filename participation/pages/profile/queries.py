"""What a person has written, over every feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from participation.accounts.models import User
from participation.projects.features import ContributionLine, Feature, features

LINES_PER_FEATURE = 50


@dataclass(frozen=True)
class Contributions:
    """One feature's lines, newest first, and whether there are more than are shown."""

    feature: Feature
    lines: Sequence[ContributionLine]
    more: bool


def contributions_of(user: User) -> list[Contributions]:
    """What the person has written, by feature; features in which they wrote nothing are left out."""
    found = []
    for feature in features():
        if feature.contributions is None:
            continue
        lines = list(feature.contributions(user))
        if lines:
            found.append(Contributions(feature, _drafts_first(lines)[:LINES_PER_FEATURE], len(lines) > LINES_PER_FEATURE))
    return found


def _drafts_first(lines: list[ContributionLine]) -> list[ContributionLine]:
    return sorted(lines, key=lambda line: not line.is_draft)
