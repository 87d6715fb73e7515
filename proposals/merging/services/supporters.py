"""Telling supporters, in batches: each once, also when a worker dies midway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from participation.notifications.services import queue_mails
from proposals.merging.models import Merger, MergerMember, Supporter
from proposals.merging.rules import taking_part
from proposals.merging.services.leaving import take_out
from proposals.merging.services.rows import locked, members_of
from proposals.merging.states import MergerState
from proposals.merging.tokens import make_token
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

BATCH = 500
# Whoever supports one of the proposals at this moment, each person once. Who supports later has read of it on the page.
GATHER = """
    INSERT INTO merging_supporter (merger_id, resident_id, choice, joint_added)
    SELECT DISTINCT member.merger_id, support.resident_id, '', FALSE
    FROM merging_mergermember member
    JOIN merging_merger merger ON merger.id = member.merger_id
    JOIN proposals_support support ON support.proposal_id = member.proposal_id AND support.created_at <= merger.published_at
    WHERE member.merger_id = %s AND member.holds
    ON CONFLICT (merger_id, resident_id) DO NOTHING
"""


def tell_supporters(*, merger_id: int) -> int:
    """Write to everybody whose support stands on one of the proposals; returns how many mails were written.

    Each batch is a transaction of its own. Nothing goes out while the joint proposal is not public.
    """
    merger = Merger.objects.select_related("project", "proposal").defer("proposal__search").get(pk=merger_id)
    if merger.supporters_told_at is not None or merger.proposal is None:
        return 0
    if merger.proposal.state != ProposalState.PUBLISHED:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(GATHER, [merger_id])
    written = 0
    while (batch := _tell_batch(merger)) is not None:
        written += batch
    # Another worker may hold people whom it has not told yet, and die: then the next round tells them.
    untold = Supporter.objects.filter(merger=OuterRef("pk"), told_at__isnull=True)
    done = Merger.objects.filter(~Exists(untold), pk=merger_id, supporters_told_at__isnull=True)
    done.update(supporters_told_at=timezone.now())
    return written


@transaction.atomic
def _tell_batch(merger: Merger) -> int | None:
    """The next people who have not been told; None when there are none, or others write to them."""
    rows = Supporter.objects.select_for_update(skip_locked=True, of=("self",)).filter(merger=merger, told_at__isnull=True)
    batch = list(rows.select_related("resident").order_by("pk")[:BATCH])
    if not batch:
        return None
    titles = [member.proposal.title for member in taking_part(members_of(merger)) if member.proposal.state == "published"]
    written = _write(merger, batch, key=f"merging.{merger.pk}.supporters", event="published", titles=titles)
    Supporter.objects.filter(pk__in=[row.pk for row in batch]).update(told_at=timezone.now())
    return written


def tell_movers(*, member_id: int) -> int:
    """Write to everybody who moved a support from a proposal that has been taken out again; returns how many mails.

    Keyed by person: what a worker that died had written is not written again.
    """
    member = MergerMember.objects.select_related("proposal", "merger__project", "merger__proposal").get(pk=member_id)
    if member.separated_at is None or member.movers_told_at is not None:
        return 0
    written, last = 0, 0
    while batch := _movers(member, after=last):
        written += _write(
            member.merger,
            batch,
            key=f"merging.{member.merger_id}.separated.{member.pk}",
            event="separated",
            titles=[member.proposal.title] if member.proposal.state == ProposalState.PUBLISHED else [],
        )
        last = batch[-1].pk
    MergerMember.objects.filter(pk=member_id).update(movers_told_at=timezone.now())
    return written


def take_apart_withdrawn() -> int:
    """Let the proposals go of joint ones that their author has withdrawn, so that supports can be moved back; how many went."""
    found = MergerMember.objects.filter(
        holds=True, merger__state=MergerState.PUBLISHED, merger__proposal__state=ProposalState.WITHDRAWN
    )
    number = 0
    for merger_id in found.order_by().values_list("merger_id", flat=True).distinct():
        with transaction.atomic():
            merger = locked(merger_id)
            for member in taking_part(members_of(merger)):
                take_out(merger, member, None)
                number += 1
    return number


def _movers(member: MergerMember, *, after: int) -> list[Supporter]:
    rows = Supporter.objects.filter(merger=member.merger_id, moved__proposal=member.proposal_id, pk__gt=after)
    return list(rows.select_related("resident").order_by("pk")[:BATCH])


def _write(merger: Merger, batch: list[Supporter], *, key: str, event: str, titles: list[str]) -> int:
    by_person = {row.resident_id: row for row in batch}

    def personal(person: User) -> dict[str, str]:
        row = by_person[person.pk]
        row.resident = person
        return {"token": make_token(row)}

    is_public = merger.proposal is not None and merger.proposal.state == ProposalState.PUBLISHED
    return queue_mails(
        recipients=[row.resident for row in batch if row.resident.is_active],
        template="merging_supporters",
        context={
            "event": event,
            "slug": merger.project.slug,
            "joint": merger.proposal.title if is_public and merger.proposal else "",
            "titles": titles,
        },
        key=key,
        personal=personal,
    )
