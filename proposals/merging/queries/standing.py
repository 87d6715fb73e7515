"""Where a supporter's support stands: on which proposals, moved, or taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value

from proposals.merging.models import Merger, MergerMember, Supporter
from proposals.models import Proposal, Support
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from participation.accounts.models import User


class Moved(TypedDict):
    """What the query of a supporter adds to the row."""

    moved_ids: list[int]


@dataclass(frozen=True)
class Source:
    """One proposal as a supporter sees it. proposal: None where it is not public any more."""

    pk: int
    proposal: Proposal | None
    supported: bool
    moved: bool
    separated: bool


@dataclass(frozen=True)
class Standing:
    """joint: None where it is not public. on_joint: whether the reader supports it. choice: what they chose last, or ""."""

    merger_id: int
    joint: Proposal | None
    on_joint: bool
    choice: str
    sources: list[Source] = field(default_factory=list)

    @property
    def concerns(self) -> list[Source]:
        """The proposals that this person's support is or was on, and that are still part of it."""
        return [source for source in self.sources if not source.separated and (source.supported or source.moved)]

    @property
    def to_move_back(self) -> list[Source]:
        """Proposals that were taken out again and whose support can be put back."""
        return [source for source in self.sources if source.separated and source.moved and source.proposal is not None]

    @property
    def can_choose(self) -> bool:
        """Whether there is anything to choose about."""
        return bool(self.concerns)


def standing_of(merger: Merger, resident: User) -> Standing:
    """Everything a supporter chooses about, in three queries. Uses merger.proposal."""
    members = list(
        MergerMember.objects.filter(merger=merger, left_at__isnull=True)
        .select_related("proposal")
        .defer("proposal__search", "proposal__body")
    )
    wanted = [merger.proposal_id, *(member.proposal_id for member in members)]
    supported = set(Support.objects.filter(resident=resident, proposal__in=wanted).values_list("proposal_id", flat=True))
    supporter = row_of(merger.pk, resident)
    moved = set(supporter.moved_ids) if supporter else set()
    return Standing(
        merger_id=merger.pk,
        joint=_public(merger.proposal),
        on_joint=merger.proposal_id in supported,
        choice=supporter.choice if supporter else "",
        sources=[
            Source(
                pk=member.proposal_id,
                proposal=_public(member.proposal),
                supported=member.proposal_id in supported,
                moved=member.proposal_id in moved,
                separated=member.separated_at is not None,
            )
            for member in members
        ],
    )


def row_of(merger_id: int, resident: User) -> WithAnnotations[Supporter, Moved] | None:
    """The person's row with the ids of the proposals whose support they moved or took back. One query."""
    moved = ArrayAgg("moved__proposal", filter=Q(moved__isnull=False), default=Value([]))
    return Supporter.objects.filter(merger=merger_id, resident=resident).annotate(moved_ids=moved).first()


def _public(proposal: Proposal | None) -> Proposal | None:
    return proposal if proposal is not None and proposal.state == ProposalState.PUBLISHED else None
