"""Small facts that hang on a proposal beside its columns, set by whoever reads it for a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SupportFacts:
    """How many support a proposal at this moment, and whether this reader does."""

    count: int
    mine: bool


@dataclass(frozen=True)
class Picture:
    """A visible picture's words and measures (pixels); `key` is new whenever the picture is."""

    key: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class StatusLabel:
    """A status as a word with its colour and icon."""

    label: str
    kind: str
    icon: str
