"""What every writer of promises needs: the locked row, the rule, the next state, the record, and the news."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.languages import words_of
from participation.common.origin import HISTORICAL, Origin
from participation.common.refusals import Conflict, NotAllowed
from participation.common.trying import fresh
from proposals.commitments.models import Commitment
from proposals.commitments.rules import may_decide, may_keep
from proposals.commitments.states import COMMITMENT_TRANSITIONS, CommitmentState
from proposals.following import tell_of
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User


def mark_of(commitment: Commitment) -> str:
    """Stands for what somebody was shown; another one after every change."""
    return commitment.changed_at.isoformat()


def locked(commitment_id: int) -> Commitment:
    """The row, held until the end of the transaction, with its proposal."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related(
        "unit", "proposal__project__lead_district", "proposal__district"
    )
    return rows.defer(
        "proposal__search", "proposal__body", "proposal__district__boundary", "proposal__project__lead_district__boundary"
    ).get(pk=commitment_id)


def locked_for(commitment_id: int, by: User, *, seen: str, deciding: bool = False) -> Commitment:
    """The row for somebody who may change it and was shown what stands there now.

    seen: `mark_of` what they were shown; empty for a caller that showed nothing.
    deciding: only for those who answer for the city.
    Raises NotAllowed, and Conflict when somebody else was faster or the proposal is not public.
    """
    commitment = locked(commitment_id)
    if not (may_decide if deciding else may_keep)(by, commitment):
        raise NotAllowed(_("You do not look after this promise."))
    if commitment.proposal.state != ProposalState.PUBLISHED:
        raise Conflict(_("The proposal is not public, so its promises cannot be changed now."))
    if seen and seen != mark_of(commitment):
        raise Conflict(_("Somebody else has changed this promise meanwhile. Look at what it says now, then send yours again."))
    return commitment


def change_state(commitment: Commitment, state: CommitmentState) -> None:
    """Put a locked row, which is about to be saved, into another state. Raises Conflict where no way leads there."""
    if state not in COMMITMENT_TRANSITIONS[CommitmentState(commitment.state)]:
        raise Conflict(_("This is not possible any more: the promise has changed meanwhile."))
    commitment.state = state


def save_changed(commitment: Commitment, at: datetime | None = None) -> None:
    """Save it as something that changed for readers; what could not be told of it before is tried anew."""
    commitment.changed_at = at or timezone.now()
    fresh(commitment)
    commitment.save()


def record_change(action: str, commitment: Commitment, actor: User | None, data: dict[str, Any] | None = None) -> None:
    """Write down who did what."""
    proposal = commitment.proposal
    record(
        action=action,
        actor=actor,
        target=commitment,
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        data={"proposal": proposal.pk, **(data or {})},
    )


def tell_followers(
    kind: str, commitment: Commitment, actor: User | None, origin: Origin = Origin.WEB, *, was_due_on: date | None = None
) -> None:
    """Say it to whoever follows the proposal, its project, its district or its theme; history is no news.

    was_due_on: the due date until now, of a promise that has another one.
    """
    if origin in HISTORICAL:
        return
    data = {"commitment": commitment.pk, "title": words_of(commitment, "title"), "due_on": commitment.due_on.isoformat()}
    if was_due_on is not None:
        data["was_due_on"] = was_due_on.isoformat()
    tell_of(kind, commitment.proposal, actor=actor, data=data)
