"""The figures of a run: a line each while it goes on, a table and a file at its end."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured value. target: in words; ok: whether it was met, None where there is none."""

    name: str
    value: float
    unit: str
    target: str = ""
    ok: bool | None = None

    def __str__(self) -> str:
        mark = "" if self.ok is None else "ok" if self.ok else "MISSED"
        return f"{self.name:<58} {self.value:>10.2f} {self.unit:<12} {self.target:<20} {mark}".rstrip()


class Report:
    """Figures in the order in which they were measured."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def say(self, words: str) -> None:
        """One line of progress, apart from the table."""
        sys.stderr.write(f"{words}\n")

    def add(self, name: str, value: float, unit: str) -> None:
        """A figure that says what the others have to be read beside."""
        self._keep(Figure(name, round(value, 3), unit))

    def below(self, name: str, value: float, unit: str, limit: float) -> None:
        """A figure that has to be below a limit."""
        self._keep(Figure(name, round(value, 3), unit, f"below {limit:g}", value < limit))

    def at_least(self, name: str, value: float, unit: str, limit: float) -> None:
        """A figure that has to reach a limit."""
        self._keep(Figure(name, round(value, 3), unit, f"at least {limit:g}", value >= limit))

    def missed(self) -> Sequence[Figure]:
        """The figures that did not meet their target."""
        return [figure for figure in self.figures if figure.ok is False]

    def write(self, path: Path) -> None:
        """Keep everything, with what the machine was doing."""
        machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()}
        path.write_text(json.dumps({"machine": machine, "figures": list(map(asdict, self.figures))}, indent=2) + "\n")

    def _keep(self, figure: Figure) -> None:
        self.figures.append(figure)
        sys.stdout.write(f"{figure}\n")
        sys.stdout.flush()
