"""Coming with a code: it lets its owner in, stays in no address, and cannot be guessed."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from proposals.voting.keys import code_hash, key_of
from proposals.voting.models import CodeBatch, Participation, VotingCode
from tests.voting.conftest import Vote, opened
from tests.voting.pages import BASE, Voter, text_of, tracker_in

pytestmark = pytest.mark.django_db
CODE = "ABCD-EFGH-JKMN"


@pytest.fixture
def by_code(ben: User) -> Vote:
    """A round with one code."""
    vote = opened(sources=["code"])
    key = key_of(vote.round.pk)
    batch = CodeBatch.objects.create(round=vote.round, name="Koulu", made_by=ben)
    VotingCode.objects.create(round=vote.round, batch=batch, code_key=key.code(code_hash(CODE)), voter_key=b"c" * 32)
    return vote


def test_a_code_lets_in_and_goes_with_the_ballot(by_code: Vote) -> None:
    pupil = Voter()
    assert "Give your code to vote" in pupil.opens()
    pupil.opens("code/")
    response = pupil.post(f"{BASE}code/", {"code": " abcd efgh jkmn "})
    assert response.status_code == 302
    assert "ABCD" not in response["Location"].upper()
    assert response.cookies["code-en"]["httponly"]
    tracker = pupil.votes(by_code.items["kallio"][0])
    assert tracker
    assert Participation.objects.get().channel == "code"
    assert not pupil.cookies["code-en"].value
    assert "Give your code to vote" in pupil.opens(), "the device is anybody's again"


def test_choosing_first_leads_from_the_code_to_the_review(by_code: Vote) -> None:
    pupil = Voter()
    pupil.adds(by_code.items["kallio"][0])
    assert pupil.post(f"{BASE}code/", {"code": CODE})["Location"] == f"{BASE}review/"
    tracker_in(pupil.sends())


def test_a_code_that_was_called_back_lets_nobody_in_any_more(by_code: Vote) -> None:
    pupil = Voter()
    pupil.post(f"{BASE}code/", {"code": CODE})
    by_code.round.batches.update(revoked_at=by_code.round.published_at, revoked_because="Lost in the post")
    assert "This code is not known" in pupil.opens()
    pupil.post(f"{BASE}leave/")
    assert "Give your code to vote" in pupil.opens()


@pytest.mark.parametrize("code", ["", "WRONG", "\x00", "😀" * 20, "A" * 100_000, "<script>"])
def test_a_wrong_code_gets_a_word_at_the_field(by_code: Vote, code: str) -> None:
    response = Voter().post(f"{BASE}code/", {"code": code})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in text_of(response)


def test_guessing_ends_and_right_codes_do_not_count(by_code: Vote) -> None:
    pupil = Voter()
    for _lesson in range(40):
        assert pupil.post(f"{BASE}code/", {"code": CODE}).status_code == 302
    for guess in range(10):
        assert pupil.post(f"{BASE}code/", {"code": f"WRONG-{guess}"}).status_code == 422
    assert pupil.post(f"{BASE}code/", {"code": CODE}).status_code == 429, "an answer would tell that a guess was right"
    others = [Voter().post(f"{BASE}code/", {"code": f"W{guess}"}).status_code for guess in range(25)]
    assert others[0] == 422
    assert others[-1] == 429, "a new browser is no new start"


def test_where_no_codes_are_given_out_there_is_no_such_page(vote: Vote) -> None:
    assert Voter().get(f"{BASE}code/").status_code == 404
