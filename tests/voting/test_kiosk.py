"""At a voting place: a clerk checks who somebody is and hands over a ballot on a screen."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import subject_digest
from participation.audit.models import Entry
from participation.common.refusals import Invalid, NotAllowed, PhaseClosed
from participation.projects.models import Phase
from proposals.voting.models import KioskSession, Participation, Receipt
from proposals.voting.queries.voters import voter_at_kiosk, voter_by_account, voter_by_code
from proposals.voting.services import cast_ballot
from proposals.voting.services.desk import Handed, hand_over_ballot
from proposals.voting.services.kiosk import begin_at_kiosk, end_at_kiosk
from tests.proposals.races import all_at_once
from tests.voting.conftest import Vote, cast
from tests.voting.desks import IDENTIFIER, clerk, everywhere, library, papers_of, shown, staff, staffed, with_code

pytestmark = pytest.mark.django_db


def handed(vote: Vote, **facts: object) -> Handed:
    place = facts.pop("place", None) or library(vote)
    by = facts.pop("by", None) or clerk()
    return hand_over_ballot(place_id=place.pk, shown=facts.pop("shown", shown()), by=by)  # type: ignore[arg-type, attr-defined]


def test_a_token_opens_a_ballot_once_and_the_vote_counts(db: None) -> None:
    vote = staffed()
    given = handed(vote)
    session = begin_at_kiosk(voting_round=vote.round, token=given.token.lower())
    with pytest.raises(NotAllowed):
        begin_at_kiosk(voting_round=vote.round, token=given.token)
    cast(vote, voter_at_kiosk(vote.round, session), vote.choices(1))
    row = Participation.objects.get()
    assert (row.channel, row.age, str(row.place)[:8]) == ("kiosk", 30, "Kirjasto")
    assert papers_of(vote) == [("kiosk", [vote.items["kallio"][1].pk])]
    with pytest.raises(NotAllowed):
        voter_at_kiosk(vote.round, session)


def test_a_new_ballot_ends_the_one_before(db: None) -> None:
    vote, by = staffed(), clerk()
    place = library(vote)
    first = handed(vote, place=place, by=by)
    session = begin_at_kiosk(voting_round=vote.round, token=first.token)
    voter = voter_at_kiosk(vote.round, session)
    second = handed(vote, place=place, by=by)
    assert KioskSession.objects.filter(ended=False).count() == 1
    with pytest.raises(NotAllowed):
        cast(vote, voter, vote.choices(0))
    begin_at_kiosk(voting_round=vote.round, token=second.token)
    assert not Participation.objects.exists()


def test_an_old_ballot_and_one_that_was_given_up_are_over(db: None) -> None:
    vote, by = staffed(), clerk()
    place = library(vote)
    given = handed(vote, place=place, by=by)
    KioskSession.objects.update(expires_at=timezone.now())
    with pytest.raises(NotAllowed):
        begin_at_kiosk(voting_round=vote.round, token=given.token)
    again = handed(vote, place=place, by=by)
    session = begin_at_kiosk(voting_round=vote.round, token=again.token)
    end_at_kiosk(session_id=session)
    end_at_kiosk(session_id=session)
    with pytest.raises(NotAllowed):
        voter_at_kiosk(vote.round, session)


def test_who_has_voted_on_the_website_may_change_it_at_the_desk_and_back(anna: User) -> None:
    vote = staffed()
    anna.verifications.update(subject_digest=subject_digest(source="person", subject=IDENTIFIER))
    cast(vote, anna, vote.choices(0))
    given = handed(vote, shown=shown(" 010190 - 123m "))
    assert given.is_change
    session = begin_at_kiosk(voting_round=vote.round, token=given.token)
    cast(vote, voter_at_kiosk(vote.round, session), vote.choices(1))
    assert papers_of(vote) == [("kiosk", [vote.items["kallio"][1].pk])]
    cast(vote, anna, vote.choices(2))
    assert Participation.objects.get().times == 3
    assert papers_of(vote) == [("web", [vote.items["kallio"][2].pk])]


def test_a_clerk_does_not_serve_themself(db: None) -> None:
    vote, by = staffed(), clerk()
    by.verifications.create(
        kind="strong", source="x", municipality="Helsinki", subject_digest=subject_digest(source="person", subject=IDENTIFIER)
    )
    with pytest.raises(NotAllowed) as refused:
        handed(vote, by=by)
    assert refused.value.code == "self"
    assert not KioskSession.objects.exists()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.AUDITOR, Role.EDITOR, Role.ASSESSOR, None])
def test_only_clerks_and_coordinators_serve(anna: User, role: Role | None) -> None:
    vote = staffed()
    by = staff("somebody", role) if role else anna
    with pytest.raises(NotAllowed):
        handed(vote, by=by)


def test_a_clerk_of_another_district_does_not_serve_here(db: None) -> None:
    vote = staffed()
    with pytest.raises(NotAllowed):
        handed(vote, by=staff("malmi-clerk", Role.CLERK, vote.malmi.district))


@pytest.mark.parametrize("typed", ["", "x", "010190-123V", "a" * 41, "ääää-123", "1234\x00567", "🗳️🗳️🗳️🗳️"])
def test_an_identifier_that_cannot_be_right_is_refused(db: None, typed: str) -> None:
    vote = staffed()
    with pytest.raises(Invalid) as refused:
        handed(vote, shown=shown(typed))
    assert refused.value.field == "identifier"


def test_who_is_too_young_or_shows_no_age_gets_nothing(db: None) -> None:
    vote, by = staffed(age_from=13), clerk()
    place = library(vote)
    for age, code in ((12, "too_young"), (None, "no_age")):
        with pytest.raises(NotAllowed) as refused:
            handed(vote, place=place, by=by, shown=shown(age=age))
        assert refused.value.code == code
    handed(vote, place=place, by=by, shown=shown(age=13))


def test_where_desks_are_not_among_the_sources_nothing_is_handed_over(db: None) -> None:
    vote = staffed()
    vote.round.sources = ["identity"]
    vote.round.save()
    with pytest.raises(NotAllowed) as refused:
        handed(vote)
    assert refused.value.code == "source"


def test_after_the_close_and_on_other_days_nothing_is_handed_over(db: None) -> None:
    vote, by = staffed(), clerk()
    place = library(vote)
    place.open_from = timezone.localdate() + timedelta(days=1)
    place.save()
    with pytest.raises(NotAllowed) as refused:
        handed(vote, place=place, by=by)
    assert refused.value.code == "place_closed"
    place.open_from = None
    place.save()
    Phase.objects.update(ends_at=timezone.now())
    with pytest.raises(PhaseClosed):
        handed(vote, place=place, by=by)


def test_a_code_at_the_desk_is_the_same_voter_as_on_the_website(db: None) -> None:
    vote = staffed()
    with_code(vote, "AAAA-1111")
    cast(vote, voter_by_code(vote.round, "AAAA1111"), vote.choices(0))
    given = handed(vote, shown=shown("", code="aaaa 1111"))
    assert given.is_change
    with pytest.raises(NotAllowed):
        handed(vote, by=clerk("kalle"), shown=shown("", code="BBBB-2222"))


def test_the_identifier_is_nowhere_afterwards(caplog: pytest.LogCaptureFixture) -> None:
    """Every table is searched, and everything that was logged."""
    vote = staffed()
    with caplog.at_level(logging.DEBUG):
        given = handed(vote)
        session = begin_at_kiosk(voting_round=vote.round, token=given.token)
        cast(vote, voter_at_kiosk(vote.round, session), vote.choices(1))
    assert "123M" not in repr(shown())
    for text in (IDENTIFIER, "010190", given.token, given.token.replace("-", "")):
        assert everywhere(text) == []
        assert text not in caplog.text
    entry = Entry.objects.get(action="kiosk.hand_over")
    assert set(entry.data) == {"place"}


@pytest.mark.django_db(transaction=True)
def test_a_token_typed_at_two_screens_at_once_opens_one() -> None:
    """Red without its guard: with NOT begun left out of the statement, all six screens were let in."""
    vote = staffed()
    token = handed(vote).token
    found = all_at_once([partial(begin_at_kiosk, voting_round=vote.round, token=token)] * 6)
    assert sum(isinstance(one, uuid.UUID) for one in found) == 1
    assert sum(isinstance(one, NotAllowed) for one in found) == 5


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_serve_one_voter_at_once_leave_one_ballot_open() -> None:
    """Red without its guard: with the ON CONFLICT clause left out, five of six met the unique constraint as an error."""
    vote, by = staffed(), clerk()
    place = library(vote)
    found = all_at_once([partial(hand_over_ballot, place_id=place.pk, shown=shown(), by=by)] * 6)
    assert all(isinstance(one, Handed) for one in found), found
    assert KioskSession.objects.filter(ended=False).count() == 1
    opened = all_at_once([partial(begin_at_kiosk, voting_round=vote.round, token=one.token) for one in found])
    assert sum(isinstance(one, uuid.UUID) for one in opened) == 1


@pytest.mark.django_db(transaction=True)
def test_web_kiosk_and_code_at_once_are_one_vote(anna: User) -> None:
    """Red without its guard: with the ON CONFLICT clause left out, all but the first met the unique constraint as an error."""
    vote = staffed()
    anna.verifications.update(subject_digest=subject_digest(source="person", subject=IDENTIFIER))
    code = with_code(vote, "CCCC-3333")
    code.voter_key = voter_by_account(vote.round, anna).key
    code.save()
    session = begin_at_kiosk(voting_round=vote.round, token=handed(vote).token)
    voters = [voter_by_account(vote.round, anna), voter_at_kiosk(vote.round, session), voter_by_code(vote.round, "CCCC-3333")]
    acts = [
        partial(cast_ballot, round_id=vote.round.pk, voter=voter, choices=vote.choices(number), nonce=uuid.uuid4())
        for number, voter in enumerate(voters)
    ] * 4
    found = all_at_once(acts)
    assert Participation.objects.count() == 1
    assert len(papers_of(vote)) == 1
    assert Receipt.objects.filter(state="counted").count() == 1
    assert not [one for one in found if isinstance(one, Exception) and not hasattr(one, "code")], found
