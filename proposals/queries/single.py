"""One proposal and everything that hangs on it."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, JSONObject
from django.http import Http404

from participation.common.kept import Kept
from participation.files.models import AttachmentState
from proposals.facts import Answered, Document, Picture, SupportFacts, Words
from proposals.models import (
    FieldAnswer,
    OfficialResponse,
    Proposal,
    ProposalDocument,
    ProposalImage,
    ProposalVersion,
)
from proposals.page_parts import page_parts
from proposals.queries.authors import all_writers, coauthor_data, name_coauthors, writers_sql
from proposals.states import ProposalState

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import WithAnnotations

    from participation.accounts.models import User
    from participation.files.models import StoredFile
    from participation.projects.models import Project


class Parts(TypedDict):
    """What the query of a proposal's own page adds to the row."""

    has_history: bool
    picture_data: list[dict[str, Any]]
    document_data: list[dict[str, Any]]
    answer_data: list[dict[str, Any]]
    coauthor_data: list[dict[str, Any]]


# A text that is another after every change of what the page shows; how many support at this moment, and whether I do; whether
# the city has answered; the keys of the parts of the page that there is something of.
NOW = """
    SELECT
        concat_ws(' ', proposal.xmin, proposal.ctid, author.xmin, author.ctid, category.xmin, category.ctid, district.xmin,
            district.ctid, thread.xmin, thread.ctid, decision.xmin, decision.ctid,
            (SELECT string_agg(concat_ws(' ', image.xmin, image.ctid), ',' ORDER BY image.id)
             FROM proposals_proposalimage image WHERE image.proposal_id = proposal.id),
            (SELECT string_agg(concat_ws(' ', paper.xmin, paper.ctid), ',' ORDER BY paper.id)
             FROM proposals_proposaldocument paper WHERE paper.proposal_id = proposal.id),
            (SELECT string_agg(concat_ws(' ', answer.xmin, answer.ctid, field.xmin, field.ctid, option.xmin, option.ctid), ','
                ORDER BY answer.id)
             FROM proposals_fieldanswer answer JOIN proposals_formfield field ON field.id = answer.field_id
             LEFT JOIN proposals_fieldoption option ON option.id = answer.option_id WHERE answer.proposal_id = proposal.id),
            (SELECT string_agg(concat_ws(' ', coauthor.xmin, coauthor.ctid, person.xmin, person.ctid), ',' ORDER BY coauthor.id)
             FROM proposals_coauthor coauthor JOIN accounts_user person ON person.id = coauthor.person_id
             WHERE coauthor.proposal_id = proposal.id AND coauthor.state = 'accepted'),
            EXISTS (SELECT FROM proposals_proposalversion version WHERE version.proposal_id = proposal.id)),
        (SELECT count(*) FROM proposals_support support WHERE support.proposal_id = proposal.id),
        EXISTS (SELECT FROM proposals_support support WHERE support.proposal_id = proposal.id AND support.resident_id = %s),
        EXISTS (SELECT FROM proposals_officialresponse response WHERE response.proposal_id = proposal.id),
        array_remove(ARRAY[{parts}]::text[], NULL),
        {writers}
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
    parts = ", ".join(f"CASE WHEN {part.present} THEN '{part.key}' END" for part in page_parts())
    return NOW.format(parts=parts, writers=writers_sql("proposal"))


def readable_proposal(project: Project, pk: int, user: User | AnonymousUser) -> Proposal:
    """A proposal of a project that the caller has found readable: a published one, or one that the reader writes.

    One query while nothing of it changes, else two. Sets `has_history`, `pictures`, `picture` (the first, or None), `documents`,
    `said_more` (answers to the project's own fields), `coauthor_ids`, `coauthor_names`, `writer_ids`, `is_answered`, `present`
    (keys of the page's parts), and `support`, counted from the rows themselves, so that who was just told of a support sees it.
    Raises Http404 when this person has none such.
    """
    with connection.cursor() as cursor:
        cursor.execute(_now(), [user.pk, pk, project.pk])
        found = cursor.fetchone()
    kept = _kept.get(pk, found[0], lambda: _load(pk)) if found else None
    if kept is None or not (kept.state == ProposalState.PUBLISHED or _writes(user, kept)):
        raise Http404
    proposal = copy(kept)
    proposal.project, proposal.thread = project, copy(kept.thread)
    _version, count, mine, proposal.is_answered, present, named = found
    proposal.present = frozenset(present)
    proposal.writer_ids = all_writers(proposal, named)
    proposal.support = SupportFacts(count, mine)
    return proposal


def require_readable_proposal(project: Project, pk: int, user: User | AnonymousUser) -> None:
    """The same question without the proposal: raises Http404 when this person has none such. One query, or two for drafts."""
    found = Proposal.objects.filter(project=project, pk=pk).only("state", "author").first()
    if found is None or not (found.state == ProposalState.PUBLISHED or _writes(user, found)):
        raise Http404


def _writes(user: User | AnonymousUser, proposal: Proposal) -> bool:
    """Its author, and co-authors until it is taken back."""
    if not user.is_authenticated:
        return False
    is_withdrawn = proposal.state == ProposalState.WITHDRAWN
    return proposal.author_id == user.pk or (not is_withdrawn and user.pk in proposal.coauthor_ids)


def _load(pk: int) -> Proposal | None:
    """The row with what its page says of it; whatever does not change with the reader."""
    rows = _with_parts(Proposal.objects.filter(pk=pk))
    proposal = (
        rows.select_related("author", "category", "district", "thread", "decision").defer("search", "district__boundary").first()
    )
    if proposal is not None:
        proposal.pictures = tuple(Picture(**data) for data in proposal.picture_data)
        proposal.picture = proposal.pictures[0] if proposal.pictures else None
        proposal.documents = tuple(Document(**data) for data in proposal.document_data)
        proposal.said_more = tuple(map(_answered, proposal.answer_data))
        name_coauthors(proposal, proposal.coauthor_data)
    return proposal


def _answered(data: dict[str, Any]) -> Answered:
    label = Words(data.pop("label"), data.pop("i18n"))
    option, option_i18n = data.pop("option"), data.pop("option_i18n")
    values = {name: value for name, value in data.items() if value is not None}
    return Answered(label_words=label, option_words=Words(option, option_i18n) if option else None, **values)


def _with_parts(proposals: QuerySet[Proposal]) -> QuerySet[WithAnnotations[Proposal, Parts]]:
    versions = ProposalVersion.objects.filter(proposal=OuterRef("pk"))
    pictures = ProposalImage.objects.filter(proposal=OuterRef("pk"), state=AttachmentState.VISIBLE).values(
        data=JSONObject(id="id", alt="alt_text", key="stored__key", width="stored__width", height="stored__height"),
    )
    papers = ProposalDocument.objects.filter(proposal=OuterRef("pk"), state=AttachmentState.VISIBLE).values(
        data=JSONObject(id="id", title="title", key="stored__key", size="stored__size"),
    )
    answers = FieldAnswer.objects.filter(proposal=OuterRef("pk"), state=AttachmentState.VISIBLE).values(
        data=JSONObject(
            id="id",
            field="field_id",
            kind="kind",
            label="field__label",
            i18n="field__i18n",
            text="text",
            option_id="option_id",
            option="option__label",
            option_i18n="option__i18n",
            number=Cast("number", CharField()),
            key="stored__key",
            size="stored__size",
            content_type="stored__content_type",
        ),
    )
    return proposals.annotate(
        has_history=Exists(versions),
        picture_data=ArraySubquery(pictures),
        document_data=ArraySubquery(papers),
        answer_data=ArraySubquery(answers),
        coauthor_data=coauthor_data(),
    )


def stored_picture(proposal: Proposal) -> StoredFile | None:
    """The file of the proposal's first picture unless it is hidden. One query."""
    image = proposal.images.filter(state=AttachmentState.VISIBLE).select_related("stored").first()
    return image.stored if image else None


def stored_file(proposal: Proposal, key: UUID) -> tuple[StoredFile, str] | None:
    """A visible file of the proposal, whichever it is of, and its words. Three queries at most."""
    image = proposal.images.filter(state=AttachmentState.VISIBLE, stored__key=key).select_related("stored").first()
    if image:
        return image.stored, image.alt_text
    paper = proposal.papers.filter(state=AttachmentState.VISIBLE, stored__key=key).select_related("stored").first()
    if paper:
        return paper.stored, paper.title
    answer = proposal.answers.filter(state=AttachmentState.VISIBLE, stored__key=key).select_related("stored", "field").first()
    return (answer.stored, str(answer.field)) if answer and answer.stored else None


def hidden_file_keys(proposal: Proposal) -> frozenset[str]:
    """The files that moderators have taken from readers, by the keys of their facts in every version. One query."""
    images = proposal.images.exclude(state=AttachmentState.VISIBLE).order_by()
    papers = proposal.papers.exclude(state=AttachmentState.VISIBLE).order_by()
    pictures = images.annotate(kind=Value("picture")).values_list("kind", "pk")
    documents = papers.annotate(kind=Value("document")).values_list("kind", "pk")
    return frozenset(f"{kind} {pk}" for kind, pk in pictures.union(documents, all=True))


def responses_to(proposal: Proposal) -> list[OfficialResponse]:
    """The city's answers, the newest first. One query."""
    return list(proposal.responses.select_related("unit", "author"))


def versions_of(proposal: Proposal, limit: int, *, before: int | None = None) -> list[ProposalVersion]:
    """The newest versions, newest first, and one more to compare the oldest of them with. One query.

    before: only those with a lower number.
    """
    rows = proposal.versions.select_related("editor").order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows[: limit + 1])
