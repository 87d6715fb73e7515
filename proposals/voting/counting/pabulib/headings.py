"""The first row of PROJECTS and of VOTES, and how it divides the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from proposals.voting.counting.pabulib.cells import Row
from proposals.voting.counting.pabulib.invalid import Invalid, short


@dataclass(frozen=True)
class Heading:
    """The columns of a section. needed: where those stand that are read. others: where the rest stands."""

    names: tuple[str, ...]
    needed: tuple[int, ...]
    others: tuple[int, ...]

    @classmethod
    def of(cls, row: Row, needed: Sequence[str]) -> Self:
        """Read it; the first needed column has to be the first one."""
        names = tuple(cell.strip() for cell in row.cells)
        if missing := [name for name in needed if name not in names]:
            raise Invalid(row.line, f"The column {missing[0]} is missing.")
        if len(set(names)) < len(names):
            raise Invalid(row.line, "Two columns have the same name.")
        if names[0] != needed[0]:
            raise Invalid(row.line, f"The first column has to be {needed[0]}, but is {short(names[0])}.")
        others = tuple(place for place, name in enumerate(names) if name not in needed)
        return cls(names, tuple(names.index(name) for name in needed), others)

    @property
    def other_names(self) -> tuple[str, ...]:
        """The names of the columns that are kept as they are."""
        return tuple(self.names[place] for place in self.others)

    def split(self, row: Row) -> tuple[list[str], tuple[str, ...]]:
        """A row's needed cells, and the others as they are written."""
        cells = row.cells
        if len(cells) != len(self.names):
            raise Invalid(row.line, f"The row has {len(cells)} cells under {len(self.names)} columns.")
        return [cells[place].strip() for place in self.needed], tuple([cells[place] for place in self.others])
