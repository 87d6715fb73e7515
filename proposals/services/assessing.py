"""Saying that the city looks into proposals. What it finds out lies in the room above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from participation.audit.services import record_many
from participation.common.refusals import NotAllowed
from proposals.models import Proposal
from proposals.rules import may_respond
from proposals.states import Status

if TYPE_CHECKING:
    from participation.accounts.models import User

UNANSWERED = (Status.COLLECTING, Status.ASSESSING)


@transaction.atomic
def begin_assessing(*, proposal_ids: Iterable[int], by: User | None) -> list[Proposal]:
    """Set the status of public proposals that have no deciding answer; set-based, for one as for thousands.

    Returns those of them that are being assessed now, locked until the end of the transaction; what is not public, and what
    the city has decided about already, is left out and stays as it is. by: None is the system itself.
    Raises NotAllowed when this person does not answer for one of them.
    """
    found = Proposal.objects.published().filter(pk__in=list(proposal_ids), status__in=UNANSWERED)
    # NO KEY, so that supports and comments, which refer to the row, need not wait.
    rows = list(
        found.select_for_update(of=("self",), no_key=True)
        .select_related("project__lead_district", "district")
        .defer("search", "body", "project__lead_district__boundary", "district__boundary")
        .order_by("pk")
    )
    if by is not None and not all(may_respond(by, proposal) for proposal in rows):
        raise NotAllowed(_("You do not coordinate the district of this proposal."))
    fresh = [proposal for proposal in rows if proposal.status != Status.ASSESSING]
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in fresh]).update(status=Status.ASSESSING)
    for proposal in fresh:
        proposal.status = Status.ASSESSING
    record_many(
        {
            "action": "proposal.assess",
            "actor": by,
            "target": proposal,
            "project_id": proposal.project_id,
            "district_id": proposal.district_id,
        }
        for proposal in fresh
    )
    return rows
