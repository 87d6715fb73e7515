"""What happens to somebody's proposals when their account is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from proposals.models import Proposal
from proposals.services.attaching import forget_files
from proposals.services.rows import record_change
from proposals.states import Authorship, CoAuthorState, ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

FORGOTTEN = "–"  # a title that says nothing; the database wants one


@transaction.atomic
def delete_drafts(*, author: User) -> int:
    """Remove what somebody never published, when their account is erased; return how many there were.

    A draft that others write too is theirs from then on: the first who joined takes it over.
    """
    drafts = Proposal.objects.select_for_update().filter(author=author, state=ProposalState.DRAFT).defer("search")
    removed = 0
    for draft in drafts:
        if not _hand_over(draft):
            forget_files(draft)
            draft.delete()
            removed += 1
    return removed


def _hand_over(draft: Proposal) -> bool:
    joined = draft.coauthors.filter(state=CoAuthorState.ACCEPTED, person__is_active=True).order_by("answered_at", "pk").first()
    if joined is None or joined.person is None:
        return False
    draft.author, draft.form_key = joined.person, None
    draft.save(update_fields=["author", "form_key"])
    joined.delete()
    record_change("proposal.hand_over", draft, draft.author)
    return True


@transaction.atomic
def forget_withdrawn(*, author: User) -> int:
    """Empty what somebody had taken back, when their account is erased; return how many there were.

    The rows stay: others' comments and supports hang on them.
    """
    withdrawn = Proposal.objects.select_for_update().filter(author=author, state=ProposalState.WITHDRAWN).defer("search")
    for proposal in withdrawn:
        forget_files(proposal)
        proposal.answers.all().delete()
        proposal.versions.all().delete()
        proposal.title, proposal.body, proposal.place = FORGOTTEN, "", ""
        proposal.latitude = proposal.longitude = None
        proposal.authorship, proposal.on_behalf_of, proposal.school_class = Authorship.SELF, "", ""
        proposal.save(
            update_fields=[
                *("title", "body", "place", "latitude", "longitude"),
                *("authorship", "on_behalf_of", "school_class"),
            ]
        )
    return len(withdrawn)
