"""Looking for a place in the form: by the form itself, nothing typed is lost, and nothing hidden is found."""

from __future__ import annotations

import pytest
from django.test import Client

from districts.place_file import PlaceRow
from districts.services import import_places
from participation.accounts.models import User
from participation.projects.models import Project
from proposals.models import Proposal
from proposals.states import ProposalState
from tests.cast import Town
from tests.factories.proposals import ProposalFactory

NEW = "/en/projects/kallion-ideat/proposals/new/"
PLACES = "/en/projects/kallion-ideat/proposals/places.json"
TYPED = {"title": "Benches by the sea", "body": "Many <b>of</b> them", "language": "sv", "place": "", "find_place": "hakaniemi"}


@pytest.fixture
def square(town: Town) -> None:
    """Hakaniementori is known."""
    import_places(rows=[PlaceRow(name="Hakaniementori", latitude=60.179, longitude=24.951)])


@pytest.fixture
def writer(client: Client, anna: User) -> Client:
    """Anna writes."""
    client.force_login(anna)
    return client


def test_finding_keeps_what_was_typed_and_publishes_nothing(writer: Client, square: None) -> None:
    page = writer.post(NEW, {**TYPED, "do": "find"})
    text = page.content.decode()
    assert page.status_code == 200
    assert '<button class="k-found" name="pick" value="60.17900,24.95100">Hakaniementori' in text
    assert 'value="Benches by the sea"' in text
    assert "Many &lt;b&gt;of&lt;/b&gt; them" in text
    assert '<option value="sv" selected lang="sv">' in text
    assert not Proposal.objects.exists()


def test_a_place_that_is_picked_is_in_the_numbers(writer: Client, square: None) -> None:
    page = writer.post(NEW, {**TYPED, "pick": "60.17900,24.95100"})
    form = page.context["form"]
    assert (form["latitude"].value(), form["longitude"].value()) == ("60.17900", "24.95100")
    assert form["place"].value() == "hakaniemi"
    assert "k-found" not in page.content.decode()
    filled = {
        name: form[name].value() or "" for name in ("title", "body", "language", "place", "latitude", "longitude", "form_key")
    }
    writer.post(NEW, {**filled, "do": "publish"})
    row = Proposal.objects.get()
    assert (row.title, row.latitude, row.longitude) == ("Benches by the sea", 60.179, 24.951)


@pytest.mark.parametrize("pick", ["", "x", "1,2,3", "\x00,\x00", ",", "nan,nan", "9" * 500])
def test_a_broken_pick_is_no_error(writer: Client, town: Town, pick: str) -> None:
    assert writer.post(NEW, {**TYPED, "pick": pick}).status_code == 200


def test_the_same_in_the_form_of_a_draft(writer: Client, square: None, town: Town, anna: User) -> None:
    draft = ProposalFactory(project=town.project, author=anna, state=ProposalState.DRAFT, published_at=None, thread=None)
    page = writer.post(f"/en/projects/kallion-ideat/proposals/{draft.pk}/edit/", {**TYPED, "do": "find"})
    assert page.context["form"]["title"].value() == TYPED["title"]
    assert "Hakaniementori" in page.content.decode()


def test_nothing_found_is_said(writer: Client, town: Town) -> None:
    assert "Nothing found by these words" in writer.post(NEW, {**TYPED, "do": "find"}).content.decode()


def test_places_of_public_proposals_are_found_and_of_no_others(client: Client, town: Town) -> None:
    row = ProposalFactory(project=town.project, place="Karhupuiston kulma", latitude=60.18, longitude=24.95)
    found = client.get(PLACES, {"q": "karhupuisto"}).json()["places"]
    assert [(place["name"], place["point"]) for place in found] == [("Karhupuiston kulma", "60.18000,24.95000")]
    Proposal.objects.filter(pk=row.pk).update(state=ProposalState.WITHDRAWN)
    assert client.get(PLACES, {"q": "karhupuisto"}).json() == {"places": []}
    Proposal.objects.filter(pk=row.pk).update(state=ProposalState.PUBLISHED)
    Project.objects.update(visibility="unlisted")
    assert client.get(PLACES, {"q": "karhupuisto"}).json() == {"places": []}


@pytest.mark.parametrize("words", ["", "\x00", "%", "x" * 5000, "🦆"])
def test_odd_words_are_no_error(client: Client, town: Town, words: str) -> None:
    assert client.get(PLACES, {"q": words}).json() == {"places": []}
