"""The chain over the box: about every hour the receipts since the last link are bound to all before them.

head of link n = SHA-256 of the text: head of link n-1 (64 zeros for the first), then the tracker hashes of link n, sorted, all in
lower-case hexadecimal, one in a line, joined by newlines without one at the end. Whoever noted a head sees that nothing before it
was changed, added or taken away.
"""

from __future__ import annotations

import hashlib

from django.db import connection, transaction

from proposals.voting.models import ChainLink, Round
from proposals.voting.states import RoundState

NO_HEAD = "0" * 64  # before the first link
LOCK = "SELECT pg_advisory_xact_lock(hashtext('voting-chain'), %s)"
TAKE = "SELECT encode(tracker_hash, 'hex') FROM voting_receipt WHERE round_id = %s AND link_id IS NULL FOR UPDATE"
BIND = "UPDATE voting_receipt SET link_id = %s WHERE round_id = %s AND encode(tracker_hash, 'hex') = ANY(%s) AND link_id IS NULL"


def head_of(before: str, hashes: list[str]) -> str:
    """The next head. hashes: lower-case hexadecimal, in any order."""
    return hashlib.sha256("\n".join([before, *sorted(hashes)]).encode()).hexdigest()


@transaction.atomic
def add_link(*, round_id: int) -> ChainLink | None:
    """Bind what was cast since the last link; None where nothing was. Ballots on their way come into the next one."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [round_id])
        last = ChainLink.objects.filter(round=round_id).order_by("-number").first()
        cursor.execute(TAKE, [round_id])
        hashes = [row[0] for row in cursor.fetchall()]
        if not hashes:
            return None
        link = ChainLink.objects.create(
            round_id=round_id,
            number=last.number + 1 if last else 1,
            head=head_of(last.head if last else NO_HEAD, hashes),
            receipts_count=len(hashes),
        )
        cursor.execute(BIND, [link.pk, round_id, hashes])
    return link


def rounds_to_link() -> list[int]:
    """Rounds in which something may have been cast since the last link."""
    states = (RoundState.OPEN, RoundState.CLOSED)
    return list(Round.objects.filter(state__in=states).order_by("pk").values_list("pk", flat=True))
