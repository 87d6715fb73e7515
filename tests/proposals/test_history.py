"""The history of a proposal: every change readable, every version a text whose fingerprint anybody can work out."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from proposals.models import Proposal
from proposals.services import edit_proposal
from proposals.versions import digest, plain_text
from tests.cast import Town
from tests.factories.proposals import ProposalFactory
from tests.proposals.test_write import picture

WORDS = {"title": "A hut", "body": "Warm.", "language": "en"}


@pytest.fixture
def proposal(town: Town, anna: User) -> Proposal:
    return ProposalFactory(project=town.project, author=anna, **WORDS)


def url(proposal: Proposal, rest: str = "history/") -> str:
    return f"/en/projects/kallion-ideat/proposals/{proposal.pk}/{rest}"


def change(proposal: Proposal, editor: User, **words: object) -> None:
    edit_proposal(proposal_id=proposal.pk, editor=editor, **{**WORDS, "district_id": proposal.district_id, **words})


def test_the_way_a_fingerprint_is_made_never_changes() -> None:
    facts = [
        {"key": "place", "label": "", "says": "By the field", "digest": ""},
        {"key": "field 7", "label": "Hinta", "says": "12000.00", "digest": ""},
        {"key": "picture 3", "label": "", "says": "The front", "digest": "ab" * 32},
    ]
    assert plain_text("Title", "Text") == "Title\n\nText"
    assert plain_text("Title", "Text", facts) == (
        f"Title\n\nText\n\nplace: By the field\nHinta: 12000.00\npicture 3: The front (SHA-256 {'ab' * 32})"
    )
    assert digest("Title", "Text") == "7f5c213bec75e1dcb2ef78eb9c8f78aeefbe56272dbeb9cd533d685419fe75b1"
    assert digest("Title", "Text", facts) == hashlib.sha256(plain_text("Title", "Text", facts).encode()).hexdigest()


def test_a_saved_version_has_the_fingerprint_that_is_shown(client: Client, proposal: Proposal, anna: User) -> None:
    change(proposal, anna, body="Warm, with benches. Ä 🦄", place="By the field")
    page = client.get(url(proposal)).content.decode()
    for number in (1, 2):
        saved = client.get(url(proposal, f"history/{number}.txt"))
        assert saved["Content-Type"] == "text/plain; charset=utf-8"
        assert saved["Content-Disposition"].startswith("attachment")
        assert hashlib.sha256(saved.content).hexdigest() in page
    assert client.get(url(proposal, "history/3.txt")).status_code == 404


def test_what_was_never_changed_has_a_fingerprint_too_and_keeps_it(client: Client, proposal: Proposal, anna: User) -> None:
    before = client.get(url(proposal, "history/1.txt")).content
    assert hashlib.sha256(before).hexdigest() in client.get(url(proposal)).content.decode()
    change(proposal, anna, body="Warmer.")
    assert client.get(url(proposal, "history/1.txt")).content == before


def test_everything_that_changed_is_readable(
    client: Client, proposal: Proposal, anna: User, settings, tmp_path, town: Town
) -> None:
    settings.MEDIA_ROOT = tmp_path
    change(proposal, anna, place="By the field", image=picture(), image_alt="The front")
    change(proposal, anna, place="By the shore", authorship="group", on_behalf_of="The sauna club", district_id=town.malmi.pk)
    page = client.get(url(proposal)).content.decode()
    for words in ("field</del>", "shore</ins>", "The sauna club</ins>", "Malmi</ins>", "The front</ins>", "(new)", "(changed)"):
        assert words in page
    assert [version.number for version in proposal.versions.all()] == [1, 2, 3]


def test_older_versions_are_reached_by_their_number(client: Client, proposal: Proposal, anna: User) -> None:
    for number in range(25):
        change(proposal, anna, body=f"Text {number}")
    page = client.get(url(proposal)).content.decode()
    assert ">Version 26<" in page
    assert "?before=7" in page
    older = client.get(url(proposal) + "?before=7").content.decode()
    assert ">Version 6<" in older
    assert ">Version 1<" in older
    for nonsense in ("x", "-1", "9" * 40, "\x00"):
        assert client.get(url(proposal), {"before": nonsense}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_same_queries_for_one_and_three(client: Client, proposal: Proposal, anna: User, number: int) -> None:
    for n in range(number):
        change(proposal, anna, body=f"Text {n}")
    client.get(url(proposal))
    with CaptureQueriesContext(connection) as queries:
        client.get(url(proposal))
    assert len(queries) <= 4
