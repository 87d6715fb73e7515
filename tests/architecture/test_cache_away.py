"""With Valkey gone every page still answers: it is a cache and a messenger, never the only place of anything."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from participation.accounts.models import User
from tests.accounts.test_without_valkey import AWAY


@pytest.fixture
def _away(public_addresses: list[str]):  # type: ignore[no-untyped-def]
    with override_settings(CACHES=AWAY):
        yield


@pytest.mark.usefixtures("_away")
def test_pages_answer_anybody(client: Client, public_addresses: list[str]) -> None:
    for address in public_addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.usefixtures("_away")
def test_pages_answer_residents(client: Client, own_addresses: list[str], public_addresses: list[str], anna: User) -> None:
    client.force_login(anna)
    for address in [*public_addresses, *own_addresses]:
        assert client.get(address, follow=True).status_code == 200, address
