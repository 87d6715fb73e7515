"""Looking a receipt up, the published chain, and the rules as they were hashed."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from proposals.voting.counting.receipts import next_head
from proposals.voting.models import ChainLink, Receipt, Round
from proposals.voting.services import add_link
from tests.voting.conftest import Vote, cast, stranger
from tests.voting.pages import BASE, Voter, text_of

pytestmark = pytest.mark.django_db


def look_up(code: str, browser: Voter | None = None) -> str:
    """What the page says of a code."""
    response = (browser or Voter()).post(f"{BASE}receipt/", {"receipt": code})
    assert response.status_code == 200
    return text_of(response)


def test_what_becomes_of_a_ballot(vote: Vote, anna: User) -> None:
    first = cast(vote, anna, vote.choices(0)).tracker
    assert "This ballot counts." in look_up(first.lower().replace("-", " "))
    second = cast(vote, anna, vote.choices(1)).tracker
    assert "Replaced by a later one" in look_up(first)
    assert "This ballot counts." in look_up(second)
    Receipt.objects.filter(state="counted").update(state="annulled")
    assert "Two people annulled" in look_up(second)


@pytest.mark.parametrize("code", ["X", "0000-0000", "😀", "a" * 64])
def test_whatever_is_not_there_gets_one_answer_for_one_amount_of_work(vote: Vote, anna: User, code: str) -> None:
    tracker = cast(vote, anna, vote.choices(0)).tracker
    for one in (tracker, code):
        look_up(one)  # whatever is kept is kept now
    queries, pages = [], []
    for one in (tracker, code, "ZZZZ-ZZZZ"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            pages.append(look_up(one))
        queries.append(len(seen))
    assert len(set(queries)) == 1
    assert "There is no receipt with this code" in pages[1]
    assert "There is no receipt with this code" in pages[2]


@pytest.mark.parametrize("code", ["", "\x00", "A" * 100_000])
def test_what_is_no_code_gets_a_word_at_the_field(vote: Vote, code: str) -> None:
    assert Voter().post(f"{BASE}receipt/", {"receipt": code}).status_code == 422


def test_a_receipt_of_another_vote_is_not_found(vote: Vote, anna: User) -> None:
    tracker = cast(vote, anna, vote.choices(0)).tracker
    Receipt.objects.update(round=Round.objects.create(project=vote.round.project, state="cancelled"))
    assert "There is no receipt" in look_up(tracker)


def test_looking_up_is_slowed_down(vote: Vote) -> None:
    browser = Voter()
    answers = [browser.post(f"{BASE}receipt/", {"receipt": f"X{n}"}).status_code for n in range(62)]
    assert answers[59] == 200
    assert answers[61] == 429


def test_the_chain_can_be_checked_from_its_file_alone(vote: Vote, anna: User) -> None:
    trackers = [cast(vote, stranger(vote, f"s{n}"), vote.choices(0)).tracker for n in range(3)]
    add_link(round_id=vote.round.pk)
    trackers.append(cast(vote, anna, vote.choices(1)).tracker)
    add_link(round_id=vote.round.pk)
    response = Voter().get(f"{BASE}chain.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = b"".join(response.streaming_content).decode().splitlines()
    head, before, hashes = "0" * 64, "", []
    for line in lines:
        moment, published, listed = line.split(";")
        head = hashlib.sha256("\n".join([head, *listed.split(",")]).encode()).hexdigest()
        assert head == published
        assert moment > before
        before = moment
        hashes += listed.split(",")
    assert len(lines) == 2
    wanted = {hashlib.sha256(tracker.replace("-", "").lower().encode()).hexdigest() for tracker in trackers}
    assert set(hashes) == wanted
    assert (
        head
        == ChainLink.objects.get(number=2).head
        == next_head(ChainLink.objects.get(number=1).head, lines[1].split(";")[2].split(","))
    )
    assert head in Voter().opens("receipt/")


def test_the_chain_tells_no_turnout_before_the_close_where_that_is_kept(vote: Vote, anna: User) -> None:
    Round.objects.update(hides_turnout=True)
    cast(vote, anna, vote.choices(0))
    add_link(round_id=vote.round.pk)
    browser = Voter()
    assert browser.get(f"{BASE}chain.txt").status_code == 404
    assert ChainLink.objects.get().head in browser.opens("receipt/")
    Round.objects.update(state="closed", closed_at=timezone.now())
    assert browser.get(f"{BASE}chain.txt").status_code == 200


def test_the_rules_are_the_text_that_was_hashed(vote: Vote) -> None:
    response = Voter().get(f"{BASE}rules.json")
    assert hashlib.sha256(response.content).hexdigest() == vote.round.rules_digest
    assert json.loads(response.content)["vote"]["kind"] == "approval"
    page = Voter().opens("rules/")
    assert vote.round.rules_digest in page
    assert "rules.json" in page
    assert json.loads(response.content)["count"]["seed"] == vote.round.seed
