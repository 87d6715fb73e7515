"""The voting place's screen: a token opens a ballot, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _

from participation.common.refusals import NotAllowed
from proposals.voting.keys import key_of, normal
from proposals.voting.models import KioskSession

if TYPE_CHECKING:
    from uuid import UUID

    from proposals.voting.models import Round

# One statement, so that a token that is typed at two screens at once opens one of them.
BEGIN = """
    UPDATE voting_kiosksession SET begun = true
    WHERE round_id = %s AND token_key = %s AND NOT begun AND NOT ended AND expires_at > clock_timestamp() RETURNING id
"""


def begin_at_kiosk(*, voting_round: Round, token: str) -> UUID:
    """Open the ballot that a token stands for. Raises NotAllowed for one that is unknown, used or too old; not saying which."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [voting_round.pk, key_of(voting_round.pk).token(normal(token))])
        row = cursor.fetchone()
    if row is None:
        raise NotAllowed(
            _("This token is not known, has been used, or is too old. Ask the staff for a new one."), field="token", code="token"
        )
    session: UUID = row[0]
    return session


def end_at_kiosk(*, session_id: UUID | None) -> None:
    """Give a ballot up: the screen is free, and nothing was cast. Ending it twice does no harm."""
    if session_id is not None:
        KioskSession.objects.filter(pk=session_id, ended=False).update(ended=True)
