"""Putting a ballot into the box: the one door for website, codes and voting places.

Locks, in this order: the round FOR SHARE, so that closing and sealing wait for ballots on their way; the phase, by the gate,
which compares the database's clock after the wait; the voter's own row, by the insert that meets it. Whoever votes twice at once
stands in line at that row, and the last one counts. Nothing of it is written to the audit record, logged, or given to a task.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, NotAllowed, PhaseClosed
from participation.projects.gate import CLOSED_MESSAGES, require_open_phase
from participation.projects.states import Action
from proposals.voting.keys import KeyMissing, RoundKey, key_of, tracker_hash, written
from proposals.voting.models import Round
from proposals.voting.rules import Choice, ItemFacts, age_of, require_choices, require_pots, require_voter
from proposals.voting.services.confirming import confirm_by_mail
from proposals.voting.states import ReceiptState, RoundState

if TYPE_CHECKING:
    from datetime import date, datetime

    from proposals.voting.voters import Hint, Voter

# The round, locked, with what its ballot says of the items that are chosen. They are read before the wait for the lock: an item
# that is withdrawn in that moment may still come in, and is left out of the count like every other withdrawn one.
ROUND_AND_ITEMS = """
    SELECT round.*, (
        SELECT jsonb_agg(
            jsonb_build_array(item.id, item.pot_id, item.cost, pot.budget, district.path, district.parent_id IS NULL))
        FROM voting_budgetitem item
        JOIN voting_pot pot ON pot.id = item.pot_id
        JOIN districts_district district ON district.id = pot.district_id
        WHERE item.round_id = round.id AND item.withdrawn_at IS NULL AND item.id = ANY(%s)
    ) AS chosen
    FROM voting_round round WHERE round.id = %s FOR SHARE OF round
"""
# Who was given paper has voted, and whose ballot was annulled does not vote again: then no row comes back.
PARTICIPATE = """
    INSERT INTO voting_participation AS known (id, round_id, voter_key, channel, place_id, day, age, times)
    VALUES (gen_random_uuid(), %(round)s, %(voter)s, %(channel)s, %(place)s, %(day)s, %(age)s, 1)
    ON CONFLICT (round_id, voter_key) DO UPDATE
        SET times = known.times + 1, channel = excluded.channel, place_id = excluded.place_id, day = excluded.day
        WHERE known.channel <> 'paper' AND known.annulment_id IS NULL
    RETURNING times
"""
TAKE_OUT = """
    WITH gone AS (DELETE FROM voting_ballotpaper WHERE pot_id = ANY(%(pots)s) AND ref = ANY(%(refs)s))
    UPDATE voting_receipt SET state = 'replaced' WHERE ref = %(receipts)s AND state = 'counted'
"""
PUT_IN = """
    WITH paper AS (
        INSERT INTO voting_ballotpaper (id, round_id, pot_id, channel, items, points, ref) VALUES {papers}
    ), hint AS (
        INSERT INTO voting_casthint (id, round_id, voter_key, network, device, minute)
        SELECT gen_random_uuid(), %s, %s, %s, %s, date_trunc('minute', %s::timestamptz)
    )
    INSERT INTO voting_receipt (tracker_hash, round_id, state, ref, body) VALUES (%s, %s, 'counted', %s, %s)
"""
ONE_PAPER = "(gen_random_uuid(), %s, %s, %s, %s::bigint[], %s::smallint[], %s)"
END_KIOSK = """
    UPDATE voting_kiosksession SET ended = true
    WHERE id = %s AND begun AND NOT ended AND expires_at > clock_timestamp() RETURNING id
"""


@dataclass(frozen=True)
class Given:
    """What the voter gets. tracker: the receipt's code, shown once; is_change: whether it replaces an earlier ballot.

    is_repeat: the same form came again and nothing was changed. counts: whether this is the ballot that counts.
    """

    tracker: str
    is_change: bool = False
    is_repeat: bool = False
    counts: bool = True


class _Repeated(Exception):
    """The form had been taken already: what this call began is rolled back."""

    def __init__(self, given: Given) -> None:
        self.given = given


def cast_ballot(
    *,
    round_id: int,
    voter: Voter,
    choices: Sequence[Choice],
    nonce: UUID,
    hint: Hint | None = None,
) -> Given:
    """Put in a ballot; an earlier one of the same voter is replaced whole.

    nonce: of the form. The same form with the same choices gives the same receipt again and changes nothing.
    hint: where the request came from, if anywhere.
    Raises PhaseClosed, NotAllowed, Invalid for choices that the rules do not let in (nothing is stored), or Conflict when the
    same form comes again with other choices.
    """
    try:
        with transaction.atomic():
            return _cast(round_id, voter, choices, nonce, hint)
    except _Repeated as repeated:
        return repeated.given


def _cast(round_id: int, voter: Voter, choices: Sequence[Choice], nonce: UUID, hint: Hint | None) -> Given:
    voting_round, known = _open_round(round_id, choices)
    phase = require_open_phase(project_id=voting_round.project_id, action=Action.VOTE)
    today = localdate(phase.at)
    require_voter(voting_round, voter, today)
    by_pot = require_choices(voting_round, choices, known)
    require_pots(voting_round, voter, list(known.values()))
    key = _key(round_id)
    if voter.kiosk is not None:
        _end_kiosk_session(voter.kiosk)
    times = _participate(voting_round, voter, today)
    tracker = written(key.tracker(voter.key, nonce))
    body = key.body(nonce, _canonical(by_pot))
    if times > 1:
        _require_first_time(tracker, body)
        _take_out(round_id, voter, key)
    _put_in(voting_round, voter, by_pot, key, tracker, body, hint, phase.at)
    confirm_by_mail(voting_round, voter, is_change=times > 1)
    return Given(tracker, is_change=times > 1)


def _open_round(round_id: int, choices: Sequence[Choice]) -> tuple[Round, dict[int, ItemFacts]]:
    """The round, held until the end of the transaction, and what can be chosen of what was chosen."""
    found = list(Round.objects.raw(ROUND_AND_ITEMS, [[choice.item_id for choice in choices], round_id]))
    if not found or found[0].state != RoundState.OPEN:
        raise PhaseClosed(CLOSED_MESSAGES[Action.VOTE])
    voting_round = found[0]
    return voting_round, {row[0]: ItemFacts(*row) for row in json.loads(voting_round.chosen or "[]")}


def _key(round_id: int) -> RoundKey:
    try:
        return key_of(round_id)
    except KeyMissing as error:
        raise NotAllowed(_("Voting is out of order for a moment. Nothing is lost; please try again."), code="no_key") from error


def _end_kiosk_session(session: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(END_KIOSK, [session])
        if not cursor.fetchone():
            raise NotAllowed(_("This ballot has been used or is too old. Ask the staff for a new one."), code="kiosk_over")


def _participate(voting_round: Round, voter: Voter, today: date) -> int:
    """The voter's row, locked; returns how often they have voted with this time."""
    facts: Mapping[str, Any] = {
        "round": voting_round.pk,
        "voter": voter.key,
        "channel": voter.channel,
        "place": voter.place.pk if voter.place else None,
        "day": today,
        "age": age_of(voter, today, voting_round.age_rule),
    }
    with connection.cursor() as cursor:
        cursor.execute(PARTICIPATE, facts)
        row = cursor.fetchone()
    if row is None:
        raise NotAllowed(
            _("You have voted on paper, or your ballot was annulled, so you cannot vote here. The staff can tell you which."),
            code="voted_otherwise",
        )
    return int(row[0])


def _canonical(by_pot: Mapping[int, Sequence[Choice]]) -> bytes:
    """A ballot's choices as bytes, the same for the same choices."""
    pots = [f"{pot}:" + ",".join(f"{one.item_id}*{one.points}" for one in by_pot[pot]) for pot in sorted(by_pot)]
    return ";".join(pots).encode()


def _require_first_time(tracker: str, body: bytes) -> None:
    """Raise _Repeated for a form that was taken already, and Conflict when it says something else now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, body FROM voting_receipt WHERE tracker_hash = %s", [tracker_hash(tracker)])
        row = cursor.fetchone()
    if row is None:
        return
    if bytes(row[1]) != body:
        raise Conflict(_("This form has been sent already. Open your ballot again to change it."), code="sent_already")
    raise _Repeated(Given(tracker, is_repeat=True, counts=row[0] == ReceiptState.COUNTED))


def _take_out(round_id: int, voter: Voter, key: RoundKey) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM voting_pot WHERE round_id = %s", [round_id])
        pots = [pk for (pk,) in cursor.fetchall()]
        refs = [key.paper(voter.key, pk) for pk in pots]
        cursor.execute(TAKE_OUT, {"pots": pots, "refs": refs, "receipts": key.receipts(voter.key)})


def _put_in(
    voting_round: Round,
    voter: Voter,
    by_pot: Mapping[int, Sequence[Choice]],
    key: RoundKey,
    tracker: str,
    body: bytes,
    hint: Hint | None,
    at: datetime,
) -> None:
    values: list[Any] = []
    for pot, chosen in by_pot.items():
        points = [one.points for one in chosen if one.points]
        values += [voting_round.pk, pot, voter.channel, [one.item_id for one in chosen], points, key.paper(voter.key, pot)]
    network = key.hint("network", hint.network) if hint and hint.network else None
    device = key.hint("device", hint.device) if hint and hint.device else None
    values += [voting_round.pk, voter.key, network, device, at]
    values += [tracker_hash(tracker), voting_round.pk, key.receipts(voter.key), body]
    with connection.cursor() as cursor:
        cursor.execute(PUT_IN.format(papers=", ".join([ONE_PAPER] * len(by_pot))), values)
