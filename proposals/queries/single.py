"""One proposal and everything that hangs on it."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from participation.common.kept import Kept
from participation.files.models import AttachmentState
from proposals.facts import Picture, SupportFacts
from proposals.models import OfficialResponse, Proposal, ProposalImage, ProposalVersion
from proposals.page_parts import page_parts
from proposals.states import ProposalState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import WithAnnotations

    from participation.accounts.models import User
    from participation.files.models import StoredFile
    from participation.projects.models import Project


class Parts(TypedDict):
    """What the query of a proposal's own page adds to the row."""

    has_history: bool
    picture_data: dict[str, Any] | None


# A text that is another after every change of what the page shows; how many support at this moment, and whether I do; whether
# the city has answered; the keys of the parts of the page that there is something of.
NOW = """
    SELECT
        concat_ws(' ', proposal.xmin, proposal.ctid, author.xmin, author.ctid, category.xmin, category.ctid, district.xmin,
            district.ctid, thread.xmin, thread.ctid, decision.xmin, decision.ctid,
            (SELECT string_agg(concat_ws(' ', image.xmin, image.ctid), ',' ORDER BY image.id)
             FROM proposals_proposalimage image WHERE image.proposal_id = proposal.id),
            EXISTS (SELECT FROM proposals_proposalversion version WHERE version.proposal_id = proposal.id)),
        (SELECT count(*) FROM proposals_support support WHERE support.proposal_id = proposal.id),
        EXISTS (SELECT FROM proposals_support support WHERE support.proposal_id = proposal.id AND support.resident_id = %s),
        EXISTS (SELECT FROM proposals_officialresponse response WHERE response.proposal_id = proposal.id),
        array_remove(ARRAY[{parts}]::text[], NULL)
    FROM proposals_proposal proposal
    JOIN districts_district district ON district.id = proposal.district_id
    LEFT JOIN accounts_user author ON author.id = proposal.author_id
    LEFT JOIN projects_category category ON category.id = proposal.category_id
    LEFT JOIN comments_thread thread ON thread.id = proposal.thread_id
    LEFT JOIN moderation_decision decision ON decision.id = proposal.decision_id
    WHERE proposal.id = %s AND proposal.project_id = %s
"""


_kept: Kept[Proposal | None] = Kept(1000)


@cache
def _now() -> str:
    """The statement with everything that was registered when the site started. No part's SQL comes from outside."""
    return NOW.format(parts=", ".join(f"CASE WHEN {part.present} THEN '{part.key}' END" for part in page_parts()))


def readable_proposal(project: Project, pk: int, user: User | AnonymousUser) -> Proposal:
    """A proposal of a project that the caller has found readable: a published one, or the reader's own.

    One query while nothing of it changes, else two. Sets `has_history`, `picture` (or None), `is_answered`, `present` (keys
    of the page's parts), and `support`, counted from the rows themselves, so that who was just told of a support sees it.
    Raises Http404 when this person has none such.
    """
    with connection.cursor() as cursor:
        cursor.execute(_now(), [user.pk, pk, project.pk])
        found = cursor.fetchone()
    kept = _kept.get(pk, found[0], lambda: _load(pk)) if found else None
    if kept is None or not _may_read(user, kept.state, kept.author_id):
        raise Http404
    proposal = copy(kept)
    proposal.project, proposal.thread = project, copy(kept.thread)
    _version, count, mine, proposal.is_answered, present = found
    proposal.present = frozenset(present)
    proposal.support = SupportFacts(count, mine)
    return proposal


def require_readable_proposal(project: Project, pk: int, user: User | AnonymousUser) -> None:
    """The same question without the proposal: raises Http404 when this person has none such. One query."""
    rows = Proposal.objects.filter(project=project, pk=pk).values_list("state", "author_id")
    if not any(_may_read(user, *row) for row in rows):
        raise Http404


def _may_read(user: User | AnonymousUser, state: str, author_id: int | None) -> bool:
    return state == ProposalState.PUBLISHED or (user.is_authenticated and author_id == user.pk)


def _load(pk: int) -> Proposal | None:
    """The row with what its page says of it; whatever does not change with the reader."""
    rows = _with_parts(Proposal.objects.filter(pk=pk))
    proposal = (
        rows.select_related("author", "category", "district", "thread", "decision").defer("search", "district__boundary").first()
    )
    if proposal is not None:
        proposal.picture = Picture(**proposal.picture_data) if proposal.picture_data else None
    return proposal


def _with_parts(proposals: QuerySet[Proposal]) -> QuerySet[WithAnnotations[Proposal, Parts]]:
    versions = ProposalVersion.objects.filter(proposal=OuterRef("pk"))
    pictures = ProposalImage.objects.filter(proposal=OuterRef("pk"), state=AttachmentState.VISIBLE).values(
        data=JSONObject(alt="alt_text", key="stored__key", width="stored__width", height="stored__height"),
    )
    return proposals.annotate(has_history=Exists(versions), picture_data=Subquery(pictures[:1]))


def stored_picture(proposal: Proposal) -> StoredFile | None:
    """The file of the proposal's picture unless it is hidden. One query."""
    image = proposal.images.filter(state=AttachmentState.VISIBLE).select_related("stored").first()
    return image.stored if image else None


def responses_to(proposal: Proposal) -> list[OfficialResponse]:
    """The city's answers, the newest first. One query."""
    return list(proposal.responses.select_related("unit", "author"))


def versions_of(proposal: Proposal, limit: int) -> list[ProposalVersion]:
    """The newest versions, newest first, and one more to compare the oldest of them with. One query."""
    return list(proposal.versions.select_related("editor").order_by("-pk")[: limit + 1])
