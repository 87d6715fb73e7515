"""Sealing a round: what was voted can no longer be led back to who voted, by anybody, from then on.

In one transaction, in which no other act on the round runs: turnout becomes numbers and the rows of people go; papers and
receipts lose what led to people and are written anew in a random order under a transaction number of their own, papers with new
keys. Then the round's key is destroyed, and the database is told to remove the old versions of the rows. A run that dies goes on
where it was.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from proposals.voting.keys import destroy_key
from proposals.voting.models import Annulment, Round
from proposals.voting.services.rounds import database_now, locked_round, move, told
from proposals.voting.states import ProposedState, RoundState

if TYPE_CHECKING:
    from participation.accounts.models import User

COUNT_TURNOUT = """
    INSERT INTO voting_turnout (round_id, day, channel, place_id, age_band, voters, annulled)
    SELECT round_id, day, channel, place_id, band, count(*), count(annulment_id)
    FROM (
        SELECT *, CASE WHEN age IS NULL THEN '' WHEN age < 18 THEN '0-17' WHEN age < 30 THEN '18-29' WHEN age < 45 THEN '30-44'
            WHEN age < 65 THEN '45-64' ELSE '65-' END AS band
        FROM voting_participation WHERE round_id = %(round)s
    ) known
    GROUP BY round_id, day, channel, place_id, band ORDER BY gen_random_uuid()
"""
FORGET_PEOPLE = (
    "DELETE FROM voting_casthint WHERE round_id = %(round)s",
    "DELETE FROM voting_kiosksession WHERE round_id = %(round)s",
    "UPDATE voting_papersheet SET code_key = NULL WHERE code_key IS NOT NULL"
    " AND bundle_id IN (SELECT bundle.id FROM voting_paperbundle bundle"
    " JOIN voting_votingplace place ON place.id = bundle.place_id WHERE place.round_id = %(round)s)",
    "DELETE FROM voting_votingcode WHERE round_id = %(round)s",
    "DELETE FROM voting_participation WHERE round_id = %(round)s",
)
# PostgreSQL draws UUIDs from its source of secrets; the numbers of random() could be guessed from one another.
REWRITE_PAPERS = """
    WITH taken AS (DELETE FROM voting_ballotpaper WHERE round_id = %(round)s RETURNING *)
    INSERT INTO voting_ballotpaper (id, round_id, pot_id, channel, items, points, ref, annulment_id)
    SELECT gen_random_uuid(), round_id, pot_id, channel, items, points, NULL, annulment_id
    FROM taken ORDER BY gen_random_uuid()
"""
REWRITE_RECEIPTS = """
    WITH taken AS (DELETE FROM voting_receipt WHERE round_id = %(round)s RETURNING *)
    INSERT INTO voting_receipt (tracker_hash, round_id, state, ref, body, link_id)
    SELECT tracker_hash, round_id, state, NULL, NULL, link_id FROM taken ORDER BY gen_random_uuid()
"""
CLEAR = (
    "VACUUM (FULL) voting_ballotpaper",
    "VACUUM (FULL) voting_receipt",
    "VACUUM (FULL) voting_participation",
    "VACUUM (FULL) voting_casthint",
    "VACUUM (FULL) voting_kiosksession",
    "VACUUM (FULL) voting_votingcode",
    "VACUUM (FULL) voting_papersheet",
    "VACUUM (FULL) voting_sheetentry",
)


def seal_round(*, round_id: int, by: User | None) -> Round:
    """Seal a round whose days for objections are over.

    Must not be called inside a transaction: the database removes old rows only outside of one.
    Raises Conflict before that time, or while an annulment waits for a second person.
    """
    voting_round = _sever(round_id, by)
    return finish_sealing(round_id=voting_round.pk)


@transaction.atomic
def _sever(round_id: int, by: User | None) -> Round:
    voting_round = locked_round(round_id, by)
    move(voting_round, RoundState.SEALING)
    if voting_round.decided_at is None or database_now() < voting_round.decided_at + timedelta(days=voting_round.objection_days):
        raise Conflict(_("The days for objections are not over yet."))
    if Annulment.objects.filter(round=voting_round, state=ProposedState.PROPOSED).exists():
        raise Conflict(_("An annulment waits for a second person. Decide it first."))
    facts = {"round": round_id}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_TURNOUT, facts)
        for statement in FORGET_PEOPLE:
            cursor.execute(statement, facts)
    with transaction.atomic(), connection.cursor() as cursor:  # a savepoint has a transaction number of its own
        cursor.execute(REWRITE_PAPERS, facts)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REWRITE_RECEIPTS, facts)
    voting_round.save()
    told(voting_round, "round.seal", by)
    return voting_round


def finish_sealing(*, round_id: int) -> Round:
    """Destroy the key and have the old rows removed, for a round whose links are severed."""
    destroy_key(round_id)
    with connection.cursor() as cursor:
        for statement in CLEAR:
            cursor.execute(statement)
    with transaction.atomic():
        voting_round = locked_round(round_id, None)
        if voting_round.state == RoundState.SEALING:
            move(voting_round, RoundState.SEALED)
            voting_round.sealed_at = database_now()
            voting_round.save()
    return voting_round
