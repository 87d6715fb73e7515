"""The ballots of a pot for counting, identical ones together: as many rows are read as there are different ones."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

GROUPED = """
    SELECT items, points, count(*) FROM voting_ballotpaper
    WHERE pot_id = %s AND annulment_id IS NULL GROUP BY items, points ORDER BY items, points
"""
AT_ONCE = 5000


def grouped_ballots(pot_id: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], int]]:
    """(item ids, points or nothing, how many such ballots), in a fixed order, read a piece at a time."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPED, [pot_id])
        while rows := cursor.fetchmany(AT_ONCE):
            for items, points, number in rows:
                yield tuple(items), tuple(points), number
