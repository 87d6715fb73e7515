"""The desk in the admin and the voting place's screen, over HTTP."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.states import Role
from participation.accounts.models import User
from participation.projects.models import Project
from proposals.voting.models import KioskSession, PaperIssue, VotingPlace
from proposals.voting.queries.voters import voter_at_kiosk
from tests.voting.conftest import Vote, cast
from tests.voting.desks import IDENTIFIER, clerk, enter, everywhere, library, shown, staff, staffed

pytestmark = pytest.mark.django_db
SCREEN = "/en/projects/budjetti/vote/kiosk/"


def desk(place: VotingPlace) -> str:
    return f"/admin/voting/{place.round.project_id}/places/{place.pk}/desk/"


def token_at(client: Client, place: VotingPlace, **typed: str) -> str:
    answer = client.post(desk(place), {"identifier": IDENTIFIER, "age": "30", "act": "screen", **typed})
    assert answer.status_code == 200
    found = re.search(r"p-token\">([0-9A-Z]{4}-[0-9A-Z]{4})<", answer.content.decode())
    assert found
    return found[1]


def test_from_the_desk_to_the_screen_and_back(db: None) -> None:
    vote, client, screen = staffed(), enter(clerk()), Client()
    place = library(vote)
    assert "May vote." in client.post(desk(place), {"identifier": IDENTIFIER, "age": "30", "act": "check"}).content.decode()
    token = token_at(client, place)
    screen.cookies["basket-en"] = "of-the-person-before"
    answer = screen.post(SCREEN, {"token": token.lower()})
    assert (answer.status_code, answer.url) == (302, "/en/projects/budjetti/vote/")
    assert answer.cookies["basket-en"].value == answer.cookies["basket-fi"].value == ""
    session = uuid.UUID(screen.cookies["kiosk"].value.split(":")[0])
    assert "Go on with my ballot" in screen.get(SCREEN).content.decode()
    cast(vote, voter_at_kiosk(vote.round, session), vote.choices(0))
    page = screen.get(SCREEN)
    assert "Open my ballot" in page.content.decode()
    assert screen.cookies["kiosk"].value == ""
    said = client.post(desk(place), {"identifier": IDENTIFIER, "age": "30", "act": "check"}).content.decode()
    assert "Has voted already" in said
    assert vote.items["kallio"][0].title not in said
    assert screen.post(SCREEN, {"token": token}).status_code == 422


def test_ending_a_ballot_frees_the_screen(db: None) -> None:
    vote, client, screen = staffed(), enter(clerk()), Client()
    token = token_at(client, library(vote))
    screen.post(SCREEN, {"token": token})
    answer = screen.post(f"{SCREEN}end/")
    assert (answer.status_code, answer.url) == (302, SCREEN)
    assert KioskSession.objects.get().ended
    assert screen.cookies["kiosk"].value == ""
    assert screen.get(f"{SCREEN}end/").status_code == 405


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "a" * 41, "\x00", "🗳️", "م"])
def test_a_bad_token_gets_a_message_at_the_field(db: None, typed: str) -> None:
    staffed()
    answer = Client().post(SCREEN, {"token": typed})
    assert answer.status_code == 422
    assert 'id="id_token' in answer.content.decode()


def test_a_forged_cookie_opens_nothing(db: None) -> None:
    staffed()
    screen = Client()
    screen.cookies["kiosk"] = f"{uuid.uuid4()}:x:y"
    assert "Open my ballot" in screen.get(SCREEN).content.decode()


def test_the_screen_is_not_there_without_desks_or_for_who_may_not_read(db: None) -> None:
    vote = staffed()
    assert Client().get(SCREEN).status_code == 200
    Project.objects.update(visibility="members")
    assert Client().get(SCREEN).status_code == 404
    Project.objects.update(visibility="public")
    vote.round.sources = ["identity"]
    vote.round.save()
    assert Client().get(SCREEN).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "one of them"),
        ({"identifier": "010190-123V"}, "last sign"),
        ({"identifier": "x" * 60}, "too long"),
        ({"identifier": IDENTIFIER, "code": "AAAA"}, "one of them"),
        ({"identifier": IDENTIFIER, "age": "999"}, "130"),
        ({"identifier": IDENTIFIER, "age": "5"}, "May not vote here"),
        ({"code": "AAAA-BBBB"}, "not known"),
        ({"identifier": "\x00\x00"}, "Null characters"),
    ],
)
def test_a_bad_desk_form_keeps_what_was_typed_and_says_why(db: None, typed: dict[str, str], words: str) -> None:
    vote, client = staffed(age_from=13), enter(clerk())
    answer = client.post(desk(library(vote)), {"act": "screen", "age": "30", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert not KioskSession.objects.exists()


def test_paper_over_the_desk_is_counted_and_the_identifier_is_nowhere(db: None) -> None:
    vote, client = staffed(), enter(clerk())
    place = library(vote)
    answer = client.post(desk(place), {"identifier": IDENTIFIER, "age": "30", "act": "paper"})
    assert "Hand over one paper ballot" in answer.content.decode()
    assert IDENTIFIER not in answer.content.decode()
    assert client.post(desk(place), {"act": "replace"}).status_code == 302
    assert client.post(desk(place), {"act": "take_back"}).status_code == 302
    row = PaperIssue.objects.get()
    assert (row.given, row.spoiled) == (2, 2)
    assert everywhere(IDENTIFIER) == []


@pytest.mark.parametrize(
    ("role", "desk_status", "list_status"),
    [
        (Role.CLERK, 200, 200),
        (Role.COORDINATOR, 200, 200),
        (Role.AUDITOR, 404, 200),
        (Role.MODERATOR, 302, 302),
        (None, 302, 302),
    ],
)
def test_who_finds_the_desk(anna: User, role: Role | None, desk_status: int, list_status: int) -> None:
    vote = staffed()
    place = library(vote)
    client = enter(staff("somebody", role) if role else anna)
    assert client.get(desk(place)).status_code == desk_status
    assert client.get(f"/admin/voting/{place.round.project_id}/places/").status_code == list_status


def test_a_clerk_of_another_district_finds_nothing(db: None) -> None:
    vote = staffed()
    client = enter(staff("malmi-clerk", Role.CLERK, vote.malmi.district))
    assert client.get(desk(library(vote))).status_code == 404
    assert "There is no vote" in client.get("/admin/voting/places/").content.decode()


def test_coordinators_add_change_and_remove_places(db: None) -> None:
    vote = staffed()
    client = enter(staff("carla", Role.COORDINATOR))
    places = f"/admin/voting/{vote.round.project_id}/places/"
    typed = {"name": "Oodi", "name_sv": "Ode", "district": vote.kallio.district_id, "address": "Töölönlahdenkatu 4"}
    assert client.post(f"{places}new/", {**typed, "name": ""}).status_code == 422
    assert client.post(f"{places}new/", {**typed, "open_from": "2026-02-02", "open_to": "2026-02-01"}).status_code == 422
    assert client.post(f"{places}new/", typed).status_code == 302
    place = VotingPlace.objects.get()
    assert client.post(f"{places}{place.pk}/", {**typed, "name": "Keskustakirjasto"}).status_code == 302
    assert "Keskustakirjasto" in client.get(places).content.decode()
    assert enter(clerk()).post(f"{places}{place.pk}/", {"remove": "1"}).status_code == 404
    client.post(f"{places}{place.pk}/", {"remove": "1"})
    assert not VotingPlace.objects.exists()


def test_a_place_where_people_have_voted_stays(db: None) -> None:
    vote, one = staffed(), staff("carla", Role.COORDINATOR)
    place = library(vote)
    enter(one).post(desk(place), {"identifier": IDENTIFIER, "age": "30", "act": "paper"})
    enter(one).post(f"/admin/voting/{vote.round.project_id}/places/{place.pk}/", {"remove": "1"})
    assert VotingPlace.objects.exists()
    assert shown() is not None


def asked_for(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_lists_ask_the_same_for_one_and_for_three(db: None) -> None:
    vote, client = staffed(), enter(staff("carla", Role.COORDINATOR))
    paths = [
        f"/admin/voting/{vote.round.project_id}/{name}/" for name in ("places", "paper", "turnout", "signs", "annulments", "seal")
    ]
    library(vote)
    before = [asked_for(client, path) for path in paths]
    for _number in range(2):
        library(vote)
    assert [asked_for(client, path) for path in paths] == before


def test_the_public_page_tells_turnout_and_nothing_of_choices(vote: Vote, anna: User) -> None:
    cast(vote, anna, vote.choices(0))
    page = Client().get("/en/projects/budjetti/vote/turnout/").content.decode()
    assert "1 person has voted" in page
    assert vote.items["kallio"][0].title not in page
    vote.round.hides_turnout = True
    vote.round.save()
    assert "1 person has voted" not in Client().get("/en/projects/budjetti/vote/turnout/").content.decode()
