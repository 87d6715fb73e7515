"""How many agree, and whether both sides do: caches that are counted anew after votes, never inside one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from participation.comments.models import Thread
from participation.common.queueing import enqueue_gathered
from participation.live.services import publish

MEASURE_SECONDS = 15
LOCK = "SELECT id FROM comments_comment WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
COUNT = """
    UPDATE comments_comment comment SET agree_count = counted.agree, disagree_count = counted.disagree
    FROM (
        SELECT asked.id, count(*) FILTER (WHERE value = 1) AS agree, count(*) FILTER (WHERE value = -1) AS disagree
        FROM unnest(%s::bigint[]) AS asked(id) LEFT JOIN comments_reaction reaction ON reaction.comment_id = asked.id
        GROUP BY asked.id
    ) counted
    WHERE comment.id = counted.id AND (comment.agree_count, comment.disagree_count) <> (counted.agree, counted.disagree)
    RETURNING comment.id, comment.thread_id
"""
MISCOUNTED = """
    SELECT comment.id
    FROM comments_comment comment LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE value = 1) AS agree, count(*) FILTER (WHERE value = -1) AS disagree
        FROM comments_reaction WHERE comment_id = comment.id
    ) counted ON TRUE
    WHERE comment.thread_id = ANY(%s) AND (comment.agree_count, comment.disagree_count) <> (counted.agree, counted.disagree)
"""
# The measure and its thresholds: docs/decisions/0013-agreeing-across-sides.md.
LEAST_LEANING = 2
LEAST_VOTERS = 3
LEAST_IN_SIDE = 5
BRIDGES = """
    WITH stated AS (
        SELECT DISTINCT ON (author_id) author_id AS person, CASE stance WHEN 'for' THEN 1 ELSE -1 END AS side
        FROM comments_comment
        WHERE thread_id = %(thread)s AND parent_id IS NULL AND state = 'visible' AND stance IN ('for', 'against')
          AND author_id IS NOT NULL
        ORDER BY author_id, id DESC
    ), vote AS (
        SELECT comment.id, reaction.resident_id AS person, reaction.value,
            reaction.value * CASE comment.stance WHEN 'for' THEN 1 WHEN 'against' THEN -1 ELSE 0 END AS leans
        FROM comments_comment comment JOIN comments_reaction reaction ON reaction.comment_id = comment.id
        WHERE comment.thread_id = %(thread)s AND comment.state = 'visible' AND reaction.value <> 0
    ), leaning AS (
        SELECT person, sum(leans) AS leans FROM vote GROUP BY person
    ), sided AS (
        SELECT vote.id, vote.person, vote.value, COALESCE(
            stated.side,
            CASE WHEN abs(leaning.leans - vote.leans) >= %(leaning)s THEN sign(leaning.leans - vote.leans) ELSE 0 END
        ) AS side
        FROM vote JOIN leaning USING (person) LEFT JOIN stated USING (person)
    ), sides AS (
        SELECT count(DISTINCT person) FILTER (WHERE side = 1) >= %(in_side)s
           AND count(DISTINCT person) FILTER (WHERE side = -1) >= %(in_side)s AS known FROM sided
    ), share AS (
        SELECT id, side, count(*) AS voters, (count(*) FILTER (WHERE value = 1) + 1)::float / (count(*) + 2) AS agreement
        FROM sided WHERE side <> 0 GROUP BY id, side
    ), measured AS (
        SELECT id, floor(1000 * min(agreement))::int AS bridge FROM share
        WHERE voters >= %(voters)s AND (SELECT known FROM sides)
        GROUP BY id HAVING count(*) = 2 AND min(agreement) > 0.5
    )
    SELECT (SELECT known FROM sides), comment.id, COALESCE(measured.bridge, 0)
    FROM (SELECT NULL) once LEFT JOIN (
        comments_comment comment LEFT JOIN measured ON measured.id = comment.id
    ) ON comment.thread_id = %(thread)s AND comment.bridge <> COALESCE(measured.bridge, 0)
    ORDER BY comment.id
"""
MARK = """
    UPDATE comments_comment comment SET bridge = measured.bridge
    FROM unnest(%s::bigint[], %s::int[]) AS measured(id, bridge) WHERE comment.id = measured.id
"""


@transaction.atomic
def tally(*, comment_ids: Iterable[int]) -> int:
    """Count the votes on comments anew; returns on how many the numbers were others.

    The rows are locked first and counted in a second statement: one alone would count before its wait for the lock, and
    write what was true then.
    """
    ids = sorted(set(comment_ids))
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [ids])
        cursor.execute(COUNT, [ids])
        changed = cursor.fetchall()
    for comment_id, thread_id in changed:
        publish(topic=f"thread.{thread_id}", type="comment.votes", id=comment_id)
    for thread_id in {thread_id for _comment, thread_id in changed}:
        enqueue_gathered("comments.measure_bridges", thread_id, seconds=MEASURE_SECONDS)
    return len(changed)


@transaction.atomic
def measure_bridges(*, thread_id: int) -> int:
    """Find out anew what both sides of a conversation agree on; returns for how many comments that is another than before."""
    thread = Thread.objects.select_related("project").only("has_sides", "project__asks_stance").filter(pk=thread_id).first()
    if thread is None or not (thread.project.asks_stance or thread.has_sides):
        return 0
    limits = {"leaning": LEAST_LEANING, "voters": LEAST_VOTERS, "in_side": LEAST_IN_SIDE}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('comments.measure_bridges', %s))", [thread_id])
        cursor.execute(BRIDGES, {"thread": thread_id, **limits})
        rows = cursor.fetchall()
        has_sides, changed = bool(rows[0][0]), [(row[1], row[2]) for row in rows if row[1] is not None]
        ids = [comment_id for comment_id, _bridge in changed]
        cursor.execute(LOCK, [ids])
        cursor.execute(MARK, [ids, [bridge for _comment, bridge in changed]])
    if has_sides != thread.has_sides:
        Thread.objects.filter(pk=thread_id).update(has_sides=has_sides)
    for comment_id in ids:
        publish(topic=thread.topic, type="comment.votes", id=comment_id)
    return len(changed)


def rebuild_tallies(*, thread_ids: Iterable[int]) -> int:
    """Put right what a lost task has left uncounted; returns for how many comments."""
    with connection.cursor() as cursor:
        cursor.execute(MISCOUNTED, [list(thread_ids)])
        ids = [row[0] for row in cursor.fetchall()]
    return tally(comment_ids=ids) if ids else 0
