"""One's own page of everything one follows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from participation.accounts.models import User
from participation.notifications.models import Follow, MailWish, Notification, SavedSearch
from participation.notifications.services import (
    choose_rhythm,
    follow,
    mail_at_once,
    resume_mail,
    save_search,
    stop_mail,
    unfollow,
)
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.projects import ProjectFactory
from tests.factories.proposals import ProposalFactory
from tests.notifications.conftest import happen, spread

PAGE = "/en/profile/following/"


@pytest.fixture
def reader(client: Client, ben: User) -> Client:
    """Ben's browser."""
    client.force_login(ben)
    return client


def html(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def test_who_follows_nothing_is_told_how(reader: Client) -> None:
    assert "You follow nothing yet" in html(reader)


def test_all_of_it_with_a_rhythm_each(reader: Client, town: Town, proposal: Proposal, ben: User) -> None:
    for kind, pk in (("proposal", proposal.pk), ("project", town.project.pk), ("district", town.kallio.pk)):
        follow(user=ben, kind=kind, object_id=pk)
    save_search(user=ben, name="Penkit", words="penkki", point=(60.18, 24.95), radius=1500)
    page = html(reader)
    for words in ("Penkkejä rantaan", "kallion-ideat", "Kallio", "Penkit", "within 1.5 km", "As usual: once a day"):
        assert words in page
    assert 'lang="fi"' in page


def test_the_number_of_queries_stays(reader: Client, town: Town, proposal: Proposal, ben: User) -> None:
    def ask() -> int:
        reader.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            reader.get(PAGE)
        return len(captured.captured_queries)

    def add() -> None:
        row = ProposalFactory(project=ProjectFactory(lead_district=town.kallio))
        for kind, pk in (("proposal", row.pk), ("project", row.project_id), ("thread", row.thread_id)):
            follow(user=ben, kind=kind, object_id=pk)
        save_search(user=ben, name="Search", words=f"word{row.pk}", project_id=row.project_id)

    add()
    one = ask()
    add(), add()
    assert ask() == one <= 20


def test_what_is_not_public_now_has_no_name_here(reader: Client, proposal: Proposal, ben: User) -> None:
    follow(user=ben, kind="proposal", object_id=proposal.pk)
    Proposal.objects.update(state="withdrawn")
    page = html(reader)
    assert "Penkkejä" not in page
    assert "Not public now" in page


def test_another_rhythm_holds_for_what_waits(reader: Client, proposal: Proposal, ben: User) -> None:
    row = follow(user=ben, kind="proposal", object_id=proposal.pk)
    happen(proposal)
    spread()
    reader.post(f"{PAGE}{row.pk}/", {"rhythm": "weekly"})
    assert (Follow.objects.get().rhythm, Notification.objects.get().rhythm) == ("weekly", "weekly")
    choose_rhythm(user=ben, rhythm="at_once")
    assert Notification.objects.get().rhythm == "weekly", "the thing's own goes first"
    reader.post(f"{PAGE}{row.pk}/", {"rhythm": ""})
    assert Notification.objects.get().rhythm == "at_once"


def test_a_strange_rhythm_is_refused(reader: Client, proposal: Proposal, ben: User) -> None:
    row = follow(user=ben, kind="proposal", object_id=proposal.pk)
    page = reader.post(f"{PAGE}{row.pk}/", {"rhythm": "hourly"}, follow=True).content.decode()
    assert "Choose how often you want to be told." in page
    assert Follow.objects.get().rhythm == ""


def test_the_usual_rhythm(reader: Client, proposal: Proposal, ben: User) -> None:
    follow(user=ben, kind="proposal", object_id=proposal.pk)
    happen(proposal)
    spread()
    assert reader.post(f"{PAGE}usual/", {"rhythm": "site"}).status_code == 302
    assert MailWish.objects.get().rhythm == "site"
    assert Notification.objects.get().rhythm == "site"
    refused = reader.post(f"{PAGE}usual/", {"rhythm": "never"})
    assert refused.status_code == 422
    assert "aria-describedby" in refused.content.decode()


def test_what_was_stopped_can_be_started_again(reader: Client, ben: User) -> None:
    stop_mail(user_id=ben.pk)
    assert "You get no e-mails about what you follow" in html(reader)
    reader.post(f"{PAGE}usual/", {"again": "1"})
    assert MailWish.objects.get().stopped is False


def test_an_end_for_each(reader: Client, proposal: Proposal, ben: User) -> None:
    row = follow(user=ben, kind="proposal", object_id=proposal.pk)
    search = save_search(user=ben, name="Penkit", words="penkki")
    reader.post(f"{PAGE}search/{search.pk}/", {"do": "save", "rhythm": "weekly"})
    assert SavedSearch.objects.get().rhythm == "weekly"
    reader.post(f"{PAGE}{row.pk}/", {"do": "end"})
    reader.post(f"{PAGE}search/{search.pk}/", {"do": "end"})
    assert not Follow.objects.exists()
    assert not SavedSearch.objects.exists()


def test_nobody_touches_anothers(reader: Client, proposal: Proposal, anna: User) -> None:
    row = follow(user=anna, kind="proposal", object_id=proposal.pk)
    search = save_search(user=anna, name="Penkit", words="penkki")
    for path in (f"{row.pk}/", f"search/{search.pk}/", "99999999999999999999/"):
        assert reader.post(f"{PAGE}{path}", {"do": "end"}).status_code == 404
    assert Follow.objects.exists()
    assert SavedSearch.objects.exists()


def test_a_second_page(reader: Client, town: Town, ben: User) -> None:
    rows = [Follow(user=ben, kind="district", object_id=town.kallio.pk + 1000 + n) for n in range(60)]
    Follow.objects.bulk_create(rows)
    page = html(reader)
    assert page.count("k-rhythm") == 50
    assert html(reader, f"{PAGE}?after={rows[10].pk}").count("k-rhythm") == 10
    assert reader.get(f"{PAGE}?after=x\x00").status_code == 200


@pytest.mark.parametrize("how", ["let go", "stopped", "site"])
def test_what_was_kept_for_the_site_is_not_mailed_after_all(proposal: Proposal, ben: User, how: str) -> None:
    follow(user=ben, kind="proposal", object_id=proposal.pk)
    happen(proposal)
    if how == "site":
        choose_rhythm(user=ben, rhythm="site")
    spread()
    if how == "let go":
        unfollow(user=ben, kind="proposal", object_id=proposal.pk)
    elif how == "stopped":
        stop_mail(user_id=ben.pk)
        resume_mail(user_id=ben.pk)
    choose_rhythm(user=ben, rhythm="at_once")
    assert Notification.objects.get().rhythm == "site"
    assert mail_at_once() == 0
