"""What the record's verbs mean, in words. Each app registers those it records in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


def register(labels: Mapping[str, str | Promise]) -> None:
    """Add words by verb; raises ValueError on a second of that verb."""
    if known := labels.keys() & _labels.keys():
        raise ValueError(f"Registered already: {', '.join(sorted(known))}.")
    _labels.update(labels)


def label_of(action: str) -> str:
    """The verb in words of the active language; the verb itself where nobody registered it."""
    return str(_labels.get(action, action))
