"""What a file says: everything that is in it, and the election that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proposals.voting.counting.elections import Ballot, Election, Item
from proposals.voting.counting.pabulib.invalid import Invalid
from proposals.voting.counting.pabulib.meta import Meta
from proposals.voting.counting.scoring import Tally, tally


@dataclass(frozen=True)
class Project:
    """An item with what else the file says of it, by column: name, votes, score, selected and so on."""

    key: str
    cost: int
    extra: Mapping[str, str]


@dataclass(frozen=True)
class Vote:
    """One voter's ballot with what else the file says of the voter, by column: age, sex, district and so on."""

    voter: str
    ballot: Ballot
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole file. project_columns and vote_columns: the names of the other columns, in their order."""

    meta: Meta
    projects: tuple[Project, ...]
    votes: tuple[Vote, ...]
    project_columns: tuple[str, ...] = ()
    vote_columns: tuple[str, ...] = ()

    def election(self) -> Election:
        """The election, with equal ballots counted together."""
        items = (Item(project.key, project.cost) for project in self.projects)
        return Election.of(self.meta.budget, items, (vote.ballot for vote in self.votes))

    def selected(self) -> frozenset[str] | None:
        """The items that the file says were chosen; None where it does not say."""
        if "selected" not in self.project_columns:
            return None
        return frozenset(project.key for project in self.projects if project.extra["selected"] == "1")

    def differences(self) -> tuple[str, ...]:
        """The items whose votes or score in the file are not what its ballots add up to."""
        votes = tally(self.election())
        return tuple(project.key for project in self.projects if not _agrees(project, votes))


def _agrees(project: Project, votes: Tally) -> bool:
    published = {"votes": votes.supporters[project.key], "score": votes.scores[project.key]}
    return all(project.extra.get(column, "") in {"", str(number)} for column, number in published.items())


def announced(meta: Meta, key: str, number: int) -> None:
    """Refuse a file that announces another number of rows than it has: a part of it may be lost."""
    promised = meta.announced(key)
    if promised is not None and promised != number:
        raise Invalid(meta.lines[key], f"{key} is {promised}, but the file has {number}.")
