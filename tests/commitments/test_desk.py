"""The staff's doors: promises in the answer's form, the desk with its list, report and acts, and the panel on the front page."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from districts.models import Unit
from participation.accounts.models import User
from participation.notifications.announcing import _kinds
from proposals.commitments import services
from proposals.commitments.models import Commitment, NotePicture
from proposals.commitments.news import NEWS
from proposals.commitments.states import CommitmentState
from proposals.models import OfficialResponse, Proposal
from tests.cast import Town
from tests.factories.commitments import called_done, in_days, make_late, promise
from tests.factories.proposals import ProposalFactory


@pytest.fixture(autouse=True)
def _pictures_of_its_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def answer_form(parks: Unit, *promises: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """What a browser sends: three forms for promises, most of them empty."""
    data: dict[str, Any] = {"unit": parks.pk, "status": "accepted", "text": "Teemme sen.", **fields}
    data |= {"promises-TOTAL_FORMS": "3", "promises-INITIAL_FORMS": "0"}
    for number in range(3):
        given = promises[number] if number < len(promises) else {}
        data |= {f"promises-{number}-{name}": value for name, value in {"unit": "", **given}.items()}
    return data


def test_an_answer_makes_its_promises_in_the_same_act(staff: Client, proposal: Proposal, parks: Unit) -> None:
    url = reverse("proposals_admin_respond", args=[proposal.pk])
    page = staff.get(url).content.decode()
    assert "What the city promises" in page
    told = {"title": "Penkit", "title_sv": "Bänkar", "title_en": "Benches", "due_on": in_days(30).isoformat(), "unit": parks.pk}
    response = staff.post(url, answer_form(parks, told, {**told, "title": "Roskis"}))
    assert response.status_code == 302
    rows = list(Commitment.objects.order_by("pk"))
    assert [(row.title, row.title_sv) for row in rows] == [("Penkit", "Bänkar"), ("Roskis", "Bänkar")]
    assert {row.response for row in rows} == {OfficialResponse.objects.get()}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"title": "Penkit"}, "This field is required."),
        ({"title": "Penkit", "due_on": "nonsense"}, "Enter a valid date."),
        ({"title": "Penkit", "due_on": "2001-01-01"}, "Choose a day after the one on which it is promised."),
        ({"title_en": "Benches", "due_on": "2001-01-01"}, "This field is required."),
    ],
)
def test_a_promise_that_is_wrong_lets_nothing_through(
    staff: Client, proposal: Proposal, parks: Unit, told: dict[str, Any], message: str
) -> None:
    url = reverse("proposals_admin_respond", args=[proposal.pk])
    response = staff.post(url, answer_form(parks, {"unit": parks.pk, **told}, text="Juuri näin me teemme."))
    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert "Juuri näin me teemme." in html
    assert not OfficialResponse.objects.exists()
    assert not Commitment.objects.exists()


def test_an_answer_without_promises_or_from_an_older_page_is_taken(staff: Client, proposal: Proposal, parks: Unit) -> None:
    url = reverse("proposals_admin_respond", args=[proposal.pk])
    assert staff.post(url, answer_form(parks)).status_code == 302
    assert staff.post(url, {"unit": parks.pk, "status": "done", "text": "Valmis."}).status_code == 302
    assert staff.post(url, answer_form(parks) | {"promises-TOTAL_FORMS": "x"}).status_code == 422
    assert staff.post(url, answer_form(parks) | {"promises-TOTAL_FORMS": "99999999"}).status_code == 422
    assert OfficialResponse.objects.count() == 2
    assert not Commitment.objects.exists()


def test_one_more_promise_in_an_answer_that_was_given(staff: Client, commitment: Commitment, parks: Unit) -> None:
    url = reverse("promise_new", args=[commitment.response_id])
    assert staff.get(url).status_code == 200
    assert staff.post(url, {"title": "", "unit": parks.pk, "due_on": ""}).status_code == 422
    response = staff.post(url, {"title": "Roskis", "unit": parks.pk, "due_on": in_days(5).isoformat()})
    assert response["Location"] == reverse("promise_desk", args=[Commitment.objects.latest("pk").pk])


def post(staff: Client, commitment: Commitment, act: str, **data: Any) -> Any:
    return staff.post(reverse("promise_act", args=[commitment.pk, act]), data)


def test_every_act_has_its_form(staff: Client, commitment: Commitment, ben: User) -> None:
    when = in_days(50).isoformat()
    assert post(staff, commitment, "edit", title="Penkit", unit=commitment.unit_id).status_code == 302
    assert post(staff, commitment, "progress", text="Tilattu.", percent="20").status_code == 302
    assert post(staff, commitment, "move", due_on=when, reason="Ruuvit puuttuvat.").status_code == 302
    assert post(staff, commitment, "give-up", reasons="Ei rahaa.").status_code == 302
    assert post(staff, commitment, "reopen", due_on=in_days(60).isoformat(), reason="Rahaa löytyi.").status_code == 302
    assert post(staff, commitment, "done", done_on=in_days(0).isoformat(), text="Valmis.").status_code == 302
    asked = commitment.rounds.get()
    services.answer_question(round_id=asked.pk, resident=ben, is_done=False, words="Two are broken", language="en")
    services.settle(round_id=asked.pk)
    desk = staff.get(reverse("promise_desk", args=[commitment.pk])).content.decode()
    assert "Two are broken" in desk
    assert "Ben" not in desk.replace("Bench", "")
    assert post(staff, commitment, "explain", text="Korjaamme.").status_code == 302
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.DISPUTED
    assert [note.kind for note in commitment.notes.all()] == ["answer", "done", "progress"]


@pytest.mark.parametrize("act", ["edit", "progress", "move", "give-up", "done", "steps"])
def test_every_form_says_what_is_wrong_and_keeps_the_rest(staff: Client, commitment: Commitment, act: str) -> None:
    url = reverse("promise_act", args=[commitment.pk, act])
    assert staff.get(url).status_code == 200
    response = staff.post(url, {"text_en": "kept as typed", "percent": "500", "seen": ""})
    assert response.status_code == 422
    response = staff.post(url, {"text": "a\x00b", "text_en": "x" * 100_000, "due_on": "٣", "done_on": "2999-01-01"})
    assert response.status_code == 422


def test_what_is_not_possible_now_leads_back(staff: Client, commitment: Commitment) -> None:
    assert staff.get(reverse("promise_act", args=[commitment.pk, "explain"])).status_code == 302
    assert staff.get(reverse("promise_act", args=[commitment.pk, "nonsense"])).status_code == 404
    assert post(staff, commitment, "explain", text="x").status_code == 422


def test_steps_are_ordered_and_deleted(staff: Client, commitment: Commitment) -> None:
    forms = {"steps-TOTAL_FORMS": "3", "steps-INITIAL_FORMS": "0"}
    given = {"steps-0-title": "Toinen", "steps-0-ORDER": "2", "steps-1-title": "Ensin", "steps-1-ORDER": "1"}
    assert post(staff, commitment, "steps", **forms, **given).status_code == 302
    assert [row.title for row in commitment.milestones.all()] == ["Ensin", "Toinen"]
    first, second = commitment.milestones.all()
    change = {
        "steps-TOTAL_FORMS": "2",
        "steps-INITIAL_FORMS": "2",
        "steps-0-id": first.pk,
        "steps-0-title": "Ensin",
        "steps-0-ORDER": "1",
        "steps-0-DELETE": "on",
        "steps-1-id": second.pk,
        "steps-1-title": "Toinen",
        "steps-1-ORDER": "2",
        "steps-1-reached_on": in_days(0).isoformat(),
    }
    assert post(staff, commitment, "steps", **change).status_code == 302
    row = commitment.milestones.get()
    assert (row.pk, row.reached_on) == (second.pk, in_days(0))
    late = {**change, "steps-1-reached_on": in_days(3).isoformat(), "steps-0-DELETE": ""}
    late |= {
        "steps-TOTAL_FORMS": "1",
        "steps-INITIAL_FORMS": "1",
        "steps-0-id": second.pk,
        "steps-0-reached_on": in_days(3).isoformat(),
    }
    refused = post(staff, commitment, "steps", **late)
    assert refused.status_code == 422
    assert "This day is still to come." in refused.content.decode()


def test_the_second_of_two_at_once_is_told_and_shown_both(staff: Client, commitment: Commitment) -> None:
    seen = services.mark_of(commitment)
    assert post(staff, commitment, "edit", title="Uusi", unit=commitment.unit_id, seen=seen).status_code == 302
    refused = post(staff, commitment, "edit", title="Toinen", unit=commitment.unit_id, seen=seen)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Somebody else has changed this promise meanwhile" in html
    assert "Uusi" in html
    assert 'value="Toinen"' in html
    commitment.refresh_from_db()
    assert f'value="{services.mark_of(commitment)}"' in html


def picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "JPEG")
    return SimpleUploadedFile("penkki.jpg", content.getvalue(), "image/jpeg")


@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")  # Wagtail's, when it makes another size of a picture
def test_pictures_are_described_in_every_language_and_shown(
    staff: Client, commitment: Commitment, page: str, client: Client
) -> None:
    refused = post(staff, commitment, "progress", text="Valmista.", picture_1=picture(), alt_1="Penkki")
    assert refused.status_code == 422
    assert "Say what the picture shows" in refused.content.decode()
    bad = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    refused = post(staff, commitment, "progress", text="Valmista.", picture_1=bad, alt_1="x", alt_1_sv="y")
    assert "We could not read this as a picture" in refused.content.decode()
    alts = {"alt_1": "Penkki puiston laidalla", "alt_1_sv": "En bänk", "alt_1_en": "A bench by the park"}
    assert post(staff, commitment, "progress", text="Valmista.", picture_1=picture(), **alts).status_code == 302
    image = NotePicture.objects.get().image
    assert (image.alt, image.alt_sv, image.alt_en) == tuple(alts.values())
    assert 'alt="A bench by the park"' in client.get(page).content.decode()


def test_other_districts_promises_are_no_door(staff: Client, aino: User) -> None:
    other = promise(ProposalFactory(), aino)
    for url in (
        reverse("promise_desk", args=[other.pk]),
        reverse("promise_act", args=[other.pk, "move"]),
        reverse("promise_new", args=[other.response_id]),
    ):
        assert staff.get(url).status_code == 404
        assert staff.post(url, {"due_on": in_days(90).isoformat(), "reason": "x"}).status_code in {404, 405}


def test_residents_have_no_desk(client: Client, commitment: Commitment, anna: User) -> None:
    client.force_login(anna)
    for url in (reverse("promise_list"), reverse("promise_desk", args=[commitment.pk])):
        assert client.get(url).status_code in {302, 403}


def test_the_list_is_filtered_and_comes_as_a_file(staff: Client, commitment: Commitment, carla: User, aino: User) -> None:
    promise(ProposalFactory(), aino, title={"fi": "Muualla"})
    formula = promise(commitment.proposal, carla, title={"fi": "=1+1"})
    make_late(formula, 3)
    url = reverse("promise_list")
    html = staff.get(url).content.decode()
    assert "Benches in place" in html
    assert "Muualla" not in html
    assert "Benches in place" not in staff.get(url, {"standing": "late"}).content.decode()
    assert "=1+1" not in staff.get(url, {"q": "Penkit"}).content.decode()
    assert staff.get(url, {"q": "\x00", "standing": "x", "project": "x", "unit": "-1", "p": "x"}).status_code in {200, 400}
    data = b"".join(staff.get(url, {"csv": "1", "standing": "late"}).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))
    assert len(rows) == 2
    assert rows[1][1:3] == ["'=1+1", "Late"]
    assert rows[1][6] == "3"


def test_the_list_costs_the_same_at_one_and_three(staff: Client, commitment: Commitment, carla: User, town: Town) -> None:
    url = reverse("promise_list")

    def cost() -> int:
        staff.get(url)
        with CaptureQueriesContext(connection) as captured:
            staff.get(url)
        return len(captured)

    once = cost()
    for _n in range(2):
        promise(ProposalFactory(project=town.project), carla)
    assert cost() == once


def test_the_front_page_shows_what_waits(staff: Client, commitment: Commitment, carla: User, ben: User) -> None:
    assert "Promises that need you" not in staff.get("/admin/").content.decode()
    make_late(commitment, 2)
    disputed = promise(commitment.proposal, carla)
    services.answer_question(round_id=called_done(disputed, carla).pk, resident=ben, is_done=False, language="en")
    services.settle(round_id=disputed.rounds.get().pk)
    html = staff.get("/admin/").content.decode()
    assert "1 promise is late." in html
    assert "Residents dispute 1 promise." in html


def test_every_kind_of_news_is_known() -> None:
    assert {kind.key for kind in NEWS} == {
        f"commitment.{verb}"
        for verb in ("made", "progress", "late", "moved", "given_up", "reopened", "done", "confirmed", "disputed")
    }
    assert {kind.key for kind in NEWS} <= set(_kinds)


def test_what_lacks_a_language_is_reported(proposal: Proposal, carla: User) -> None:
    from participation.projects.features import features

    row = promise(proposal, carla, title={"fi": "Penkit"})
    feature = next(one for one in features() if one.key == "commitments")
    assert [(gap.title, gap.missing) for gap in feature.language_gaps(carla)] == [("Penkit", ("sv", "en"))]
    assert row.title_sv is None
