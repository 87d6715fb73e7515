"""Annulments, as everybody may read of them and as staff do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from participation.common.languages import Said
from proposals.voting.models import Annulment, Turnout
from proposals.voting.states import ProposedState, RoundState

if TYPE_CHECKING:
    from proposals.voting.models import Round


@dataclass(frozen=True)
class PublicAnnulment:
    """How many voters' ballots do not count, why, and since when."""

    voters: int
    reason: Said
    since: datetime


def public_annulments(voting_round: Round) -> list[PublicAnnulment]:
    """Those in force."""
    rows = Annulment.objects.filter(round=voting_round, state=ProposedState.APPROVED)
    return [PublicAnnulment(row.voters, row.words, row.settled_at) for row in rows]  # type: ignore[arg-type]


def annulled_voters(voting_round: Round) -> int:
    """How many in all, before and after sealing."""
    if voting_round.state in (RoundState.SEALING, RoundState.SEALED):
        return sum(Turnout.objects.filter(round=voting_round).values_list("annulled", flat=True))
    return voting_round.participations.filter(annulment__isnull=False).count()


def all_annulments(voting_round: Round) -> Sequence[Annulment]:
    """Every one, for those who watch."""
    return list(Annulment.objects.filter(round=voting_round).select_related("proposed_by", "settled_by").order_by("-pk"))
