"""Supporting a proposal and taking the support back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy

from participation.audit.services import record
from participation.common.origin import NEEDS_CLERK, Origin
from participation.common.pace import require_pace
from participation.common.queueing import enqueue_gathered
from participation.common.refusals import Invalid
from participation.live.services import publish
from participation.projects.gate import require_open_phase
from participation.projects.states import Action
from proposals.models import Proposal, Support
from proposals.rules import require_resident
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

# One statement after the phase is held: what has stopped being public meanwhile, such as an import that was taken back, gets
# none, nor does who has given enough within the hour; counting them here costs no statement more. Two at once may both be the
# last, which a limit as high as this can bear.
GIVE = """
    WITH there AS (
        SELECT id FROM proposals_proposal WHERE id = %(proposal)s AND state = 'published'
    ), lately AS (
        SELECT count(*) < %(most)s AS is_calm FROM proposals_support
        WHERE resident_id = %(resident)s AND channel = 'web' AND created_at > statement_timestamp() - interval '1 hour'
    ), added AS (
        INSERT INTO proposals_support (proposal_id, resident_id, channel, entered_by_id, created_at)
        SELECT there.id, %(resident)s::bigint, %(channel)s, %(clerk)s::bigint, %(at)s::timestamptz
        FROM there, lately WHERE lately.is_calm
        ON CONFLICT (proposal_id, resident_id) DO NOTHING
        RETURNING id
    )
    SELECT EXISTS (SELECT FROM there), EXISTS (SELECT FROM added), (SELECT is_calm FROM lately)
"""
NO_LIMIT = 2**31
INSERT = """
    INSERT INTO proposals_support (proposal_id, resident_id, channel, entered_by_id, created_at)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (proposal_id, resident_id) DO NOTHING
"""
TAKE = """
    DELETE FROM proposals_support WHERE resident_id = %s AND proposal_id = ANY(%s)
    RETURNING proposal_id, channel, entered_by_id, created_at
"""
GONE = gettext_lazy("This proposal is not public any more.")
ENOUGH = gettext_lazy("You have supported as many proposals as one can within an hour (%(most)s). You can go on at %(time)s.")
# One recount answers for every support of this many seconds, whichever proposals they are for.
RECOUNT_EVERY = 2


@transaction.atomic
def support_proposal(
    *,
    proposal_id: int,
    resident: User,
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
    entered_by: User | None = None,
) -> bool:
    """Add the resident's support; supporting twice is the same as once.

    at: when it was given, for historical origins only.
    Returns whether this call added it. Raises PhaseClosed, NotAllowed, TooMany, or Invalid when the proposal is not public.
    """
    if origin in NEEDS_CLERK and entered_by is None:
        raise ValueError("Somebody entered this, and has to be named.")
    proposal = _supportable(proposal_id)
    phase = require_open_phase(project_id=proposal.project_id, action=Action.SUPPORT, origin=origin, at=at)
    require_resident(resident, proposal.project, origin)
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"proposal": proposal_id, "resident": resident.pk, "channel": origin, "at": phase.at}
        most = settings.SUPPORTS_PER_HOUR if origin == Origin.WEB else 0
        cursor.execute(GIVE, {**given, "clerk": entered_by.pk if entered_by else None, "most": most or NO_LIMIT})
        is_public, added, is_calm = cursor.fetchone()
    if not is_public:
        raise Invalid(GONE, code="gone")
    if not is_calm:
        _require_pace(resident)
    if added:
        _tell("proposal.support", proposal, actor=entered_by or resident)
    return added


@transaction.atomic
def withdraw_support(*, proposal_id: int, resident: User) -> bool:
    """Take the resident's support back while supports are collected.

    Returns whether there was one. Raises PhaseClosed, or Invalid when the proposal is not public.
    """
    proposal = _supportable(proposal_id)
    require_open_phase(project_id=proposal.project_id, action=Action.SUPPORT)
    deleted, _rows = Support.objects.filter(proposal_id=proposal_id, resident=resident).delete()
    if deleted:
        _tell("proposal.unsupport", proposal, actor=resident)
    return bool(deleted)


def _require_pace(resident: User) -> None:
    """Say when somebody may go on who has given as many supports as one may."""
    require_pace(
        rows="proposals_support WHERE resident_id = %s AND channel = 'web'",
        person=resident.pk,
        moment="created_at",
        most=settings.SUPPORTS_PER_HOUR,
        message=ENOUGH,
    )


@dataclass(frozen=True)
class GivenSupport:
    """A support apart from its giver. at: when it was given; None for now. The rest as in `Support`."""

    proposal_id: int
    channel: str = Origin.WEB
    entered_by_id: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Rearranged:
    """What one step changed: the supports that were there and are gone, and the ids of the proposals that got one."""

    taken: list[GivenSupport]
    given: frozenset[int]


@transaction.atomic
def rearrange_supports(
    *, project_id: int, resident: User, take: Sequence[int], give: Sequence[GivenSupport], because: str
) -> Rearranged:
    """Take a resident's supports from some proposals of a project and give them to others, in one step or not at all.

    take: ids of proposals, in whatever state; where there is no support nothing is taken.
    give: supports of public proposals; where there is one already it stays as it is.
    because: what made it necessary, for the record.
    Raises PhaseClosed, NotAllowed, or Invalid when a proposal that would get one is not public.
    """
    phase = require_open_phase(project_id=project_id, action=Action.SUPPORT)
    wanted = {*take, *(support.proposal_id for support in give)}
    rows = Proposal.objects.filter(pk__in=wanted, project=project_id).select_related("project")
    proposals = {row.pk: row for row in rows.only("project_id", "district_id", "state", "project__verified_only")}
    for support in give:
        proposal = proposals.get(support.proposal_id)
        if proposal is None or proposal.state != ProposalState.PUBLISHED:
            raise Invalid(GONE, code="gone")
        require_resident(resident, proposal.project)
    given: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [resident.pk, [pk for pk in take if pk in proposals]])
        taken = [GivenSupport(*row) for row in cursor.fetchall()]
        for support in give:
            at = support.at or phase.at
            cursor.execute(INSERT, [support.proposal_id, resident.pk, support.channel, support.entered_by_id, at])
            if cursor.rowcount == 1:
                given.add(support.proposal_id)
    for support in taken:
        _tell("proposal.unsupport", proposals[support.proposal_id], actor=resident, because=because)
    for pk in sorted(given):
        _tell("proposal.support", proposals[pk], actor=resident, because=because)
    return Rearranged(taken, frozenset(given))


def _supportable(proposal_id: int) -> Proposal:
    proposal = (
        Proposal.objects.filter(pk=proposal_id, state=ProposalState.PUBLISHED)
        .select_related("project")
        .only("project_id", "district_id", "project__verified_only")
        .first()
    )
    if proposal is None:
        raise Invalid(GONE, code="gone")
    return proposal


def _tell(action: str, proposal: Proposal, *, actor: User, because: str = "") -> None:
    record(
        action=action,
        actor=actor,
        target=proposal,
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        data={"because": because} if because else None,
    )
    publish(topic=proposal.topic, type="proposal.supports", id=proposal.pk)
    enqueue_gathered("proposals.refresh_counts", proposal.pk, seconds=RECOUNT_EVERY)
