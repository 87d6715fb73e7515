"""Reads `.pb` files, plain or packed with gzip. A file that cannot be counted is refused with the line and the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from proposals.voting.counting.elections import Election, Item
from proposals.voting.counting.pabulib.cells import Row, rows
from proposals.voting.counting.pabulib.document import Document, Project, Vote, announced
from proposals.voting.counting.pabulib.headings import Heading
from proposals.voting.counting.pabulib.invalid import Invalid, short
from proposals.voting.counting.pabulib.meta import Meta, MetaReader
from proposals.voting.counting.pabulib.numbers import whole
from proposals.voting.counting.pabulib.votes import VoteReader


class Reading:
    """A file that is being read: META and PROJECTS at once, the votes one by one while `votes` is gone through."""

    def __init__(self, file: BinaryIO) -> None:
        self._rows = rows(file)
        self.meta, first = self._meta()
        self.projects, self._first_vote = self._projects(first)
        announced(self.meta, "num_projects", len(self.projects))
        self._reader = VoteReader(self.meta, {project.key: project.cost for project in self.projects})
        self._number = 0

    def votes(self) -> Iterator[Vote]:
        """Every vote. Only after the last one it is known that the file is whole."""
        reader = self._reader
        if self._first_vote:
            reader.take(self._first_vote)
        for _section, row in self._rows:
            vote = reader.take(row)
            if vote is not None:
                self._number += 1
                yield vote
        if reader.heading is None:
            raise Invalid(0, "The section VOTES has no heading.")
        announced(self.meta, "num_votes", self._number)

    @property
    def vote_columns(self) -> tuple[str, ...]:
        """The other columns of the votes."""
        return self._reader.heading.other_names if self._reader.heading else ()

    def _meta(self) -> tuple[Meta, Row | None]:
        reader, line = MetaReader(), 0
        for section, row in self._rows:
            if section != "META":
                return reader.finish(line), row
            reader.take(row)
            line = row.line
        return reader.finish(line), None

    def _projects(self, first: Row | None) -> tuple[tuple[Project, ...], Row | None]:
        if first is None:
            raise Invalid(0, "The file has no projects.")
        heading = Heading.of(first, ("project_id", "cost"))
        self.project_columns = heading.other_names
        projects: dict[str, Project] = {}
        for section, row in self._rows:
            if section != "PROJECTS":
                return tuple(projects.values()), row
            project = _project(row, heading)
            if project.key in projects:
                raise Invalid(row.line, f"Project {short(project.key)} is in the list already.")
            projects[project.key] = project
        return tuple(projects.values()), None


def _project(row: Row, heading: Heading) -> Project:
    (key, cost), extra = heading.split(row)
    if not key or not key.isprintable() or "," in key:
        raise Invalid(row.line, f"A project's id has to be text without a comma, but is {short(key)}.")
    cost_in_money = whole(cost, f"The cost of project {short(key)}", row.line, least=1)
    return Project(key, cost_in_money, dict(zip(heading.other_names, extra, strict=True)))


def read(file: BinaryIO) -> Document:
    """The whole file."""
    reading = Reading(file)
    votes = tuple(reading.votes())
    return Document(reading.meta, reading.projects, votes, reading.project_columns, reading.vote_columns)


def read_election(file: BinaryIO) -> tuple[Meta, Election]:
    """What is needed to count, without keeping the single votes."""
    reading = Reading(file)
    ballots = Counter(vote.ballot for vote in reading.votes())
    items = tuple(Item(project.key, project.cost) for project in reading.projects)
    return reading.meta, Election(reading.meta.budget, items, ballots)


def read_path(path: Path) -> Document:
    """The file at a path."""
    with path.open("rb") as file:
        return read(file)
