"""Every page asks the database at most fifteen things, however much there is to show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.comments.models import Comment, Thread
from proposals.models import Proposal
from proposals.services import support_proposal
from tests.cast import Town
from tests.factories.proposals import many_proposals

MOST = 15


def asked(client: Client, address: str) -> list[str]:
    """The queries of a page. It is fetched once before: what is cached then stays cached for a reader."""
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code in {200, 302}, address
    return [query["sql"] for query in captured.captured_queries]


def over(client: Client, addresses: list[str]) -> dict[str, int]:
    """Address -> number of queries, of those that ask too much."""
    counts = {address: len(asked(client, address)) for address in addresses}
    return {address: number for address, number in counts.items() if number > MOST}


def test_for_anybody(client: Client, public_addresses: list[str]) -> None:
    assert over(client, public_addresses) == {}


def test_for_a_resident(client: Client, public_addresses: list[str], own_addresses: list[str], ben: User) -> None:
    support_proposal(proposal_id=Proposal.objects.get().pk, resident=ben)
    client.force_login(ben)
    assert over(client, [*public_addresses, *own_addresses]) == {}


def talk(thread: Thread, author: User, number: int) -> None:
    """That many visible comments, every third an answer, in two inserts."""
    rows = [
        Comment(thread=thread, author=author, body=f"Ajatus {n}", language="fi", changed_seq=n + 2, state="visible")
        for n in range(number)
    ]
    roots = Comment.objects.bulk_create([row for n, row in enumerate(rows) if n % 3])
    for row, root in zip(rows[::3], roots, strict=False):
        row.parent = root
    Comment.objects.bulk_create([row for row in rows[::3] if row.parent_id])
    Thread.objects.filter(pk=thread.pk).update(seq=number + 1, visible_count=number + 1)


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_same_at_one_and_at_a_thousand(
    client: Client, town: Town, public_addresses: list[str], ben: User, anna: User, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(ben)
    lists = [address for address in public_addresses if "/accounts/" not in address and "after=0" not in address]
    before = {address: len(asked(client, address)) for address in lists}
    many_proposals(town.project, 1000, author=anna)
    for thread in Thread.objects.filter(comments__isnull=False).distinct():
        talk(thread, anna, 1000)
    after = {address: asked(client, address) for address in lists}
    # A longer list has a next page, which may need a look of its own; nothing grows with the rows.
    grown = {address: (before[address], len(queries)) for address, queries in after.items() if len(queries) > before[address] + 1}
    assert grown == {}
    assert {address: len(queries) for address, queries in after.items() if len(queries) > MOST} == {}
