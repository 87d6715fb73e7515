"""At a voting place: a clerk checks who somebody is, and hands over a ballot on a screen or on paper.

What the person showed is turned into a keyed digest (`showing.voter_at_desk`) and forgotten. Neither act says, keeps or
returns anything of a choice. The record names the place and the clerk, never the voter.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, NotAllowed
from participation.projects.gate import require_open_phase
from participation.projects.states import Action
from proposals.voting.keys import SIGNS, RoundKey, key_of, normal
from proposals.voting.models import VotingPlace
from proposals.voting.rules import age_of, may_serve
from proposals.voting.services.casting import TAKE_OUT
from proposals.voting.services.locking import shared_round
from proposals.voting.services.rounds import told
from proposals.voting.showing import Shown, own_keys, standing_of, voter_at_desk
from proposals.voting.states import Channel, RoundState

if TYPE_CHECKING:
    from datetime import date, datetime

    from participation.accounts.models import User
    from proposals.voting.models import Round
    from proposals.voting.voters import Voter

TOKEN_SIGNS = 8
# A ballot that the same voter was given before makes room; who holds its cookie finds that it is over.
HAND_OVER = """
    INSERT INTO voting_kiosksession
        (id, round_id, place_id, token_key, voter_key, district_id, age, given_by_id, expires_at, begun, ended)
    VALUES (gen_random_uuid(), %(round)s, %(place)s, %(token)s, %(voter)s, %(district)s, %(age)s, %(by)s,
        clock_timestamp() + interval '15 minutes', false, false)
    ON CONFLICT (round_id, voter_key) WHERE NOT ended DO UPDATE SET id = gen_random_uuid(), place_id = excluded.place_id,
        token_key = excluded.token_key, district_id = excluded.district_id, age = excluded.age,
        given_by_id = excluded.given_by_id, expires_at = excluded.expires_at, begun = false
    RETURNING expires_at
"""
# Waits for a ballot of this voter on its way; whoever was given paper, or was annulled, brings no row back.
GIVE_PAPER = """
    INSERT INTO voting_participation AS known (id, round_id, voter_key, channel, place_id, day, age, times)
    VALUES (gen_random_uuid(), %(round)s, %(voter)s, 'paper', %(place)s, %(day)s, %(age)s, 1)
    ON CONFLICT (round_id, voter_key) DO UPDATE
        SET times = known.times + 1, channel = 'paper', place_id = excluded.place_id, day = excluded.day
        WHERE known.channel <> 'paper' AND known.annulment_id IS NULL
    RETURNING times
"""
END_SESSIONS = "UPDATE voting_kiosksession SET ended = true WHERE round_id = %s AND voter_key = %s AND NOT ended"
COUNT_SHEETS = """
    INSERT INTO voting_paperissue AS known (place_id, day, given, spoiled) VALUES (%s, %s, %s, %s)
    ON CONFLICT (place_id, day) DO UPDATE SET given = known.given + excluded.given, spoiled = known.spoiled + excluded.spoiled
"""
ADD_SPOILED = "UPDATE voting_paperissue SET spoiled = spoiled + 1 WHERE place_id = %s AND day = %s RETURNING id"


@dataclass(frozen=True)
class Handed:
    """A ballot for the screen. token: shown once, kept nowhere; is_change: whether they have voted before."""

    token: str
    expires_at: datetime
    is_change: bool


@transaction.atomic
def hand_over_ballot(*, place_id: int, shown: Shown, by: User) -> Handed:
    """Open a ballot for the person in front of the clerk; one that they were given before is over.

    Raises PhaseClosed, or NotAllowed when they may not vote, have a paper ballot, or are the clerk.
    """
    place, today = _open_place(place_id, by)
    voting_round, key = place.round, key_of(place.round_id)
    voter = _allowed(place, shown, by, today, Channel.KIOSK)
    standing = standing_of(voting_round, voter, today)
    if not standing.may:
        raise NotAllowed(standing.words, code=standing.code)
    token = "".join(secrets.choice(SIGNS) for _sign in range(TOKEN_SIGNS))
    facts: dict[str, Any] = {
        "round": voting_round.pk,
        "place": place.pk,
        "token": key.token(normal(token)),
        "voter": voter.key,
        "district": voter.district.pk if voter.district else None,
        "age": age_of(voter, today, voting_round.age_rule),
        "by": by.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(HAND_OVER, facts)
        expires_at = cursor.fetchone()[0]
    told(voting_round, "kiosk.hand_over", by, place=place.pk)
    return Handed(f"{token[:4]}-{token[4:]}", expires_at, standing.participation is not None)


@transaction.atomic
def issue_paper(*, place_id: int, shown: Shown, by: User) -> bool:
    """Hand out a paper ballot: from now on this person has voted. A ballot that they cast on a screen is taken out of the box,
    because the sheet cannot be found again to be replaced.

    Returns whether one was taken out. Raises PhaseClosed, or NotAllowed as above.
    """
    place, today = _open_place(place_id, by)
    voting_round, key = place.round, key_of(place.round_id)
    voter = _allowed(place, shown, by, today, Channel.PAPER)
    standing = standing_of(voting_round, voter, today)
    if not standing.may:
        raise NotAllowed(standing.words, code=standing.code)
    facts: dict[str, Any] = {
        "round": voting_round.pk,
        "voter": voter.key,
        "place": place.pk,
        "day": today,
        "age": age_of(voter, today, voting_round.age_rule),
    }
    with connection.cursor() as cursor:
        cursor.execute(GIVE_PAPER, facts)
        row = cursor.fetchone()
        if row is None:
            raise NotAllowed(standing_of(voting_round, voter, today).words, code="voted_otherwise")
        cursor.execute(END_SESSIONS, [voting_round.pk, voter.key])
        cursor.execute(COUNT_SHEETS, [place.pk, today, 1, 0])
    if row[0] > 1:
        _take_out(voting_round, voter, key)
    told(voting_round, "paper.issue", by, place=place.pk)
    return bool(row[0] > 1)


@transaction.atomic
def replace_sheet(*, place_id: int, by: User) -> None:
    """Somebody brought a spoiled sheet back and gets another one: two are handed out, and one of them is spoiled."""
    place, today = _open_place(place_id, by)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SHEETS, [place.pk, today, 1, 1])
    told(place.round, "paper.replace", by, place=place.pk)


@transaction.atomic
def take_back_sheet(*, place_id: int, by: User) -> None:
    """Somebody brought a sheet back unused. Raises Conflict where no sheet of the day is left that could come back."""
    place, today = _open_place(place_id, by)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ADD_SPOILED, [place.pk, today])
            found = cursor.fetchone()
    except IntegrityError:
        found = None
    if not found:
        raise Conflict(_("No more sheets can come back than were handed out here today."))
    told(place.round, "paper.take_back", by, place=place.pk)


def _open_place(place_id: int, by: User) -> tuple[VotingPlace, date]:
    """The place, with the round locked against closing, and the day by the database's clock in the city's time."""
    place = VotingPlace.objects.select_related("round__project__lead_district").get(pk=place_id)
    if not may_serve(by, place.round):
        raise NotAllowed(_("You do not serve at the voting places of this vote."))
    locked = shared_round(place.round_id, RoundState.OPEN)
    phase = require_open_phase(project_id=locked.project_id, action=Action.VOTE)
    today = localdate(phase.at)
    if (place.open_from and today < place.open_from) or (place.open_to and today > place.open_to):
        raise NotAllowed(_("This voting place is not open today."), code="place_closed")
    return place, today


def _allowed(place: VotingPlace, shown: Shown, by: User, today: date, channel: Channel) -> Voter:
    voter = voter_at_desk(place, shown, channel)
    if voter.key in own_keys(place.round, by):
        raise NotAllowed(_("You cannot serve yourself. Ask a colleague, or vote on the website."), code="self")
    return voter


def _take_out(voting_round: Round, voter: Voter, key: RoundKey) -> None:
    pots = list(voting_round.pots.values_list("pk", flat=True))
    refs = [key.paper(voter.key, pk) for pk in pots]
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OUT, {"pots": pots, "refs": refs, "receipts": key.receipts(voter.key)})
