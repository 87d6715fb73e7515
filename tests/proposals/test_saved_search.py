"""Saving a search, and being told of the new proposals that it finds."""

from __future__ import annotations

import math
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.notifications.models import Notification, SavedSearch
from participation.notifications.services import save_search, spread_next
from proposals.models import Proposal
from proposals.queries.feeding import found_by_search
from proposals.queries.search import terms_of
from proposals.services import submit_proposal
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.districts import city, square
from tests.factories.projects import CategoryFactory
from tests.proposals.races import all_at_once

HERE = (60.1841, 24.9502)


@pytest.fixture
def proposal(town: Town, anna: User) -> Proposal:
    """A bench in Kallio."""
    town.kallio.boundary = square(24.9, 60.15, 0.1)
    town.kallio.save()
    return submit_proposal(
        project_id=town.project.pk,
        author=anna,
        title="Penkkejä rantaan",
        body="Rannalla ei voi istua.",
        language="fi",
        latitude=HERE[0],
        longitude=HERE[1],
    )


def shifted(metres_north: float, metres_east: float) -> tuple[float, float]:
    """A point that far from HERE over the ground."""
    degree = math.pi * 6_371_008.8 / 180
    return HERE[0] + metres_north / degree, HERE[1] + metres_east / (degree * math.cos(math.radians(HERE[0])))


def finds(proposal: Proposal, user: User, **asks: Any) -> bool:
    """Whether a search tells its owner of the proposal; the feed of the search has to say the same."""
    SavedSearch.objects.filter(user=user).delete()
    search = save_search(user=user, name="Haku", terms=terms_of(asks.get("words", "")), **asks)
    SavedSearch.objects.update(since=proposal.published_at)
    from participation.notifications.models import News

    News.objects.update(spread_at=None)
    Notification.objects.all().delete()
    while spread_next() is not None:
        pass
    told = Notification.objects.filter(user=user, because=f"search:{search.pk}").exists()
    assert told == (proposal in found_by_search(search, 30)), "the feed finds what is told"
    return told


def test_by_words_in_any_ending(proposal: Proposal, ben: User) -> None:
    assert finds(proposal, ben, words="penkki ranta")
    assert not finds(proposal, ben, words="penkki laituri")


def test_by_project_district_and_theme(proposal: Proposal, town: Town, ben: User) -> None:
    theme = CategoryFactory(project=town.project)
    assert finds(proposal, ben, project_id=town.project.pk)
    assert finds(proposal, ben, district_id=town.kallio.pk)
    assert finds(proposal, ben, district_id=city().pk)
    assert not finds(proposal, ben, district_id=town.malmi.pk)
    assert not finds(proposal, ben, category_id=theme.pk)
    Proposal.objects.update(category=theme)
    assert finds(proposal, ben, category_id=theme.pk, words="penkki")


@pytest.mark.parametrize(
    ("north", "east", "found"),
    [
        (0, 0, True),
        (990, 0, True),
        (0, -990, True),
        (690, 690, True),
        (1010, 0, False),
        (0, 1010, False),
        (720, -720, False),
        (990, 990, False),
    ],
)
def test_by_distance_over_the_ground(proposal: Proposal, ben: User, north: float, east: float, found: bool) -> None:
    """The corner of the box is farther away than its side."""
    assert finds(proposal, ben, point=shifted(north, east), radius=1000) is found


def test_a_proposal_without_a_place_is_near_nothing(proposal: Proposal, ben: User) -> None:
    Proposal.objects.update(latitude=None, longitude=None)
    assert not finds(proposal, ben, point=HERE, radius=20_000)


def test_a_search_in_the_whole_city_finds_nothing_unlisted(proposal: Proposal, town: Town, ben: User) -> None:
    town.project.visibility = "unlisted"
    town.project.save()
    assert not finds(proposal, ben, words="penkki")
    assert finds(proposal, ben, words="penkki", project_id=town.project.pk)


def test_many_searches_cost_one_statement(proposal: Proposal) -> None:
    def ask() -> int:
        from participation.notifications.models import News

        News.objects.update(spread_at=None)
        with CaptureQueriesContext(connection) as captured:
            spread_next()
        return len(captured.captured_queries)

    def add(number: int) -> None:
        for _n in range(number):
            save_search(user=UserFactory(), name="Haku", words="penkki", terms=terms_of("penkki"))
        SavedSearch.objects.update(since=proposal.published_at)

    add(1)
    one = ask()
    add(20)
    assert ask() == one
    assert Notification.objects.count() == 21


def address(town: Town, query: str = "?q=penkki") -> str:
    return f"/en/projects/{town.project.slug}/proposals/save-search/{query}"


def test_the_list_leads_there_when_something_is_asked(client: Client, proposal: Proposal, town: Town) -> None:
    base = f"/en/projects/{town.project.slug}/proposals/"
    assert "save-search" not in client.get(base).content.decode()
    assert f'{base}save-search/?q=penkki"' in client.get(f"{base}?q=penkki&sort=newest").content.decode()


def test_the_form_saves_what_the_list_was_asked(client: Client, town: Town, ben: User) -> None:
    client.force_login(ben)
    asked = address(town, "?q=penkki&district=kallio")
    page = client.get(asked).content.decode()
    assert 'value="penkki, Kallio"' in page
    sent = {"name": "Kotini", "radius": "500", "latitude": "60,1841", "longitude": "24,9502", "rhythm": "weekly"}
    for _twice in range(2):
        assert client.post(asked, sent)["Location"] == "/en/profile/following/"
    row = SavedSearch.objects.get()
    assert (row.words, row.terms, row.district, row.project) == ("penkki", "penkki", town.kallio, town.project)
    assert (row.latitude, row.longitude, row.radius, row.rhythm) == (60.1841, 24.9502, 500, "weekly")
    client.post(asked, {**sent, "everywhere": "on"})
    assert SavedSearch.objects.filter(project=None).exists()


def test_a_part_of_the_map_becomes_a_place_and_a_distance(client: Client, town: Town, ben: User) -> None:
    client.force_login(ben)
    page = client.get(address(town, "?bbox=24.94,60.18,24.98,60.20")).content.decode()
    assert 'value="60.19000"' in page
    assert 'value="24.96000"' in page
    assert '<option value="1000" selected>' in page


def test_a_place_is_found_by_words_without_scripts(client: Client, proposal: Proposal, town: Town, ben: User) -> None:
    client.force_login(ben)
    found = client.post(address(town), {"name": "Kotini", "do": "find", "find_place": "Kallio"})
    assert found.status_code == 200
    assert 'value="Kotini"' in found.content.decode()
    picked = client.post(address(town), {"name": "Kotini", "pick": "60.18410,24.95020", "radius": "2000"}).content.decode()
    assert 'value="60.18410"' in picked
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 200},
        {"name": "Penkki\x00"},
        {"latitude": "60.18"},
        {"latitude": "10", "longitude": "10"},
        {"latitude": "nan", "longitude": "inf"},
        {"latitude": "60.18", "longitude": "24.95", "radius": "7"},
        {"latitude": "60.18", "longitude": "24.95", "radius": ""},
        {"rhythm": "hourly"},
    ],
)
def test_bad_input_is_said_at_its_field_and_kept(client: Client, town: Town, ben: User, wrong: dict[str, str]) -> None:
    client.force_login(ben)
    response = client.post(address(town), {"name": "Kotini", "radius": "500", **wrong})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_a_search_for_everything_everywhere_is_none(client: Client, town: Town, ben: User) -> None:
    client.force_login(ben)
    response = client.post(address(town, ""), {"name": "Kaikki", "everywhere": "on"})
    assert response.status_code == 422
    assert "Say what to look for" in response.content.decode()
    theme = CategoryFactory(project=town.project)
    response = client.post(address(town, f"?category={theme.slug}"), {"name": "Teema", "everywhere": "on"})
    assert "This theme belongs to this project alone" in response.content.decode()


def test_signed_out_one_comes_back_to_the_same_question(client: Client, town: Town) -> None:
    response = client.get(address(town))
    assert response.status_code == 302
    assert "save-search/%3Fq%3Dpenkki" in response["Location"]


def test_its_feed_has_a_secret_address(client: Client, proposal: Proposal, ben: User) -> None:
    search = save_search(user=ben, name="Penkit", words="penkki", terms=terms_of("penkki"))
    feed = client.get(f"/fi/profile/following/feed/{search.key}/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Penkkejä rantaan" in feed.content.decode()
    assert "Ben" not in feed.content.decode()
    assert client.get("/fi/profile/following/feed/guess/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_clicks_save_one_search(town: Town, ben: User) -> None:
    """Seen red without the person's row as their turn: several of the same search, each of which tells."""
    acts = [partial(save_search, user=ben, name="Penkit", words="penkki", terms="penkki") for _click in range(6)]
    assert {type(result) for result in all_at_once(acts)} == {SavedSearch}
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize("words", ["!!!", "?", "- -", "🦆", "\u200b", "<->", "'"])
def test_signs_alone_are_refused_with_what_was_typed(client: Client, proposal: Proposal, ben: User, words: str) -> None:
    """Red without the refusal in `save_search` (seen: the search is saved, and tells of every proposal)."""
    client.force_login(ben)
    asked = {"q": words} if words != "\u200b" else {"q": "!\u200b"}
    answer = client.post(
        f"/en/projects/kallion-ideat/proposals/save-search/?{urlencode(asked)}", {"name": "Kaikki", "rhythm": ""}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Signs alone find nothing. Look for a word with letters or digits." in page
    assert 'value="Kaikki"' in page
    assert not SavedSearch.objects.exists()


def test_signs_alone_that_were_saved_before_find_nothing(proposal: Proposal, town: Town, ben: User) -> None:
    """Red where the statement takes no terms for no question (seen: it tells of everything, and its feed of nothing)."""
    SavedSearch.objects.create(user=ben, name="Kaikki", words="!!!", terms="", since=proposal.published_at)
    SavedSearch.objects.create(user=ben, name="Alue", district=town.kallio, words="!!!", terms="", since=proposal.published_at)
    while spread_next() is not None:
        pass
    assert not Notification.objects.filter(user=ben).exists()
    assert [found_by_search(search, 30) for search in SavedSearch.objects.all()] == [[], []]
