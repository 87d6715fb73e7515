"""What has to be done before a round can be sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from proposals.voting.keys import has_key
from proposals.voting.models import Annulment
from proposals.voting.queries.papers import open_bundles
from proposals.voting.states import ProposedState, RoundState

if TYPE_CHECKING:
    from proposals.voting.models import Round


@dataclass(frozen=True)
class Remaining:
    """What stands in the way. from_when: the end of the days for objections, once there is a result."""

    not_decided: bool
    from_when: datetime | None
    is_early: bool
    annulments: int
    bundles: int
    key_missing: bool

    @property
    def nothing(self) -> bool:
        """Whether the round can be sealed now."""
        return not (self.not_decided or self.is_early or self.annulments or self.bundles)


def remaining(voting_round: Round, now: datetime) -> Remaining:
    """now: by the database's clock."""
    ends = voting_round.decided_at + timedelta(days=voting_round.objection_days) if voting_round.decided_at else None
    return Remaining(
        not_decided=voting_round.state not in (RoundState.DECIDED, RoundState.SEALING),
        from_when=ends,
        is_early=ends is not None and now < ends,
        annulments=Annulment.objects.filter(round=voting_round, state=ProposedState.PROPOSED).count(),
        bundles=open_bundles(voting_round.pk),
        key_missing=not has_key(voting_round.pk),
    )
