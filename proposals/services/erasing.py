"""What happens to somebody's proposals when their account is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from proposals.models import Proposal
from proposals.services.pictures import PictureChange, apply_picture
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

FORGOTTEN = "–"  # a title that says nothing; the database wants one


@transaction.atomic
def delete_drafts(*, author: User) -> int:
    """Remove what somebody never published, when their account is erased; return how many there were."""
    drafts = Proposal.objects.select_for_update().filter(author=author, state=ProposalState.DRAFT).only("pk")
    for draft in drafts:
        apply_picture(draft, PictureChange(remove=True), uploaded_by=None)
        draft.delete()
    return len(drafts)


@transaction.atomic
def forget_withdrawn(*, author: User) -> int:
    """Empty what somebody had taken back, when their account is erased; return how many there were.

    The rows stay: others' comments and supports hang on them.
    """
    withdrawn = Proposal.objects.select_for_update().filter(author=author, state=ProposalState.WITHDRAWN).defer("search")
    for proposal in withdrawn:
        apply_picture(proposal, PictureChange(remove=True), uploaded_by=None)
        proposal.versions.all().delete()
        proposal.title, proposal.body, proposal.place = FORGOTTEN, "", ""
        proposal.latitude = proposal.longitude = None
        proposal.save(update_fields=["title", "body", "place", "latitude", "longitude"])
    return len(withdrawn)
