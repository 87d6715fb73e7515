"""Undoing: an author leaves, goes on without a proposal that cannot take part, calls it off, or takes a proposal out again.

Leaving is possible at any time, also when no phase is open: nobody is held to something they do not want.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.queueing import enqueue
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.merging.models import Merger, MergerMember
from proposals.merging.rules import LEAST_SOURCES, own_members, taking_part, why_not_part
from proposals.merging.services import mails
from proposals.merging.services.rows import (
    finish,
    locked,
    members_of,
    require_merging_time,
    require_open_merger,
    require_participant,
    tell_of,
)
from proposals.merging.services.settling import settle
from proposals.merging.states import ASKING, Act, MergerState

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def leave(*, merger_id: int, author: User, note: str = "") -> Merger:
    """Take one's own proposals out before anything is published. With fewer than two left it is over, else the others go on.

    Raises NotAllowed, or Conflict when it is over or published.
    """
    merger = locked(merger_id)
    members = members_of(merger)
    require_open_merger(merger)
    require_participant(author, merger, members)
    if not is_shown(merger):
        raise Conflict(_("Nobody has been asked yet: call it off instead."))
    return part(merger, members, own_members(taking_part(members), author), Act.LEFT, author, note)


@transaction.atomic
def leave_out(*, merger_id: int, proposal_id: int, by: User) -> Merger:
    """Go on without a proposal that cannot take part any more: it is not public, or its author cannot agree.

    In a draft that nobody else has seen its writer takes out whatever they like.
    Raises NotAllowed, Conflict when it is over or published, Invalid for a proposal whose author can still answer.
    """
    merger = locked(merger_id)
    members = members_of(merger)
    require_open_merger(merger)
    require_participant(by, merger, members)
    gone = [member for member in taking_part(members) if member.proposal_id == proposal_id]
    if not gone:
        return merger
    if not is_shown(merger):
        return _unchoose(merger, members, gone[0], by)
    if not why_not_part(gone[0].proposal):
        raise Invalid(_("Only its author can take this proposal out."))
    return part(merger, members, gone, Act.LEFT_OUT, by)


@transaction.atomic
def call_off(*, merger_id: int, by: User, note: str = "") -> Merger:
    """Give it up, for whoever began it. Calling off twice is calling off once.

    Raises NotAllowed, or Conflict when it is published.
    """
    merger = locked(merger_id)
    if merger.initiator_id != by.pk:
        raise NotAllowed(_("Only who began it can call it off. You can leave it."))
    if merger.state == MergerState.ABANDONED:
        return merger
    require_open_merger(merger)
    members, was_shown = members_of(merger), is_shown(merger)
    finish(merger, MergerState.ABANDONED)
    tell_of(merger, Act.CALLED_OFF, by, note)
    if was_shown:
        mails.tell_authors(merger, members, "ended", by=by, note=note)
    return merger


@transaction.atomic
def separate(*, merger_id: int, proposal_id: int, author: User, note: str = "") -> Merger:
    """Take one's own proposal out of a published joint one. Who moved their support from it is told and may move it back.

    Separating twice is separating once. Raises PhaseClosed, NotAllowed, or Conflict when nothing is published.
    """
    merger = locked(merger_id)
    members = members_of(merger)
    if merger.state != MergerState.PUBLISHED:
        raise Conflict(_("There is no joint proposal to take it out of."))
    member = next((row for row in own_members(members, author) if row.proposal_id == proposal_id), None)
    if member is None or not author.is_active:
        raise NotAllowed(_("Only its author can take this proposal out."))
    if member.separated_at is not None or member.left_at is not None:
        return merger
    require_merging_time(merger)
    take_out(merger, member, author, note)
    return merger


def take_out(merger: Merger, member: MergerMember, person: User | None, note: str = "") -> None:
    """End the tie between a published joint proposal, whose row is locked, and one it came from."""
    member.separated_at, member.holds = timezone.now(), False
    member.save(update_fields=["separated_at", "holds"])
    tell_of(merger, Act.SEPARATED, person, note, data={"proposal": member.proposal_id})
    enqueue("merging.tell_movers", member.pk)


def part(
    merger: Merger, members: list[MergerMember], gone: list[MergerMember], act: Act, person: User | None, note: str = ""
) -> Merger:
    """Let members of a locked merger go; the others go on while there are two, under another writer where it was theirs."""
    was_shown = is_shown(merger)
    for member in gone:
        member.left_at, member.holds = timezone.now(), False
        member.save(update_fields=["left_at", "holds"])
    tell_of(merger, act, person, note, data={"proposals": [member.proposal_id for member in gone]})
    left = taking_part(members)
    if len(left) < LEAST_SOURCES:
        finish(merger, MergerState.DECLINED)
    else:
        _go_on(merger, members, left)
    if was_shown:
        event = "left" if merger.is_open else "ended"
        mails.tell_authors(merger, members, event, by=person, note=note, number=gone[0].pk, also=gone)
    return merger


def _unchoose(merger: Merger, members: list[MergerMember], member: MergerMember, by: User) -> Merger:
    if len(taking_part(members)) <= LEAST_SOURCES or (member.proposal.author_id == by.pk and member.holds):
        raise Invalid(_("A joint proposal needs your own proposal and at least one other. You can call it off."))
    member.delete()
    return merger


def _go_on(merger: Merger, members: list[MergerMember], left: list[MergerMember]) -> None:
    """Without one of them the others may agree already; publishing is then theirs to say, for it is another circle."""
    if merger.initiator_id is not None and merger.initiator_id not in {member.proposal.author_id for member in left}:
        merger.initiator = next((row.proposal.author for row in left if not why_not_part(row.proposal)), None)
        if merger.initiator is None:
            finish(merger, MergerState.DECLINED)
            return
    if merger.state in ASKING:
        merger.held_up_at = None
        settle(merger, members)
    merger.save()


def is_shown(merger: Merger) -> bool:
    """Whether others than its writer know of it."""
    return merger.state != MergerState.DRAFT or merger.suggested_by_id is not None
