"""From the token at a voting place's screen to the receipt, and to a clean screen for the next person."""

from __future__ import annotations

import pytest

from proposals.voting.models import Participation
from proposals.voting.services.desk import hand_over_ballot
from tests.voting.desks import clerk, library, shown, staffed
from tests.voting.pages import BASE, Voter, text_of, tracker_in

pytestmark = pytest.mark.django_db


def test_a_screen_leads_through_the_ballot_and_is_clean_afterwards() -> None:
    vote = staffed()
    given = hand_over_ballot(place_id=library(vote).pk, shown=shown(), by=clerk())
    screen = Voter()
    assert screen.post(f"{BASE}kiosk/", {"token": "WRONGONE"}).status_code == 422
    begun = screen.post(f"{BASE}kiosk/", {"token": given.token})
    assert begun["Location"] == BASE
    screen.adds(vote.items["kallio"][0])
    receipt = screen.sends()
    assert tracker_in(receipt)
    assert f'content="60; url={BASE}kiosk/"' in text_of(receipt), "the screen resets by itself"
    assert Participation.objects.get().channel == "kiosk"
    screen.get(f"{BASE}kiosk/")
    left = {name: cookie.value for name, cookie in screen.cookies.items() if cookie.value}
    assert set(left) <= {"csrftoken", "sessionid", "messages"}
    assert screen.post(f"{BASE}kiosk/", {"token": given.token}).status_code == 422, "a token is good once"
