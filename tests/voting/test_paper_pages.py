"""Typing in paper over HTTP, the sheets that are printed, and watching in the admin."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from districts.states import Role
from proposals.voting.keys import has_key, key_of
from proposals.voting.models import Annulment, BallotPaper, PaperBundle, PaperSheet, Participation, SheetEntry
from proposals.voting.paper_pdf import ballot_pdf
from proposals.voting.paper_words import paper_ballot
from proposals.voting.readings import Reading
from proposals.voting.services.papers import open_bundle
from tests.voting.conftest import Vote, cast, stranger
from tests.voting.desks import an_hour_ago, clerk, enter, entered_twice, library, marks, papers_of, staff, staffed
from tests.voting.test_watch_annul import REASONS, fraud

pytestmark = pytest.mark.django_db


def admin(vote: Vote, rest: str = "") -> str:
    return f"/admin/voting/{vote.round.project_id}/{rest}"


def typed(vote: Vote, *numbers: int, serial: int = 1, pot: str = "kallio", **rest: str) -> dict[str, str]:
    line = " ".join(str(vote.items[pot][number].number) for number in numbers)
    return {"serial": str(serial), "numbers": line, "kind": "read", "code": "", **rest}


def test_a_bundle_from_counting_to_the_box(db: None) -> None:
    vote = staffed()
    place = library(vote)
    one, two, three = (enter(clerk(name)) for name in ("one", "two", "three"))
    new = admin(vote, f"places/{place.pk}/bundle/")
    assert one.post(new, {"number": "1", "day": timezone.localdate().isoformat(), "sheets": "0"}).status_code == 422
    answer = one.post(new, {"number": "1", "day": timezone.localdate().isoformat(), "sheets": "2"})
    bundle = PaperBundle.objects.get()
    page, sheet = admin(vote, f"paper/{bundle.pk}/"), admin(vote, f"paper/{bundle.pk}/enter/")
    assert answer.url == page
    assert one.post(new, {"number": "1", "day": timezone.localdate().isoformat(), "sheets": "2"}).status_code == 422
    assert one.post(sheet, typed(vote, 0)).status_code == 302
    assert 'value="2"' in one.get(sheet).content.decode()
    assert one.post(sheet, typed(vote, 1, serial=2)).status_code == 302
    assert "waits for you" in one.get(sheet).content.decode()
    seen = two.get(sheet).content.decode()
    assert f'value="{vote.items["kallio"][0].number}"' not in seen.split("id_numbers")[1][:200]
    two.post(sheet, typed(vote, 0))
    two.post(sheet, typed(vote, 2, serial=2))
    one.post(page, {"close": "1"})
    assert not BallotPaper.objects.exists()
    differing = PaperSheet.objects.get(state="differs")
    settle = f"{page}settle/{differing.pk}/"
    assert "yourself" in two.get(settle).content.decode()
    assert two.post(settle, typed(vote, 2)).status_code == 422
    assert "What two people have read" in three.get(settle).content.decode()
    assert three.post(settle, typed(vote, 2)).status_code == 302
    assert three.get(settle).status_code == 404
    one.post(page, {"close": "1"})
    assert len(papers_of(vote)) == 2
    assert not SheetEntry.objects.exists()
    rows = list(csv.reader(io.StringIO(one.get(admin(vote, "paper/reconciliation.csv")).getvalue().decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert rows[1][9] == "2"


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ({"numbers": "x"}, "not a number"),
        ({"numbers": "99999"}, "No item has"),
        ({"numbers": ""}, "at least one"),
        ({"numbers": "\x00"}, "Null characters"),
        ({"numbers": "1" * 3000}, "too long"),
        ({"serial": "9"}, "has 1 sheets"),
        ({"kind": "else"}, "valid choice"),
    ],
)
def test_a_bad_sheet_gets_a_message_and_keeps_what_was_typed(db: None, rest: dict[str, str], words: str) -> None:
    vote, by = staffed(), clerk()
    bundle = open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=1, by=by)
    answer = enter(by).post(admin(vote, f"paper/{bundle.pk}/enter/"), {**typed(vote, 0), **rest})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PaperSheet.objects.exists()


def test_more_marks_than_allowed_are_refused_and_entered_as_not_valid(db: None) -> None:
    vote, by = staffed(most_choices=2), clerk()
    bundle = open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=1, by=by)
    path = admin(vote, f"paper/{bundle.pk}/enter/")
    answer = enter(by).post(path, typed(vote, 0, 1, 2))
    assert "at most" in answer.content.decode()
    assert enter(by).post(path, typed(vote, 0, 1, 2, kind="invalid")).status_code == 302
    assert SheetEntry.objects.get().is_invalid


def test_bundles_of_another_vote_are_not_there(db: None) -> None:
    vote, by = staffed(), clerk()
    bundle = open_bundle(place_id=library(vote).pk, number=1, day=timezone.localdate(), sheets=1, by=by)
    assert enter(by).get(f"/admin/voting/{vote.round.project_id + 1}/paper/{bundle.pk}/").status_code == 404
    assert enter(by).get(admin(vote, f"paper/{bundle.pk + 1}/")).status_code == 404


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_sheet_is_readable_text_in_order(language: str) -> None:
    vote = staffed()
    reader = PdfReader(io.BytesIO(ballot_pdf(paper_ballot(vote.round, vote.kallio, language))))
    text = "".join(page.extract_text() for page in reader.pages)
    order = [text.index(f"{item.title}, ") for pot in ("kallio", "city") for item in vote.items[pot]]
    assert order == sorted(order)
    assert vote.items["malmi"][0].title not in text
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "Kallio" in str(reader.metadata.title)  # type: ignore[union-attr]


def test_sheets_with_codes_are_one_each_and_signs_the_font_lacks_do_no_harm(db: None) -> None:
    vote = staffed()
    client = enter(staff("carla", Role.COORDINATOR))
    path = admin(vote, f"paper/ballots/{vote.kallio.pk}/")
    answer = client.post(f"{path}ballot.pdf?language=sv", {"codes": "AAAA-1111\nBBBB-2222\n\n"})
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert text.count("AAAA-1111") == text.count("BBBB-2222") == 1
    assert client.get(f"{path}ballot.pdf?language=xx").status_code == 200
    assert "id_" not in client.get(path).content.decode().split("p-sheet")[1]
    ballot = paper_ballot(vote.round, vote.kallio, "fi")
    ballot.pots[0].items[:] = [(1, "<b>Пуisto & 🗳️ پارك</b>" * 5, "1 €")]  # type: ignore[index]
    assert ballot_pdf(ballot).startswith(b"%PDF")


def test_a_sheet_for_640_items_goes_over_pages(db: None) -> None:
    vote = staffed()
    ballot = paper_ballot(vote.round, vote.kallio, "en")
    ballot.pots[0].items[:] = [(n, f"Item {n} " * 4, "30 000 €") for n in range(1, 641)]  # type: ignore[index]
    reader = PdfReader(io.BytesIO(ballot_pdf(ballot)))
    assert len(reader.pages) > 10
    assert "Page 2" in reader.pages[1].extract_text()


def test_two_people_annul_through_the_pages(db: None) -> None:
    vote, one, two = staffed(), enter(staff("carla", Role.COORDINATOR)), enter(staff("aune", Role.AUDITOR))
    fraud(vote, 20)
    an_hour_ago()
    signs = one.get(admin(vote, "signs/")).content.decode()
    digest = key_of(vote.round.pk).hint("network", "10.0.0.9").hex()
    assert digest in signs
    assert "10.0.0.9" not in signs
    assert not any(item.title in signs for item in vote.items["kallio"])
    new = admin(vote, "annulments/new/")
    assert digest in one.get(f"{new}?by=network&value={digest}").content.decode()
    reasons = {"reason": REASONS["fi"], "reason_sv": REASONS["sv"], "reason_en": REASONS["en"]}
    for bad in ({"value": ""}, {"value": "zz"}, {"reason_sv": ""}, {"by": "items"}, {"by": "minutes"}, {"reason": "x" * 1001}):
        assert one.post(new, {"by": "network", "value": digest, **reasons, **bad}).status_code == 422
    assert one.post(new, {"by": "network", "value": digest, **reasons}).status_code == 302
    row = Annulment.objects.get()
    approve = admin(vote, f"annulments/{row.pk}/approve/")
    one.post(approve)
    assert len(papers_of(vote)) == 20
    assert two.post(approve).status_code == 302
    assert papers_of(vote) == []
    public = Client().get("/en/projects/budjetti/vote/turnout/").content.decode()
    assert "The ballots of 20 voters do not count" in public
    assert REASONS["en"] in public
    clerks = enter(clerk())
    assert clerks.get(admin(vote, "signs/")).status_code == 404
    assert clerks.post(approve).status_code == 404


def test_turnout_is_fetched_as_a_part_and_holds_no_choices(db: None) -> None:
    vote, client = staffed(), enter(clerk())
    cast(vote, stranger(vote, "one", age=30), vote.choices(0))
    part = client.get(admin(vote, "turnout/"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "1 person has voted" in part
    assert vote.items["kallio"][0].title not in client.get(admin(vote, "turnout/")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_sealing_says_what_remains_and_seals() -> None:
    vote, coordinator = staffed(), staff("carla", Role.COORDINATOR)
    client, by = enter(coordinator), clerk()
    cast(vote, stranger(vote, "one", age=30), vote.choices(0))
    close = entered_twice(library(vote), [marks(vote, 1), Reading(is_blank=True)], by, coordinator)
    path = admin(vote, "seal/")
    page = client.get(path).content.decode()
    assert "The result has to be published." in page
    assert "1 bundle of paper" in page
    assert client.post(path, {"sure": "on"}).status_code == 422
    client.post(admin(vote, f"paper/{close.pk}/"), {"close": "1"})
    vote.round.state, vote.round.closed_at, vote.round.decided_at = "decided", timezone.now(), timezone.now()
    vote.round.save()
    assert "The days for objections end" in client.get(path).content.decode()
    vote.round.decided_at -= timedelta(days=15)
    vote.round.save()
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"sure": "on"}).status_code == 302
    assert "was sealed on" in client.get(path).content.decode()
    assert not has_key(vote.round.pk)
    assert not Participation.objects.exists()
    assert "1 person has voted" in client.get(admin(vote, "turnout/")).content.decode()
    assert enter(by).get(path).status_code == 404
