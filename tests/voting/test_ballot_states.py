"""Everything that can stand in the way of a ballot, as the pages say it; and what never gets lost by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.accounts.models import User
from participation.projects.models import Phase, Project
from participation.projects.states import Visibility
from proposals.voting.entrance import KIOSK, KIOSK_SALT
from proposals.voting.keys import destroy_key
from proposals.voting.models import BallotPaper, KioskSession, Participation, Round, VotingPlace
from proposals.voting.queries.voters import voter_by_account
from proposals.voting.services import close_round
from tests.voting.conftest import Vote, opened, prepared
from tests.voting.pages import BASE, Voter, text_of, tracker_in

pytestmark = pytest.mark.django_db
PAGES = ("", "where/", "review/", "rules/", "receipt/", "rules.json", "chain.txt")


@pytest.fixture
def voter(anna: User) -> Voter:
    """Anna, signed in."""
    browser = Voter()
    browser.force_login(anna)
    return browser


def test_before_it_opens_one_can_read_and_not_choose(vote: Vote, voter: Voter) -> None:
    Phase.objects.update(starts_at=timezone.now() + timedelta(days=3), ends_at=timezone.now() + timedelta(days=9))
    assert "The vote is not open yet" in voter.opens()
    page = voter.opens(f"pots/{vote.kallio.pk}/")
    assert vote.items["kallio"][0].title in page
    assert 'value="add"' not in page
    refused = voter.does("add", vote.items["kallio"][0])
    assert refused.status_code == 422
    assert "not open" in text_of(refused)


def test_the_close_while_a_page_is_open_keeps_the_basket_and_says_when_it_was(vote: Vote, voter: Voter) -> None:
    voter.adds(vote.items["kallio"][0])
    form = voter.form()
    Phase.objects.update(ends_at=timezone.now())
    refused = voter.sends(form)
    assert refused.status_code == 422
    assert "it was open until" in text_of(refused)
    assert "still on this device" in text_of(refused)
    assert vote.items["kallio"][0].title in voter.opens("review/")
    assert not BallotPaper.objects.exists()
    assert voter.does("add", vote.items["kallio"][1]).status_code == 422
    assert "being counted" in voter.opens()
    close_round(round_id=vote.round.pk, by=None)
    assert "being counted" in voter.opens()


def test_called_off(vote: Vote, voter: Voter) -> None:
    Round.objects.update(state="cancelled")
    assert "This vote was called off" in voter.opens()
    assert 'value="add"' not in voter.opens(f"pots/{vote.kallio.pk}/")


def test_before_the_rules_are_published_there_is_no_page(voter: Voter) -> None:
    prepared()
    for tail in PAGES:
        assert voter.get(BASE + tail).status_code == 404, tail


@pytest.mark.parametrize(("visibility", "status"), [(Visibility.MEMBERS, 404), (Visibility.UNLISTED, 200)])
def test_what_one_may_not_read_is_nowhere(vote: Vote, ben: User, visibility: str, status: int) -> None:
    Project.objects.update(visibility=visibility)
    stranger = Voter()
    stranger.force_login(ben)
    for tail in (*PAGES, f"pots/{vote.kallio.pk}/"):
        assert stranger.get(BASE + tail).status_code == status, tail
    if status == 404:
        for tail in ("review/", "receipt/", "code/", "change/", "leave/", f"pots/{vote.kallio.pk}/"):
            assert stranger.post(BASE + tail, {"receipt": "X", "code": "X"}).status_code == 404, tail


def test_who_is_not_signed_in_chooses_first_and_loses_nothing(vote: Vote, anna: User) -> None:
    guest = Voter()
    assert "Sign in to vote" in guest.opens()
    guest.adds(vote.items["kallio"][0])
    review = guest.opens("review/")
    assert "Sign in to vote" in review
    assert "next=%2Fen%2Fprojects%2Fbudjetti%2Fvote%2Freview%2F" in review
    assert 'value="cast"' not in review
    refused = guest.sends({"form": "0" * 32, "choices": f"{vote.items['kallio'][0].pk}:0"})
    assert refused.status_code == 422
    guest.force_login(anna)
    tracker_in(guest.sends())


def test_who_is_not_verified_is_told_where_to(vote: Vote, nils: User) -> None:
    browser = Voter()
    browser.force_login(nils)
    assert "Only verified residents can vote" in browser.opens()
    browser.adds(vote.items["kallio"][0])
    assert 'value="cast"' not in browser.opens("review/")


def test_too_young(anna: User, voter: Voter) -> None:
    opened(age_from=13)
    anna.verifications.update(born=timezone.localdate() - timedelta(days=4000))
    assert "in which you turn 13" in voter.opens()
    anna.verifications.update(born=None)
    assert "does not say how old you are" in voter.opens()


def test_the_wrong_district(anna: User, voter: Voter) -> None:
    vote = opened(districts="own")
    anna.verifications.update(district_code="602")
    assert "Your district" in voter.opens("where/")
    page = voter.opens(f"pots/{vote.kallio.pk}/")
    assert "in the district where you live" in page
    assert 'value="add"' not in page
    assert voter.does("add", vote.items["kallio"][0]).status_code == 422
    voter.adds(vote.items["malmi"][0], vote.items["city"][0])


def test_who_has_voted_on_paper_or_was_annulled(vote: Vote, anna: User, voter: Voter) -> None:
    place = VotingPlace.objects.create(round=vote.round, name="Kirjasto", district=vote.kallio.district)
    me = voter_by_account(vote.round, anna)
    Participation.objects.create(round=vote.round, voter_key=me.key, channel="paper", place=place, day=timezone.localdate())
    assert "You have voted on paper" in voter.opens()
    voter.adds(vote.items["kallio"][0])
    assert 'value="cast"' not in voter.opens("review/")
    refused = voter.sends({"form": "0" * 32, "choices": f"{vote.items['kallio'][0].pk}:0"})
    assert "Paper cannot be changed here" in text_of(refused)


def test_without_the_key_it_is_out_of_order_and_nothing_is_lost(vote: Vote, voter: Voter) -> None:
    voter.adds(vote.items["kallio"][0])
    form = voter.form()
    destroy_key(vote.round.pk)
    assert "out of order" in voter.opens()
    refused = voter.sends(form)
    assert refused.status_code == 422
    assert vote.items["kallio"][0].title in voter.opens("review/")


def test_an_expired_form_loses_nothing(vote: Vote, anna: User) -> None:
    strict = Voter(enforce_csrf_checks=True)
    strict.force_login(anna)
    page = strict.get(f"{BASE}pots/{vote.kallio.pk}/")
    token = strict.cookies["csrftoken"].value
    assert page.status_code == 200
    item = vote.items["kallio"][0]
    strict.post(f"{BASE}pots/{vote.kallio.pk}/", {"do": "add", "item": item.pk, "csrfmiddlewaretoken": token})
    expired = strict.post(f"{BASE}review/", {"do": "cast"})
    assert expired.status_code == 403
    assert item.title in strict.opens("review/")


def test_wrong_methods(vote: Vote, voter: Voter) -> None:
    for tail in ("change/", "leave/"):
        assert voter.get(BASE + tail).status_code == 405
    for tail in ("", "where/", "rules/", "rules.json", "chain.txt"):
        assert voter.post(BASE + tail).status_code == 405
    assert voter.delete(f"{BASE}review/").status_code == 405
    assert voter.get(f"{BASE}pots/99999999/").status_code == 404


def at_screen(vote: Vote, browser: Voter, given_by: User, **fields: object) -> KioskSession:
    """A ballot that a clerk has handed over, on this browser's screen."""
    place = VotingPlace.objects.create(round=vote.round, name="Kirjasto", district=vote.kallio.district)
    session = KioskSession.objects.create(
        round=vote.round,
        place=place,
        token_key=b"t" * 32,
        voter_key=b"v" * 32,
        given_by=given_by,
        expires_at=timezone.now() + timedelta(minutes=20),
        **{"begun": True, **fields},
    )
    from django.core.signing import get_cookie_signer

    browser.cookies[KIOSK] = get_cookie_signer(salt=KIOSK + KIOSK_SALT).sign(str(session.pk))
    return session


def test_a_screen_at_a_voting_place_votes_once_and_is_free_again(ben: User) -> None:
    """Whoever is signed in on the same device is not asked: the clerk must not vote by accident."""
    vote = opened(sources=["identity", "desk"])
    screen = Voter()
    screen.force_login(ben)
    at_screen(vote, screen, ben)
    assert "You may vote" in screen.opens()
    screen.adds(vote.items["kallio"][0])
    given = screen.sends()
    tracker_in(given)
    assert "clear the screen" in text_of(given)
    assert Participation.objects.get().channel == "kiosk"
    assert not screen.cookies[KIOSK].value
    assert not screen.cookies["basket-en"].value


def test_a_screen_whose_ballot_is_over_lets_nobody_in(ben: User) -> None:
    vote = opened(sources=["identity", "desk"])
    screen = Voter()
    screen.force_login(ben)
    at_screen(vote, screen, ben, ended=True)
    assert "This ballot is used up" in screen.opens()
    forged = Voter()
    forged.cookies[KIOSK] = "anything"
    assert "This ballot is used up" in forged.opens()


def test_earlier_choices_are_not_shown_at_a_screen(ben: User) -> None:
    vote = opened(sources=["identity", "desk"])
    screen = Voter()
    at_screen(vote, screen, ben)
    screen.votes(vote.items["kallio"][0])
    KioskSession.objects.update(ended=True)
    KioskSession.objects.all().delete()
    at_screen(vote, screen, ben)
    start = screen.opens()
    assert "You voted on" in start
    assert 'value="earlier"' not in start
    screen.post(f"{BASE}change/", {"from": "earlier"})
    assert "You have not chosen anything yet" in screen.opens("review/")
