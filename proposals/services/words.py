"""Counting which words proposals use."""

from __future__ import annotations

from django.db import connection, transaction

from proposals.models import WordUse

# Readers go on seeing the old numbers until the new ones are there, and two runs at once wait for each other.
LOCK = "LOCK TABLE proposals_worduse IN SHARE ROW EXCLUSIVE MODE"
COUNT = """
    INSERT INTO proposals_worduse (key, proposals)
    SELECT word, ndoc FROM ts_stat($words$
        SELECT search FROM proposals_proposal WHERE state = 'published'
    $words$) WHERE word ~ '^(fi|sv|en)[.]'
    UNION ALL
    SELECT '', count(*) FROM proposals_proposal WHERE state = 'published'
"""


@transaction.atomic
def count_words() -> int:
    """Count in how many published proposals each word is; returns the number of words."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        WordUse.objects.all().delete()
        cursor.execute(COUNT)
        return cursor.rowcount - 1
