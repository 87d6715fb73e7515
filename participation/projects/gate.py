"""The phase gate: every write by residents passes here, inside its own transaction.

The phase's row is locked FOR SHARE first; only then, in a second statement, is the database's clock compared with its
dates. In one statement the clock is read before the wait for the lock ends, and a write gets in after the close.
Closing takes FOR UPDATE and so waits for every write in flight. Both statements are in a function of the database
(migration 0003 of this app), so that a write asks once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from participation.common.origin import HISTORICAL, Origin
from participation.common.refusals import PhaseClosed
from participation.projects.states import Action

ASK = "SELECT phase_id, moment FROM projects_open_phase(%s, %s, %s, %s)"

CLOSED_MESSAGES = {
    Action.PROPOSE: _("Proposals are not being collected right now."),
    Action.COMMENT: _("The conversation is not open right now."),
    Action.SUPPORT: _("Support is not being collected right now."),
    Action.VOTE: _("The vote is not open right now."),
    Action.ANSWER: _("The survey is not open right now."),
}


@dataclass(frozen=True)
class OpenPhase:
    """The phase that lets a write in, and the moment the database compared with (aware, UTC)."""

    phase_id: int
    at: datetime


def require_open_phase(
    *,
    project_id: int,
    action: Action,
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> OpenPhase:
    """Lock the project's phases that offer `action` and return one that is open.

    at: the moment to judge by, for paper, imports and seeds only; a browser is judged by the database's clock.
    Raises PhaseClosed when none is open or the project is not published; ValueError when `at` comes from a browser.
    Must be called inside a transaction, and the write that it allows must be in the same one.
    """
    if at is not None and origin not in HISTORICAL:
        raise ValueError("Only historical origins name their own moment.")
    with connection.cursor() as cursor:
        cursor.execute(ASK, [project_id, action, at, origin in HISTORICAL])
        if row := cursor.fetchone():
            return OpenPhase(*row)
    raise PhaseClosed(CLOSED_MESSAGES[action])


def require_one_open_phase(
    *,
    project_id: int,
    actions: Sequence[Action],
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> OpenPhase:
    """The same for a write that is let in while any of the actions is open; the refusal speaks of the first of them."""
    refusal: PhaseClosed | None = None
    for action in actions:
        try:
            return require_open_phase(project_id=project_id, action=action, origin=origin, at=at)
        except PhaseClosed as closed:
            refusal = refusal or closed
    raise refusal or ValueError("Name at least one action.")
