"""Who asks to vote, as somebody has found out who they are. Never saved: services turn it into keyed digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from proposals.voting.states import Channel, RollSource

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from districts.models import District
    from participation.accounts.models import User
    from proposals.voting.models import VotingPlace


@dataclass(frozen=True, kw_only=True)
class Voter:
    """A person and what is known of their right to vote.

    key: `RoundKey.voter`, the same through every door.
    source: what their right is known by. born: date of birth, where it is known; age: instead of it, as a clerk has seen it.
    district: where they live, where it is known. user: the account, where they have signed in.
    place: where they vote, at a voting place.
    """

    key: bytes
    source: RollSource
    channel: Channel
    born: date | None = None
    age: int | None = None
    district: District | None = None
    user: User | None = None
    place: VotingPlace | None = None
    kiosk: UUID | None = None


@dataclass(frozen=True)
class Hint:
    """Where a ballot came from, as its request says: only keyed digests of it are kept."""

    network: str = ""
    device: str = ""
