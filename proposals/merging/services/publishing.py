"""Making the joint proposal when everybody has agreed to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.queueing import enqueue
from participation.common.refusals import Conflict, Invalid
from participation.notifications.announcing import announce
from participation.notifications.services.following import follow_own
from proposals.merging.models import Merger, MergerMember
from proposals.merging.rules import MERGING_DURING, everybody_agrees, hindering, taking_part
from proposals.merging.services import mails
from proposals.merging.services.rows import change_state, locked, members_of, require_open_merger, require_participant, tell_of
from proposals.merging.services.texts import content_of, fingerprint
from proposals.merging.states import Act, MergerState
from proposals.services import submit_proposal
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def publish_merger(*, merger_id: int, by: User) -> Merger:
    """Publish the joint proposal under the name of who wrote it; all authors are named on its page.

    The proposals it came from stay as they are, with their supports and conversations. All authors follow the joint one, so that
    they hear what comes of it. Publishing twice is publishing once.
    Raises PhaseClosed, NotAllowed, Conflict while somebody has not agreed to this very text, or Invalid when a proposal can no
    longer be part of it.
    """
    merger = locked(merger_id)
    members = members_of(merger)
    require_participant(by, merger, members)
    if merger.state == MergerState.PUBLISHED:
        return merger
    require_open_merger(merger)
    _require_agreed(merger, members)
    merger.proposal = submit_proposal(
        project_id=merger.project_id,
        author=merger.initiator,
        form_key=merger.form_key,
        during=MERGING_DURING,
        **asdict(content_of(merger)),
    )
    change_state(merger, MergerState.PUBLISHED)
    merger.published_at = merger.proposal.published_at
    merger.save()
    tell_of(merger, Act.PUBLISHED, by, data={"proposal": merger.proposal_id})
    sources = [member.proposal_id for member in taking_part(members)]
    announce(
        kind="proposal.merged",
        subject=("proposal", merger.proposal.pk),
        targets=[*(("proposal", pk) for pk in sources), ("project", merger.project_id)],
        actor=by,
        data={"sources": sources},
    )
    authors = {member.proposal.author for member in taking_part(members)}
    for author in filter(None, authors):
        follow_own(user=author, kind="proposal", object_id=merger.proposal.pk)
    mails.tell_authors(merger, members, "published", by=by)
    enqueue("merging.tell_supporters", merger.pk)
    return merger


def _require_agreed(merger: Merger, members: list[MergerMember]) -> None:
    require_fit(members)
    if not everybody_agrees(merger, members) or fingerprint(content_of(merger)) != merger.digest:
        raise Conflict(_("Not everybody has agreed to this text yet."))


def require_fit(members: list[MergerMember]) -> None:
    """Raise Invalid for the first proposal that can no longer be part of it; one that is not public stays without a name."""
    for member, why in hindering(members):
        raise Invalid(f"{member.proposal.title}: {why}" if member.proposal.state == ProposalState.PUBLISHED else why)
