"""Writes `.pb` files: the same document gives the same bytes."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO

from proposals.voting.counting.ballots import preference
from proposals.voting.counting.elections import Ballot, VoteType
from proposals.voting.counting.pabulib.document import Document


def lines(document: Document) -> Iterator[str]:
    """The file line by line, each with its line feed, for a reader who takes it while it is written."""
    one = _Line()
    yield "META\n"
    yield one.of(("key", "value"))
    for pair in document.meta.values.items():
        yield one.of(pair)
    yield "PROJECTS\n"
    yield one.of(("project_id", "cost", *document.project_columns))
    for project in document.projects:
        others = (project.extra.get(column, "") for column in document.project_columns)
        yield one.of((project.key, str(project.cost), *others))
    yield "VOTES\n"
    kind = document.meta.vote_type
    yield one.of(("voter_id", "vote", *(("points",) if kind is VoteType.CUMULATIVE else ()), *document.vote_columns))
    for vote in document.votes:
        yield one.of((vote.voter, *_cells(vote.ballot, kind), *vote.extra))


def plain(document: Document) -> bytes:
    """The whole file."""
    return "".join(lines(document)).encode()


def packed(document: Document) -> bytes:
    """The whole file, packed with gzip; no moment or name in it that would make two of them differ."""
    target = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0) as file:
        for line in lines(document):
            file.write(line.encode())
    return target.getvalue()


def _cells(ballot: Ballot, kind: VoteType) -> tuple[str, ...]:
    if kind is VoteType.ORDINAL:
        return (",".join(preference(ballot)),)
    keys = ",".join([key for key, _points in ballot])
    return (keys, ",".join([str(points) for _key, points in ballot])) if kind is VoteType.CUMULATIVE else (keys,)


class _Line:
    """Turns cells into a line, with quotation marks where they are needed."""

    def __init__(self) -> None:
        self._buffer = StringIO()
        self._writer = csv.writer(self._buffer, delimiter=";", lineterminator="\n")

    def of(self, cells: Sequence[str]) -> str:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow(cells)
        return self._buffer.getvalue()
