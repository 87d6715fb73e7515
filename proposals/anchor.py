"""Proposals as what a conversation hangs on, and as a live topic."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from participation.comments.anchors import AnchorKind
from participation.comments.states import Anchor
from participation.notifications.followables import Described
from participation.projects.queries import may_read
from proposals import following
from proposals.addresses import address
from proposals.models import Proposal
from proposals.queries.authors import all_writers, with_writers, writers_of
from proposals.services import set_comment_count

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User


def find(thread_id: int, user: User | AnonymousUser) -> Proposal | None:
    """The thread's proposal while it is public and this person may read the project. One query where everybody may.

    Its author's own view of a hidden proposal shows no conversation: nobody gets a thread that others cannot see.
    """
    rows = with_writers(Proposal.objects.published().filter(thread=thread_id))
    found = rows.select_related("project").defer("search", "body")
    proposal = next(iter(found), None)
    if proposal is None or not may_read(user, proposal.project):
        return None
    proposal.writer_ids = all_writers(proposal, proposal.named_writers)
    return proposal


def recounted(thread_id: int, count: int) -> None:
    """Keep the number of comments for the lists."""
    set_comment_count(thread_id=thread_id, count=count)


def may_listen(user: User | AnonymousUser, proposal_id: int) -> bool:
    """Whoever may read a public proposal may hear that its supports changed."""
    return Proposal.objects.visible_to(user).published().filter(pk=proposal_id).exists()


def described(thread_ids: Collection[int], user: User | AnonymousUser) -> dict[int, Described]:
    """Proposals' conversations, by the proposals' titles. Three queries."""
    rows = Proposal.objects.visible_to(user).published().filter(thread__in=thread_ids)
    proposals = {pk: thread for thread, pk in rows.values_list("thread_id", "pk")}
    titles = following.describe(proposals) if proposals else {}
    return {proposals[pk]: said._replace(path=f"{said.path}#conversation") for pk, said in titles.items()}


PROPOSAL_ANCHOR = AnchorKind(
    key=Anchor.PROPOSAL,
    find=find,
    address=address,
    district_id=lambda proposal: proposal.district_id,
    recounted=recounted,
    writer_ids=writers_of,
    described=described,
    target=lambda proposal: ("proposal", proposal.pk),
)
