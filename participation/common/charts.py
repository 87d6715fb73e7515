"""The geometry of drawings: round numbers for an axis, a curve as SVG path data, steps of a coloured map. No words, no HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

WIDTH, HEIGHT = 600, 200  # units of a plot; it is stretched to its place
ROUND = (2, 4, 6, 8, 10, 20)  # tops that have a whole number in the middle

Key = TypeVar("Key")


def axis_top(highest: float) -> int:
    """The smallest round number above or at the highest value; even, so that its half is whole too."""
    size = 1
    while highest > ROUND[-1] * size:
        size *= 10
    return next(step * size for step in ROUND if highest <= step * size)


def height_of(value: float, top: float) -> float:
    """How far below the upper edge a value is drawn, in units."""
    return round(HEIGHT * (1 - value / top), 1)


@dataclass(frozen=True)
class Curve:
    """Path data: the line itself, and the area under it."""

    line: str
    area: str


def curve(values: Sequence[float], top: float) -> Curve:
    """A line through the values at equal distances over the whole width. Raises ValueError with fewer than two."""
    if len(values) < 2:
        raise ValueError("A line needs two points.")
    stride = WIDTH / (len(values) - 1)
    points = [f"{round(number * stride, 1):g},{height_of(value, top):g}" for number, value in enumerate(values)]
    line = f"M{' '.join(points)}"
    return Curve(line, f"{line} {WIDTH},{HEIGHT} 0,{HEIGHT}Z")


@dataclass(frozen=True)
class Column:
    """One column of a plot, in units."""

    x: float
    y: float
    width: float
    height: float


def columns(values: Sequence[float]) -> list[Column]:
    """Columns of equal width in as many equal places; the highest value is as high as the plot. Zeros have no height."""
    place = WIDTH / max(1, len(values))
    top = max(values, default=0) or 1
    heights = [round(HEIGHT * value / top, 1) for value in values]
    return [
        Column(round(place * (number + 0.1), 1), round(HEIGHT - height, 1), round(place * 0.8, 1), height)
        for number, height in enumerate(heights)
    ]


@dataclass(frozen=True)
class Step:
    """One colour of a map: its number from 1, and the lowest and highest value drawn with it."""

    number: int
    low: float
    high: float


def steps(values: Mapping[Key, float], most: int = 4) -> tuple[list[Step], dict[Key, int]]:
    """Sort values into at most `most` steps of about as many each, equal values together; zero is step 0.

    Returns the steps that are there, lowest first, and the step of every key.
    """
    distinct = sorted({value for value in values.values() if value})
    number = min(most, len(distinct))
    of_value = {value: place * number // len(distinct) + 1 for place, value in enumerate(distinct)}
    found = []
    for step in range(1, number + 1):
        inside = [value for value in distinct if of_value[value] == step]
        found.append(Step(step, inside[0], inside[-1]))
    return found, {key: of_value.get(value, 0) for key, value in values.items()}
