"""Who may do what when proposals are brought together. Evaluated on rows already loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.projects.states import Action
from proposals.merging.states import Consent, MergerState
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from proposals.merging.models import Merger, MergerMember
    from proposals.models import Proposal

# A joint proposal is made, and taken apart, as long as residents can act on proposals at all. See decision 10.
MERGING_DURING = (Action.PROPOSE, Action.SUPPORT)
LEAST_SOURCES = 2
MOST_SOURCES = 10


def why_not_part(proposal: Proposal) -> str:
    """Why a proposal cannot be brought together with others; empty when it can. Uses proposal.author."""
    if proposal.state != ProposalState.PUBLISHED:
        return _("It is not public any more.")
    return why_no_consent(proposal.author)


def why_no_consent(author: User | None) -> str:
    """Why nobody can agree for a proposal: nobody else may, staff included. Empty when its author can."""
    if author is None:
        return _("It was brought in from elsewhere without an author who could agree.")
    if author.erased_at or not author.is_active:
        return _("Its author has no account any more and cannot agree. Nobody else can agree for them.")
    return ""


def taking_part(members: Iterable[MergerMember]) -> list[MergerMember]:
    """The members that have not left and not been taken out."""
    return [member for member in members if member.left_at is None and member.separated_at is None]


def own_members(members: Iterable[MergerMember], person: User) -> list[MergerMember]:
    """Those of one author, who can have several. Uses member.proposal."""
    return [member for member in members if member.proposal.author_id == person.pk]


def is_participant(person: User, members: Sequence[MergerMember]) -> bool:
    """Whether this person wrote one of the proposals that take part."""
    return person.is_authenticated and person.is_active and bool(own_members(taking_part(members), person))


def coauthor_ids_of(members: Iterable[MergerMember]) -> frozenset[int]:
    """Co-authors of the proposals that take part, but for those who answer for one of them. Uses member.proposal.coauthor_ids."""
    taken = taking_part(members)
    named = {pk for member in taken for pk in member.proposal.coauthor_ids}
    return frozenset(named - {member.proposal.author_id for member in taken})


def is_coauthor(person: User | AnonymousUser, members: Iterable[MergerMember]) -> bool:
    """Whether this person can object to the joint text. See decision 10."""
    return person.is_authenticated and person.is_active and person.pk in coauthor_ids_of(members)


def may_see(person: User | AnonymousUser, merger: Merger, members: Sequence[MergerMember]) -> bool:
    """Authors see what they are asked about, and co-authors from then on; a text not shown yet is its writer's alone.

    Whoever has left still sees what they took part in.
    """
    if not person.is_authenticated:
        return False
    if not own_members(members, person):
        return merger.state != MergerState.DRAFT and is_coauthor(person, members)
    return merger.state != MergerState.DRAFT or merger.suggested_by_id is not None or merger.initiator_id == person.pk


def everybody_agrees(merger: Merger, members: Sequence[MergerMember]) -> bool:
    """Whether every author who takes part has agreed to exactly this text."""
    taken = taking_part(members)
    return len(taken) >= LEAST_SOURCES and all(
        member.consent == Consent.YES and member.digest == merger.digest for member in taken
    )


def hindering(members: Iterable[MergerMember]) -> list[tuple[MergerMember, str]]:
    """Members that can no longer take part, each with the reason. Uses member.proposal.author."""
    return [(member, why) for member in taking_part(members) if (why := why_not_part(member.proposal))]
