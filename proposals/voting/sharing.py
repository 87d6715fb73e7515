"""Whole euros by population, adding up exactly."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def shares(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """The total in proportion to the weights, by largest remainder: everybody gets the whole euros below their exact share,
    and the euros left over go to the largest fractions. Of equal fractions the larger weight comes first, then the first named.

    weights: whole numbers, at least one of them above zero.
    """
    whole = sum(weights.values())
    given = {key: total * weight // whole for key, weight in weights.items()}
    order = sorted(weights, key=lambda key: (-(total * weights[key] % whole), -weights[key]))
    for key in order[: total - sum(given.values())]:
        given[key] += 1
    return given
