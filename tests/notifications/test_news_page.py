"""What happened, on one's own page, and how many of it is new in the header."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.moderation.services import hold_automatically
from participation.notifications.models import Follow, Notification
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.proposals import ProposalFactory
from tests.notifications.conftest import happen, spread

PAGE = "/en/profile/news/"


@pytest.fixture
def reader(client: Client, ben: User, town: Town) -> Client:
    """Ben's browser; he follows the project."""
    Follow.objects.create(user=ben, kind="project", object_id=town.project.pk)
    client.force_login(ben)
    return client


def html(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_nothing_yet(reader: Client) -> None:
    page = html(reader)
    assert "No news yet" in page
    assert "k-me__n" not in page


def test_what_happened_and_why_one_is_told(reader: Client, proposal: Proposal) -> None:
    happen(proposal)
    spread()
    page = html(reader)
    assert "The city has answered: Accepted" in page
    assert '<a href="/en/profile/news/' in page
    assert 'lang="fi" dir="auto">Penkkejä rantaan</a>' in page
    assert 'class="k-me__n"' in page
    assert "You follow:" not in page, "the project stands there already"


def test_another_reason_is_named(reader: Client, town: Town, proposal: Proposal, ben: User) -> None:
    Follow.objects.create(user=ben, kind="district", object_id=town.kallio.pk)
    happen(proposal, targets=[("district", town.kallio.pk)])
    spread()
    assert "You follow:" in html(reader)


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ar"])
def test_the_number_in_the_header(reader: Client, proposal: Proposal, language: str) -> None:
    for _time in range(3):
        happen(proposal)
    spread()
    page = html(reader, f"/{language}/projects/")
    assert '<b class="k-me__n"><span aria-hidden="true">3</span>' in page


def test_opening_one_marks_it_and_leads_there(reader: Client, proposal: Proposal) -> None:
    happen(proposal)
    spread()
    told = Notification.objects.get()
    response = reader.get(f"{PAGE}{told.pk}/")
    assert response["Location"] == f"/en/projects/kallion-ideat/proposals/{proposal.pk}/"
    told.refresh_from_db()
    assert told.read_at
    assert "k-news__item--new" not in html(reader)


def test_all_as_read_up_to_what_was_shown(reader: Client, proposal: Proposal) -> None:
    happen(proposal)
    spread()
    shown = Notification.objects.latest("pk").pk
    happen(proposal)
    spread()
    reader.post(PAGE, {"up_to": shown})
    assert [row.read_at is None for row in Notification.objects.order_by("pk")] == [False, True]
    assert reader.post(PAGE, {"up_to": "x"}).status_code == 302


def test_what_is_hidden_is_not_told_and_not_counted(reader: Client, proposal: Proposal) -> None:
    happen(proposal)
    spread()
    hold_automatically(kind="proposal", object_id=proposal.pk, ground="spam")
    page = html(reader)
    assert "Penkkejä" not in page
    assert "k-me__n" not in page
    assert reader.get(f"{PAGE}{Notification.objects.get().pk}/").status_code == 404


def test_anothers_news_are_not_there(client: Client, reader: Client, proposal: Proposal, anna: User) -> None:
    happen(proposal)
    spread()
    client.force_login(anna)
    assert "Penkkejä" not in html(client)
    assert client.get(f"{PAGE}{Notification.objects.get().pk}/").status_code == 404


def test_signed_out_one_signs_in_first(client: Client) -> None:
    assert client.get(PAGE)["Location"].endswith(f"?next={PAGE}")


def test_pages_of_thirty_and_a_constant_number_of_queries(reader: Client, town: Town, anna: User) -> None:
    def add(number: int) -> None:
        for _n in range(number):
            happen(ProposalFactory(project=town.project, author=anna))
        spread()

    def ask() -> int:
        reader.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            reader.get(PAGE)
        return len(captured.captured_queries)

    add(1)
    one = ask()
    add(2)
    assert ask() == one <= 15
    add(30)
    assert ask() == one
    page = html(reader)
    assert page.count("k-news__item ") == 30
    assert html(reader, f"{PAGE}?after={Notification.objects.order_by('-pk')[29].pk}").count("k-news__item ") == 3
