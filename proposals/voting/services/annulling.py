"""Annulling ballots because of how they were cast: one person proposes with a reason, another agrees, nothing is taken back.

Approving locks the round FOR UPDATE, so it waits for ballots on their way and for bundles that go into the box.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from participation.common.queueing import enqueue
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.voting.keys import key_of
from proposals.voting.models import Annulment, Round
from proposals.voting.rules import may_annul
from proposals.voting.selections import Selection, select
from proposals.voting.services.rounds import database_now, told
from proposals.voting.states import ProposedState, RoundState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from participation.accounts.models import User
    from proposals.voting.selections import Selected

STATES = (RoundState.OPEN, RoundState.CLOSED, RoundState.DECIDED)
REASON_LENGTH = 1000
MARK_PEOPLE = """
    UPDATE voting_participation SET annulment_id = %s WHERE round_id = %s AND annulment_id IS NULL AND voter_key = ANY(%s)
"""
MARK_PAPERS = "UPDATE voting_ballotpaper SET annulment_id = %s WHERE round_id = %s AND annulment_id IS NULL AND ref = ANY(%s)"
MARK_RECEIPTS = "UPDATE voting_receipt SET state = 'annulled' WHERE round_id = %s AND state = 'counted' AND ref = ANY(%s)"


@transaction.atomic
def propose_annulment(*, round_id: int, selection: Selection, reasons: Mapping[str, str], by: User) -> Annulment:
    """Say which ballots should not count, and why, in every language; somebody else decides.

    Raises Invalid where a reason is missing or nothing is selected, Conflict when the round is sealed or not open yet.
    """
    voting_round = _locked(round_id, by)
    row = Annulment(round=voting_round, selected=selection.as_json(), proposed_by=by, proposed_at=database_now())
    for code, language in settings.WAGTAIL_CONTENT_LANGUAGES:
        name = "reason" if code == settings.LANGUAGE_CODE else f"reason_{code}"
        text = reasons.get(code, "").strip()
        if not text:
            raise Invalid(_("Write the reason in %(language)s, too: everybody can read it.") % {"language": language}, field=name)
        if len(text) > REASON_LENGTH:
            raise Invalid(_("The reason is too long."), field=name)
        setattr(row, name, text)
    row.voters = select(round_id, selection, row.proposed_at).number
    if not row.voters:
        raise Invalid(_("No ballot that counts was cast in this way before this minute."), code="nobody")
    row.save()
    told(voting_round, "annulment.propose", by, annulment=row.pk, way=selection.by, voters=row.voters)
    return row


@transaction.atomic
def settle_annulment(*, annulment_id: int, approve: bool, by: User) -> Annulment:
    """Decide what another person proposed; refusing is open to the same person, too, as taking it back.

    What was cast since it was proposed is not touched.
    """
    row = Annulment.objects.get(pk=annulment_id)
    voting_round = _locked(row.round_id, by)
    row = Annulment.objects.select_for_update().get(pk=annulment_id)
    if row.state != ProposedState.PROPOSED:
        raise Conflict(_("This is decided already."))
    if approve and row.proposed_by_id == by.pk:
        raise NotAllowed(_("Another person has to agree to what you proposed."), code="same_person")
    if approve:
        row.voters = _mark(row, voting_round)
    row.state = ProposedState.APPROVED if approve else ProposedState.REFUSED
    row.settled_by, row.settled_at = by, database_now()
    row.save(update_fields=["state", "voters", "settled_by", "settled_at"])
    told(voting_round, "annulment.approve" if approve else "annulment.refuse", by, annulment=row.pk, voters=row.voters)
    if approve and voting_round.state == RoundState.DECIDED:
        recount_needed(voting_round)
    return row


def recount_needed(voting_round: Round) -> None:
    """The published result is of other ballots by now: have it counted again."""
    enqueue("voting.count", voting_round.pk)


def _mark(row: Annulment, voting_round: Round) -> int:
    """Mark people, papers and receipts; returns how many people."""
    found = select(voting_round.pk, Selection.from_json(row.selected), row.proposed_at)
    if not found.number:
        raise Conflict(_("None of these ballots counts any more. Refuse the proposal."))
    refs, receipts = _refs(voting_round, found)
    with connection.cursor() as cursor:
        cursor.execute(MARK_PEOPLE, [row.pk, voting_round.pk, [*found.voters, *found.on_paper]])
        people = cursor.rowcount
        cursor.execute(MARK_PAPERS, [row.pk, voting_round.pk, refs])
        cursor.execute(MARK_RECEIPTS, [voting_round.pk, receipts])
    return people


def _refs(voting_round: Round, found: Selected) -> tuple[list[bytes], list[bytes]]:
    """What leads to their papers, and to their receipts."""
    key, pots = key_of(voting_round.pk), list(voting_round.pots.values_list("pk", flat=True))
    papers = [key.paper(voter, pot) for voter in found.voters for pot in pots]
    papers += [key.sheet(sheet, pot) for sheet in found.sheets for pot in pots]
    return papers, [key.receipts(voter) for voter in found.voters]


def _locked(round_id: int, by: User) -> Round:
    voting_round = Round.objects.select_for_update(of=("self",)).select_related("project__lead_district").get(pk=round_id)
    if not may_annul(by, voting_round):
        raise NotAllowed(_("You do not watch over this vote."))
    if voting_round.state not in STATES:
        raise Conflict(_("Ballots can be annulled from the publishing of the rules until the sealing."))
    return voting_round
