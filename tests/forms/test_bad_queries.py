"""Whatever stands behind a question mark, a page answers."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from tests.architecture.conftest import coordinator, public_addresses, published, site

__all__ = ["coordinator", "public_addresses", "published", "site"]

NAMES = ("q", "district", "category", "state", "sort", "after", "page", "seed", "p", "card", "parent", "reply", "latitude")
VALUES = {
    "empty": "",
    "NUL": "\x00",
    "emoji": "🪑",
    "right to left": "‮مقعد",
    "huge number": "9" * 400,
    "negative": "-1",
    "not quite a number": "²",
    "words": "a' OR 1=1 --",
    "operators": "& | ! ( :* <->",
    "wildcards": "%_\\",
    "long": "penkki " * 1000,
    "cursor": "1_1",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_pages_answer(client: Client, public_addresses: list[str], value: str) -> None:
    query = "&".join(f"{name}={quote(value)}" for name in NAMES)
    for address in {address.split("?")[0] for address in public_addresses}:
        for one in (query, f"q={quote(value)}", f"after={quote(value)}"):
            assert client.get(f"{address}?{one}").status_code in {200, 302, 400, 404}, (address, one[:60])


def test_octets_that_are_no_text(client: Client, public_addresses: list[str]) -> None:
    for address in {address.split("?")[0] for address in public_addresses}:
        for octets in ("q=%ff%fe", "q=%ED%A0%80", "after=%80", "%ff=%ff", "q[]=1&q[]=2", "&&==;"):
            assert client.get(f"{address}?{octets}").status_code in {200, 302, 400, 404}, (address, octets)
