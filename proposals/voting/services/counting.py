"""Counting a round, publishing its result, and counting it again to see that it comes out the same.

A count is a function of the ballots and the rules alone. It can be run as often as one likes, by whom one likes: what is kept of
it is a cache, and whoever doubts it counts the published ballots with the published script.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.queueing import enqueue
from participation.common.refusals import Conflict
from proposals.voting.counting.comparing import alternatives, compare
from proposals.voting.models import BallotPaper, PaperBundle, Pot, PotResult, Round
from proposals.voting.news import tell_result
from proposals.voting.outcomes import compared_to_json, to_json
from proposals.voting.queries.elections import counting_rules, election_in
from proposals.voting.services.rounds import database_now, locked_round, move, told
from proposals.voting.states import BundleState, RoundState

if TYPE_CHECKING:
    from participation.accounts.models import User
    from proposals.voting.counting.elections import Election

COUNTABLE = (RoundState.CLOSED, RoundState.DECIDED)


@transaction.atomic
def count_round(*, round_id: int) -> list[PotResult]:
    """Count every pot by the rules in force and keep what came out. Raises Conflict while the vote is not closed, or sealed."""
    voting_round = locked_round(round_id, None)
    if voting_round.state not in COUNTABLE:
        raise Conflict(_("Only a vote that is closed and not sealed yet is counted."))
    results = [_count(voting_round, pot) for pot in voting_round.pots.select_related("district")]
    told(voting_round, "round.count", None, ballots=sum(result.ballots for result in results))
    return results


def _count(voting_round: Round, pot: Pot) -> PotResult:
    election, rules = election_in(voting_round, pot), counting_rules(voting_round)
    first, *others = compare(election, alternatives(rules))
    outcome = {**to_json(first.outcome), "content": compared_to_json(first), "others": [compared_to_json(one) for one in others]}
    annulled = BallotPaper.objects.filter(pot=pot, annulment__isnull=False).count()
    result, _created = PotResult.objects.update_or_create(
        pot=pot,
        defaults={
            "round": voting_round,
            "rules_digest": voting_round.rules_digest,
            "ballots": election.voters,
            "annulled": annulled,
            "outcome": outcome,
            "digest": digest_of(election),
            "counted_at": database_now(),
        },
    )
    return result


def digest_of(election: Election) -> str:
    """SHA-256 over what is counted, in an order of its own: budget, items, and each different ballot with its number."""
    counted = hashlib.sha256(f"{election.budget}\n".encode())
    for item in sorted(election.items, key=lambda item: item.key):
        counted.update(f"{item.key} {item.cost}\n".encode())
    for ballot in sorted(election.ballots):
        counted.update(f"{','.join(f'{key}*{points}' for key, points in ballot)} {election.ballots[ballot]}\n".encode())
    return counted.hexdigest()


class _Outdated(Conflict):
    """The count is not of the ballots that are in the box now."""


def publish_result(*, round_id: int, by: User | None) -> Round:
    """Make the result public. Raises Conflict while it is not counted, or a bundle of paper is not in the box.

    A count that is out of date is queued anew, after the refusal has taken its transaction back.
    """
    try:
        return _publish(round_id, by)
    except _Outdated:
        enqueue("voting.count", round_id)
        raise


@transaction.atomic
def _publish(round_id: int, by: User | None) -> Round:
    voting_round = locked_round(round_id, by)
    move(voting_round, RoundState.DECIDED)
    if PaperBundle.objects.filter(place__round=voting_round, state=BundleState.OPEN).exists():
        raise Conflict(_("A bundle of paper ballots is not in the box yet."))
    results = {result.pot_id: result for result in voting_round.results.select_related("pot")}
    if set(results) != set(voting_round.pots.values_list("pk", flat=True)):
        raise Conflict(_("The vote is not counted yet."))
    if not all(_agrees(voting_round, result) for result in results.values()):
        raise _Outdated(_("Ballots have come or gone since the count. It is counted again; look at it once more."))
    voting_round.decided_at = database_now()
    voting_round.save()
    told(voting_round, "round.publish_result", by)
    tell_result(voting_round)
    return voting_round


def check_count(*, round_id: int) -> list[int]:
    """Count again and compare; returns the pots whose kept result is another one. What agrees is marked with the moment."""
    voting_round = Round.objects.get(pk=round_id)
    wrong = []
    for result in voting_round.results.select_related("pot"):
        if _agrees(voting_round, result):
            PotResult.objects.filter(pk=result.pk).update(checked_at=database_now())
        else:
            wrong.append(result.pot_id)
    return wrong


def _agrees(voting_round: Round, result: PotResult) -> bool:
    election = election_in(voting_round, result.pot)
    return digest_of(election) == result.digest and voting_round.rules_digest == result.rules_digest
