"""Making the joint proposal when everybody has agreed to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participation.common.queueing import enqueue
from participation.common.refusals import Conflict, Invalid
from participation.notifications.announcing import announce
from participation.notifications.services.following import follow_own
from proposals.merging.models import Merger, MergerMember
from proposals.merging.queries.coauthors import coauthors_of
from proposals.merging.rules import MERGING_DURING, coauthor_ids_of, everybody_agrees, hindering, is_coauthor, taking_part
from proposals.merging.services import mails
from proposals.merging.services.rows import change_state, locked, members_of, require_open_merger, require_participant, tell_of
from proposals.merging.services.texts import content_of, fingerprint
from proposals.merging.states import Act, MergerState
from proposals.services import submit_proposal
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def publish_merger(*, merger_id: int, by: User | None) -> Merger:
    """Publish the joint proposal under the name of who wrote it; all authors are named on its page.

    The proposals it came from stay as they are, with their supports and conversations. All authors follow the joint one, so that
    they hear what comes of it. Publishing twice is publishing once.
    by: None when it is the time, or a co-author's word, that was missing.
    Raises PhaseClosed, NotAllowed, Conflict while somebody has not agreed to this very text, or while a co-author objects or
    still can, or Invalid when a proposal can no longer be part of it.
    """
    merger = locked(merger_id)
    members = members_of(merger)
    if by is not None and not is_coauthor(by, members):
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
    merger.published_at, merger.held_up_at = merger.proposal.published_at, None
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
    for author in filter(None, {*authors, *coauthors_of(merger, coauthor_ids_of(members)).people}):
        follow_own(user=author, kind="proposal", object_id=merger.proposal.pk)
    mails.tell_authors(merger, members, "published", by=by)
    enqueue("merging.tell_supporters", merger.pk)
    return merger


def _require_agreed(merger: Merger, members: list[MergerMember]) -> None:
    require_fit(members)
    if not everybody_agrees(merger, members) or fingerprint(content_of(merger)) != merger.digest:
        raise Conflict(_("Not everybody has agreed to this text yet."))
    coauthors = coauthors_of(merger, coauthor_ids_of(members))
    if coauthors.objecting:
        names = ", ".join(person.display_name for person in coauthors.objecting)
        raise Conflict(_("A co-author objects to this text: %(names)s.") % {"names": names}, code="objected")
    if coauthors.silent and timezone.now() < merger.answer_by:
        until = date_format(timezone.localtime(merger.answer_by), "DATE_FORMAT")
        raise Conflict(
            _("Co-authors of the proposals can object until %(date)s. It is published then, or when all have answered.")
            % {"date": until},
            code="waiting",
        )


def require_fit(members: list[MergerMember]) -> None:
    """Raise Invalid for the first proposal that can no longer be part of it; one that is not public stays without a name."""
    for member, why in hindering(members):
        raise Invalid(f"{member.proposal.title}: {why}" if member.proposal.state == ProposalState.PUBLISHED else why)
