"""Locks on a round, in the order that casting takes them: the round first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from participation.common.refusals import PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES
from participation.projects.states import Action
from proposals.voting.models import Round
from proposals.voting.states import RoundState

LOCK_ROUND = "SELECT * FROM voting_round WHERE id = %s FOR SHARE"


def shared_round(round_id: int, *states: RoundState) -> Round:
    """The round, locked FOR SHARE: it cannot be closed, decided or sealed until the transaction ends.

    Raises PhaseClosed when it is in none of the states.
    """
    found = list(Round.objects.raw(LOCK_ROUND, [round_id]))
    if not found or found[0].state not in states:
        opened = states == (RoundState.OPEN,)
        raise PhaseClosed(CLOSED_MESSAGES[Action.VOTE] if opened else _("The vote is in another state by now. Look at it again."))
    return found[0]
