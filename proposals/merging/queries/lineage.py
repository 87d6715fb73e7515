"""Which proposals a proposal came from and became part of."""

from __future__ import annotations

from django.db import connection

from proposals.models import OfficialResponse, Proposal
from proposals.queries.authors import coauthor_data, name_coauthors

FAR = 6  # steps up and down; a joint proposal of joint proposals of joint ones is as far as anybody goes
# Up to the last joint proposal, then down to everything it came from. One row for each tie: source, joint, merger.
TIES = """
    WITH RECURSIVE up (id, far) AS (
        SELECT %s::bigint, 0
        UNION
        SELECT merger.proposal_id, up.far + 1
        FROM up
        JOIN merging_mergermember member ON member.proposal_id = up.id AND member.holds
        JOIN merging_merger merger ON merger.id = member.merger_id AND merger.state = 'published'
        WHERE up.far < %s
    ), down (source, joint, merger, far) AS (
        SELECT member.proposal_id, merger.proposal_id, merger.id, 0
        FROM up
        JOIN merging_merger merger ON merger.proposal_id = up.id AND merger.state = 'published'
        JOIN merging_mergermember member ON member.merger_id = merger.id AND member.holds
        UNION
        SELECT member.proposal_id, merger.proposal_id, merger.id, down.far + 1
        FROM down
        JOIN merging_merger merger ON merger.proposal_id = down.source AND merger.state = 'published'
        JOIN merging_mergermember member ON member.merger_id = merger.id AND member.holds
        WHERE down.far < %s
    )
    SELECT DISTINCT source, joint FROM down ORDER BY joint, source
"""

# Who wrote the proposals that a joint one was made of: see proposals.queries.authors.
WRITERS_OF_SOURCES = """
    SELECT unnest(array_append(
        ARRAY(SELECT person_id FROM proposals_coauthor WHERE proposal_id = source.id AND state = 'accepted'), source.author_id))
    FROM merging_merger merger
    JOIN merging_mergermember member ON member.merger_id = merger.id AND member.holds
    JOIN proposals_proposal source ON source.id = member.proposal_id
    WHERE merger.proposal_id = {proposal}.id AND merger.state = 'published'
"""


def ties_of(proposal_id: int) -> list[tuple[int, int]]:
    """(source, joint) of the whole family of a proposal. One query."""
    with connection.cursor() as cursor:
        cursor.execute(TIES, [proposal_id, FAR, FAR])
        return list(cursor.fetchall())


def family(ids: set[int]) -> dict[int, Proposal]:
    """The proposals with what the drawing says of them; what nobody may read is there, too, so that a gap can be drawn."""
    rows = Proposal.objects.filter(pk__in=ids).select_related("author")
    fields = ("title", "language", "state", "status", "support_count", "comment_count")
    signed = ("authorship", "on_behalf_of", "school_class", "channel")  # what `Proposal.signature` reads
    shown = rows.only(*fields, *signed, "author__public_name", "author__erased_at", "author__email")
    found: dict[int, Proposal] = {}
    for row in shown.annotate(coauthor_data=coauthor_data()):
        name_coauthors(row, row.coauthor_data)
        found[row.pk] = row
    return found


def answers_to(ids: set[int]) -> dict[int, OfficialResponse]:
    """The newest answer of the city to each public proposal of these. One query."""
    rows = OfficialResponse.objects.filter(proposal__in=ids, proposal__state="published").order_by("proposal_id", "-pk")
    return {row.proposal_id: row for row in rows.distinct("proposal_id").select_related("unit").defer("text", "i18n")}
