"""What a supporter does with their support: keep, move or take back; another choice puts back what the last one took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.common.refusals import Conflict, Invalid
from proposals.merging.models import MergerMember, MovedSupport, Supporter
from proposals.merging.states import Choice, MergerState
from proposals.models import Support
from proposals.services import GivenSupport, rearrange_supports
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

# Taking a proposal out waits for choices in flight, and they for it; choices do not wait for each other here.
SHARE = "SELECT state, proposal_id, project_id FROM merging_merger WHERE id = %s FOR SHARE"
BECAUSE = "merging"


@transaction.atomic
def choose(*, merger_id: int, resident: User, choice: str) -> Supporter:
    """Do what the supporter chose, in one step. The same choice again changes nothing; another one can follow until the end.

    KEEP puts back whatever was moved or taken, as it was given. MOVE makes one support of all of them, on the joint proposal.
    WITHDRAW leaves none of them. A support that was given to the joint proposal by itself is not touched.
    Raises PhaseClosed, NotAllowed, Invalid for somebody who supports none of the proposals, or when a proposal that would get
    the support is not public, and Conflict when nothing is published.
    """
    if choice not in Choice.values:
        raise Invalid(_("Choose one of the three."), field="choice")
    joint_id, project_id = _shared(merger_id)
    sources = _sources(merger_id)
    supporter = _own_row(merger_id, resident, sources)
    kept = {moved.proposal_id: moved for moved in supporter.moved.all()}
    if choice == Choice.KEEP:
        give = [_as_given(moved) for moved in kept.values() if _is_public(moved.proposal_id)]
        if kept and not give:
            raise Invalid(_("This proposal is not public any more."), code="gone")
        done = rearrange_supports(
            project_id=project_id, resident=resident, take=_joint(supporter, joint_id), give=give, because=BECAUSE
        )
        supporter.joint_added = False
        supporter.moved.filter(proposal__in=[support.proposal_id for support in give]).delete()
    else:
        moving = choice == Choice.MOVE
        give = [GivenSupport(joint_id)] if moving else []
        take = [*sources, *([] if moving else _joint(supporter, joint_id))]
        done = rearrange_supports(project_id=project_id, resident=resident, take=take, give=give, because=BECAUSE)
        supporter.joint_added = moving and (supporter.joint_added or joint_id in done.given)
        _remember(supporter, [support for support in done.taken if support.proposal_id != joint_id])
    return _chosen(supporter, choice)


@transaction.atomic
def move_back(*, merger_id: int, resident: User, proposal_id: int) -> Supporter:
    """Put a support back on a proposal that its author has taken out again; the joint one keeps it for the others' sake.

    Doing it twice is doing it once. Raises as `choose`.
    """
    joint_id, project_id = _shared(merger_id)
    sources = _sources(merger_id)
    supporter = _own_row(merger_id, resident, sources)
    moved = supporter.moved.filter(proposal=proposal_id).first()
    if moved is None:
        return supporter
    others = supporter.moved.filter(proposal__in=sources).exclude(pk=moved.pk).exists()
    rearrange_supports(
        project_id=project_id,
        resident=resident,
        take=[] if others else _joint(supporter, joint_id),
        give=[_as_given(moved)],
        because=BECAUSE,
    )
    moved.delete()
    if others:
        return supporter
    supporter.joint_added = False
    return _chosen(supporter, Choice.KEEP)


def revoke_links(*, supporter_id: int) -> None:
    """Take no link of this person and merger any more; signed in they can still choose."""
    Supporter.objects.filter(pk=supporter_id, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _shared(merger_id: int) -> tuple[int, int]:
    """Hold the merger as it is until the end of the transaction; the ids of its joint proposal and its project."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE, [merger_id])
        row = cursor.fetchone()
    if row is None or row[0] != MergerState.PUBLISHED:
        raise Conflict(_("There is no joint proposal yet."))
    return row[1], row[2]


def _sources(merger_id: int) -> list[int]:
    return list(MergerMember.objects.filter(merger=merger_id, holds=True).order_by("pk").values_list("proposal_id", flat=True))


def _own_row(merger_id: int, resident: User, sources: list[int]) -> Supporter:
    """The person's row, held until the end: whatever they click at once happens one after the other.

    Who supported one of the proposals only afterwards was told of it on its page, and gets a row now.
    """
    mine = Supporter.objects.select_for_update().filter(merger=merger_id, resident=resident)
    row = mine.first()
    if row is None and Support.objects.filter(proposal__in=sources, resident=resident).exists():
        fresh = Supporter(merger_id=merger_id, resident=resident, told_at=timezone.now())
        Supporter.objects.bulk_create([fresh], ignore_conflicts=True)
    row = row or mine.first()  # made just now, or by another click that has moved the support meanwhile
    if row is None:
        raise Invalid(_("You do not support any of these proposals."), code="no_support")
    return row


def _joint(supporter: Supporter, joint_id: int) -> list[int]:
    return [joint_id] if supporter.joint_added else []


def _remember(supporter: Supporter, taken: list[GivenSupport]) -> None:
    if not taken and not supporter.moved.exists():
        raise Invalid(_("You do not support any of these proposals."), code="no_support")
    rows = [
        MovedSupport(
            supporter=supporter,
            proposal_id=support.proposal_id,
            channel=support.channel,
            entered_by_id=support.entered_by_id,
            created_at=support.at or timezone.now(),
        )
        for support in taken
    ]
    MovedSupport.objects.bulk_create(rows, ignore_conflicts=True)


def _as_given(moved: MovedSupport) -> GivenSupport:
    return GivenSupport(moved.proposal_id, moved.channel, moved.entered_by_id, moved.created_at)


def _is_public(proposal_id: int) -> bool:
    return MergerMember.objects.filter(proposal=proposal_id, proposal__state=ProposalState.PUBLISHED).exists()


def _chosen(supporter: Supporter, choice: str) -> Supporter:
    supporter.choice, supporter.chosen_at = choice, timezone.now()
    supporter.save(update_fields=["choice", "chosen_at", "joint_added"])
    return supporter
