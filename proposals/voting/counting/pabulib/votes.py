"""The rows of the section VOTES."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from proposals.voting.counting.ballots import approval, ordinal
from proposals.voting.counting.elections import Ballot, VoteType
from proposals.voting.counting.pabulib.cells import Row
from proposals.voting.counting.pabulib.document import Vote
from proposals.voting.counting.pabulib.headings import Heading
from proposals.voting.counting.pabulib.invalid import Invalid, short
from proposals.voting.counting.pabulib.meta import Meta
from proposals.voting.counting.pabulib.numbers import whole


class VoteReader:
    """Turns rows into ballots; equal ones are checked once."""

    def __init__(self, meta: Meta, costs: Mapping[str, int]) -> None:
        self.meta = meta
        self.costs = costs
        self.heading: Heading | None = None
        self._voters: set[str] = set()
        self._ballots: dict[tuple[str, str], Ballot] = {}
        self._has_points = meta.vote_type is VoteType.CUMULATIVE

    def take(self, row: Row) -> Vote | None:
        """The vote in a row; None for the heading."""
        if self.heading is None:
            needed = ("voter_id", "vote", "points") if self._has_points else ("voter_id", "vote")
            self.heading = Heading.of(row, needed)
            return None
        (voter, *written), extra = self.heading.split(row)
        if not voter or not voter.isprintable() or "," in voter:
            raise Invalid(row.line, f"A voter's id has to be text without a comma, but is {short(voter)}.")
        if voter in self._voters:
            raise Invalid(row.line, f"Voter {short(voter)} has voted already.")
        self._voters.add(voter)
        keys, points = written if self._has_points else (written[0], "")
        ballot = self._ballots.get((keys, points))
        if ballot is None:
            ballot = self._ballots[keys, points] = self._ballot(_parts(keys), _parts(points), row.line)
        return Vote(voter, ballot, extra)

    def _ballot(self, keys: Sequence[str], points: Sequence[str], line: int) -> Ballot:
        self._check(keys, line)
        if self.meta.vote_type is VoteType.CUMULATIVE:
            return self._with_points(keys, points, line)
        if self.meta.vote_type is VoteType.ORDINAL:
            return ordinal(keys, longest=self.meta.max_length or len(self.costs))
        cost = sum(self.costs[key] for key in keys)
        if 0 < self.meta.max_sum_cost < cost:
            raise Invalid(line, f"The vote's items cost {cost}, which is more than {self.meta.max_sum_cost}.")
        return approval(keys)

    def _check(self, keys: Sequence[str], line: int) -> None:
        seen: set[str] = set()
        for key in keys:
            if key not in self.costs:
                raise Invalid(line, f"The vote names project {short(key)}, which is not among the projects.")
            if key in seen:
                raise Invalid(line, f"The vote names project {short(key)} twice.")
            seen.add(key)
        if 0 < self.meta.max_length < len(keys):
            raise Invalid(line, f"The vote has {len(keys)} projects, more than {self.meta.max_length}.")
        if len(keys) < self.meta.min_length:
            raise Invalid(line, f"The vote has {len(keys)} projects, fewer than {self.meta.min_length}.")

    def _with_points(self, keys: Sequence[str], written: Sequence[str], line: int) -> Ballot:
        if len(written) != len(keys):
            raise Invalid(line, f"The vote names {len(keys)} projects and {len(written)} numbers of points.")
        points = [whole(text, "A number of points", line, least=1) for text in written]
        total, least, most = sum(points), self.meta.min_sum_points, self.meta.max_sum_points
        if total < least or 0 < most < total:
            limits = f"{least} to {most}" if most else f"at least {least}"
            raise Invalid(line, f"The vote has {total} points, but {limits} are allowed.")
        return tuple(sorted(zip(keys, points, strict=True)))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",")] if cell else []
