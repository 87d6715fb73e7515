"""Who else has a say when a phase changes: a room above, such as a vote whose rules name the phase's dates.

Registered in `AppConfig.ready()`. A guard is asked under the phase's lock, before the new values are saved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from participation.projects.models import Phase

Guard = Callable[["Phase | None", "Phase"], None]

_guards: list[Guard] = []


def register(guard: Guard) -> None:
    """Add a guard: (the phase as it is stored, or None for a new one; as it is to be). It raises a Refusal to stop it."""
    _guards.append(guard)


def require_may_change(before: Phase | None, after: Phase) -> None:
    """Ask every guard. Raises what the first of them refuses with."""
    for guard in _guards:
        guard(before, after)
