"""The caches of counts: computed from the rows they count, never incremented."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from proposals.models import Proposal

REFRESH = """
    UPDATE proposals_proposal proposal SET support_count = counted.n
    FROM (
        SELECT p.id, (SELECT count(*) FROM proposals_support s WHERE s.proposal_id = p.id) AS n
        FROM proposals_proposal p WHERE p.id = ANY(%s) ORDER BY p.id FOR NO KEY UPDATE OF p
    ) counted
    WHERE proposal.id = counted.id AND proposal.support_count <> counted.n
"""
# One statement sees one moment: no count is older than another. Rows whose numbers are right are not written.
REBUILD = """
    UPDATE proposals_proposal proposal
    SET support_count = counted.supports, comment_count = counted.comments
    FROM (
        SELECT p.id, COALESCE(s.n, 0) AS supports, COALESCE(c.n, 0) AS comments
        FROM proposals_proposal p
        LEFT JOIN (SELECT proposal_id, count(*) AS n FROM proposals_support GROUP BY proposal_id) s ON s.proposal_id = p.id
        LEFT JOIN (SELECT thread_id, count(*) AS n FROM comments_comment WHERE state = 'visible' GROUP BY thread_id) c
            ON c.thread_id = p.thread_id
    ) counted
    WHERE counted.id = proposal.id
      AND (proposal.support_count, proposal.comment_count) IS DISTINCT FROM (counted.supports, counted.comments)
"""


def refresh_counts(*, proposal_ids: Sequence[int]) -> None:
    """Bring these proposals' numbers of supports up to date."""
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, [list(proposal_ids)])


def rebuild_counts() -> int:
    """Bring every proposal's numbers of supports and comments up to date; return how many were wrong."""
    with connection.cursor() as cursor:
        cursor.execute(REBUILD)
        return cursor.rowcount


def set_comment_count(*, thread_id: int, count: int) -> None:
    """Keep the number of comments that the conversation has counted."""
    Proposal.objects.filter(thread_id=thread_id).exclude(comment_count=count).update(comment_count=count)
