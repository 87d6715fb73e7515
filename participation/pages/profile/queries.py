"""What a person has written, over every feature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from participation.accounts.models import User
from participation.projects.features import Asked, ContributionLine, features

LINES_PER_SECTION = 50


@dataclass(frozen=True)
class Section:
    """What a person did of one sort, newest first, and whether there is more than is shown."""

    key: str
    title: str
    lines: Sequence[ContributionLine]
    number: int

    @property
    def more(self) -> bool:
        """Whether there is more than is shown."""
        return self.number > len(self.lines)


@dataclass(frozen=True)
class Overview:
    """Everything on one's own page: what waits for an answer or to be finished, and what one has done."""

    asked: Sequence[Asked]
    drafts: Sequence[ContributionLine]
    sections: Sequence[Section]


def overview_of(user: User) -> Overview:
    """What the person has written, over every feature; sections in which there is nothing are left out."""
    drafts: list[ContributionLine] = []
    sections: list[Section] = []
    for feature in features():
        if feature.contributions is None:
            continue
        groups: dict[str, list[ContributionLine]] = {}
        for line in feature.contributions(user):
            if line.is_draft:
                drafts.append(line)
            else:
                groups.setdefault(str(line.group or feature.label), []).append(line)
        sections += [
            Section(f"{feature.key}-{number}", title, lines[:LINES_PER_SECTION], len(lines))
            for number, (title, lines) in enumerate(groups.items(), 1)
        ]
    asked = [line for feature in features() if feature.asked for line in feature.asked(user)]
    return Overview(asked, drafts, sections)
