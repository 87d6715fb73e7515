"""Carrying out what moderation decided about one picture or document; the rest of its proposal stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from participation.common.refusals import Conflict
from participation.files.models import AttachmentState
from participation.moderation.states import DecisionAction
from proposals.models import FieldAnswer, Proposal, ProposalDocument, ProposalImage

if TYPE_CHECKING:
    from participation.moderation.models import Decision

FileRow = ProposalImage | ProposalDocument | FieldAnswer

LEADS_TO = {
    DecisionAction.HIDE: AttachmentState.HIDDEN,
    DecisionAction.HOLD: AttachmentState.HELD,
    DecisionAction.RESTORE: AttachmentState.VISIBLE,
}


def apply_to_file(model: type[FileRow], row_id: int, decision: Decision) -> bool:
    """Bring a file into the state the decision says, inside the decision's transaction; return whether that changed anything.

    The proposal's row is locked first, as by its authors when they change its files. Raises Conflict when they have taken
    the file away meanwhile; keeping what is gone is only the end of its case.
    """
    proposal_id = model.objects.filter(pk=row_id).values_list("proposal_id", flat=True).first()
    Proposal.objects.select_for_update(of=("self",)).only("pk").filter(pk=proposal_id or 0).first()
    row = model.objects.filter(pk=row_id).first()
    if row is None:
        if decision.action == DecisionAction.KEEP:
            return False
        raise Conflict(_("Its authors have taken this file away."))
    before = AttachmentState(row.state)
    after = LEADS_TO.get(DecisionAction(decision.action), before)
    if decision.action == DecisionAction.KEEP and before == AttachmentState.HELD:
        after = AttachmentState.VISIBLE
    if after == before:
        return False
    row.state, row.decision = after, decision
    row.save(update_fields=["state", "decision"])
    return True
