"""The dates of a vote are part of its published rules: the project's desk cannot change them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from participation.projects.states import Action
from proposals.voting.models import Round
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from participation.projects.models import Phase

BOUND = (RoundState.OPEN, RoundState.CLOSED, RoundState.DECIDED, RoundState.SEALING)


def guard_phase(before: Phase | None, after: Phase) -> None:
    """Raise Conflict for a change of when people vote while the rules are published, and for a second phase of voting.

    The round is read without a lock: publishing holds the project's phases while it makes the dates into rules.
    """
    voted, votes = _votes(before), _votes(after)
    if before is not None:
        _keep_seconds(before, after)
    if not (voted or votes) or (voted == votes and before is not None and _dates(before) == _dates(after)):
        return
    if Round.objects.filter(project_id=after.project_id, state__in=BOUND).exists():
        raise Conflict(
            _(
                "The dates of this vote are part of its published rules. Propose the change in the vote's own pages; "
                "another coordinator has to agree to it."
            ),
            field="ends_at",
            code="vote_published",
        )


def _votes(phase: Phase | None) -> bool:
    return phase is not None and Action.VOTE in phase.features


def _dates(phase: Phase) -> tuple[object, object]:
    return phase.starts_at, phase.ends_at


def _keep_seconds(before: Phase, after: Phase) -> None:
    """Forms know whole minutes: a date that was only shown and sent back is the one that was there."""
    for name in ("starts_at", "ends_at"):
        old, new = getattr(before, name), getattr(after, name)
        if old and new and old != new and old.replace(second=0, microsecond=0) == new:
            setattr(after, name, old)
