"""The order in which ties are broken: total, and the same for everybody who knows the published seed.

An item's lot is the SHA-256 of the seed, a line feed and the item's key in UTF-8, in hexadecimal; the lowest lot is drawn
first. Where costs decide a tie, lots decide between equal costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256

from proposals.voting.counting.elections import Item


class TieBreak(StrEnum):
    """Which of two items goes first when the rule itself does not say."""

    CHEAPER = "cheaper-first"
    DEARER = "more-expensive-first"
    LOT = "by-lot"


def lot(seed: str, key: str) -> str:
    """The lot that an item draws."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()


def ranks(items: Iterable[Item], tie_break: TieBreak, seed: str) -> Mapping[str, int]:
    """The place of every item in the order of ties, from 0; no two have the same."""
    weight = {TieBreak.CHEAPER: 1, TieBreak.DEARER: -1, TieBreak.LOT: 0}[tie_break]
    ordered = sorted(items, key=lambda item: (weight * item.cost, lot(seed, item.key), item.key))
    return {item.key: place for place, item in enumerate(ordered)}
