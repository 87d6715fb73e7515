"""Who writes a proposal, and who is asked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Project
from proposals.models import CoAuthor, Proposal
from proposals.states import CoAuthorState, ProposalState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

# Those who write with its author and have said yes. `{proposal}` is the table's name in the statement around it.
COAUTHORS = "SELECT person_id FROM proposals_coauthor WHERE proposal_id = {proposal}.id AND state = 'accepted'"
NAMED = "SELECT {} FROM proposals_proposal proposal WHERE id = %s"
_written_by: list[str] = [COAUTHORS]


def register_writers(sql: str) -> None:
    """Add a room that knows of more people who wrote a proposal, such as the authors of those it was made of.

    sql: selects their keys; `{proposal}` stands for the proposal's table. It must be made of nothing that comes from outside.
    """
    _written_by.append(sql)


def writers_sql(proposal: str) -> str:
    """An SQL expression for the keys of everybody who wrote a proposal beside who began it: an array without gaps."""
    return "array_remove(ARRAY({}), NULL)".format(" UNION ".join(_written_by)).format(proposal=proposal)


def writers_of(proposal: Proposal) -> frozenset[int]:
    """The keys of everybody who wrote it: who began it, co-authors who said yes, and whom rooms above name.

    No query where whoever read the proposal has set `writer_ids`, else one.
    """
    if "writer_ids" not in proposal.__dict__:
        with connection.cursor() as cursor:
            cursor.execute(NAMED.format(writers_sql("proposal")), [proposal.pk])
            (named,) = cursor.fetchone() or ([],)
        proposal.writer_ids = all_writers(proposal, named)
    return proposal.writer_ids


def all_writers(proposal: Proposal, named: Iterable[int]) -> frozenset[int]:
    """Who began a proposal, where that is known, and those whom `writers_sql` has named."""
    return frozenset(pk for pk in (proposal.author_id, *named) if pk is not None)


class Named(TypedDict):
    """What `with_writers` adds to the row."""

    named_writers: list[int]


def with_writers(proposals: QuerySet[Proposal]) -> QuerySet[WithAnnotations[Proposal, Named]]:
    """The same with `named_writers`, for `all_writers`; in the same query."""
    named = RawSQL(writers_sql("proposals_proposal"), [], output_field=ArrayField(BigIntegerField()))  # noqa: S611
    return proposals.annotate(named_writers=named)


def coauthor_data(proposal: str = "pk") -> ArraySubquery:
    """Keys and names of co-authors, in the order in which they joined, as a column of a query.

    proposal: where the rows of the query have the proposal's key.
    """
    accepted = CoAuthor.objects.filter(proposal=OuterRef(proposal), state=CoAuthorState.ACCEPTED).order_by("answered_at", "pk")
    return ArraySubquery(accepted.values(data=JSONObject(pk="person_id", name="person__public_name")))


def name_coauthors(proposal: Proposal, data: Iterable[Mapping[str, Any]]) -> None:
    """Set `coauthor_ids` and `coauthor_names` of a proposal; data: what `coauthor_data` has found."""
    people = [User(pk=row["pk"], public_name=row["name"]) for row in data]
    proposal.coauthor_ids = frozenset(person.pk for person in people)
    proposal.coauthor_names = tuple(person.display_name for person in people)


def authors_of(proposal: Proposal) -> list[CoAuthor]:
    """Co-authors, in the order in which they joined. One query."""
    accepted = proposal.coauthors.filter(state=CoAuthorState.ACCEPTED)
    return list(accepted.select_related("person").order_by("answered_at", "pk"))


def invitations_from(proposal: Proposal) -> list[CoAuthor]:
    """Those who were asked and have not joined, the newest first; one that has run out says so. One query."""
    states = (CoAuthorState.INVITED, CoAuthorState.DECLINED, CoAuthorState.EXPIRED)
    rows = list(proposal.coauthors.filter(state__in=states).select_related("person").order_by("-pk")[:30])
    for row in rows:
        if row.state == CoAuthorState.INVITED and row.expires_at <= timezone.now():
            row.state = CoAuthorState.EXPIRED
    return rows


def addressed_to(user: User) -> QuerySet[CoAuthor]:
    """Every invitation of this person, by their account or by the address that they have confirmed."""
    by_address = Q(person=None, address=user.email) if user.email else Q(pk__in=())
    return CoAuthor.objects.filter(Q(person=user) | by_address)


def open_invitations(user: User) -> list[CoAuthor]:
    """Those that wait for this person's answer, the newest first. One query."""
    waiting = addressed_to(user).filter(
        state=CoAuthorState.INVITED,
        expires_at__gt=timezone.now(),
        proposal__state__in=(ProposalState.DRAFT, ProposalState.PUBLISHED),
        proposal__project__in=Project.objects.visible_to(user),
    )
    known = waiting.exclude(proposal__author=user).select_related("proposal__project", "invited_by").defer("proposal__search")
    return list(known.order_by("-pk")[:20])


def invitation_for(proposal_id: int, project: str, user: User) -> CoAuthor | None:
    """This person's newest invitation to a proposal, whatever became of it. One query."""
    found = addressed_to(user).filter(proposal=proposal_id, proposal__project__slug=project)
    return found.select_related("proposal__project", "invited_by").defer("proposal__search").order_by("-pk").first()
