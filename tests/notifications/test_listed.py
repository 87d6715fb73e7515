"""What the city does not list any more is in no list of news that something wide led to; who follows the thing sees it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.models import Follow, Notification, OutboxMessage, SavedSearch
from participation.notifications.services import mail_at_once, plan_digests, save_search, write_digests
from participation.projects.models import Membership
from proposals.models import Proposal
from proposals.services import submit_proposal
from tests.cast import Town
from tests.factories.projects import CategoryFactory, ProjectFactory
from tests.notifications.conftest import spread

NEWS = "/en/profile/news/"
FEED = "/en/district/kallio/feed/"
WIDE = ("district", "category", "search")
NARROW = ("proposal", "project", "search of the project")
TITLE = "Penkkejä rantaan"


def publish(town: Town, author: User, title: str = TITLE, **words: Any) -> Proposal:
    given = {"body": "Rannalla ei voi istua.", "language": "fi", "district_id": town.kallio.pk, **words}
    return submit_proposal(project_id=town.project.pk, author=author, title=title, **given)


@pytest.fixture
def proposal(town: Town, anna: User) -> Proposal:
    """Published with a theme; nobody is told yet."""
    theme = CategoryFactory(project=town.project, slug="puistot")
    return publish(town, anna, category_id=theme.pk)


def follows(user: User, what: str, proposal: Proposal, rhythm: str = "") -> None:
    """Follow what leads to the proposal, since yesterday."""
    yesterday = timezone.now() - timedelta(days=1)
    if what.startswith("search"):
        place = {"project_id": proposal.project_id} if what != "search" else {}
        save_search(user=user, name="Penkit", words="penkki", terms="penkki", rhythm=rhythm, **place)
        SavedSearch.objects.update(since=yesterday)
        return
    ids = {"district": proposal.district_id, "category": proposal.category_id, "project": proposal.project_id}
    pk = ids.get(what, proposal.pk)
    Follow.objects.create(user=user, kind=what, object_id=pk, rhythm=rhythm, since=yesterday)


def unlist(town: Town, visibility: str = "unlisted") -> None:
    town.project.visibility = visibility
    town.project.save()


def page(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get(NEWS).content.decode()


@pytest.mark.parametrize("what", WIDE)
def test_who_came_by_something_wide_does_not_see_it_any_more(
    client: Client, town: Town, proposal: Proposal, ben: User, what: str
) -> None:
    follows(ben, what, proposal)
    spread()
    told = Notification.objects.get(user=ben)
    assert told.because.startswith(what)
    assert TITLE in page(client, ben)
    unlist(town)
    assert TITLE not in page(client, ben)
    assert client.get(f"{NEWS}{told.pk}/").status_code == 404
    told.refresh_from_db()
    assert told.read_at, "and it is not counted as new"


@pytest.mark.parametrize("what", NARROW)
def test_who_follows_the_thing_itself_does(client: Client, town: Town, proposal: Proposal, ben: User, what: str) -> None:
    follows(ben, what, proposal)
    spread()
    unlist(town)
    assert TITLE in page(client, ben)


@pytest.mark.parametrize("what", ["proposal", "project"])
def test_also_where_the_district_was_the_more_eager_reason(
    client: Client, town: Town, proposal: Proposal, ben: User, what: str
) -> None:
    follows(ben, "district", proposal, "at_once")
    follows(ben, what, proposal, "weekly")
    spread()
    assert Notification.objects.get(user=ben).because.startswith("district")
    unlist(town)
    assert TITLE in page(client, ben)
    assert mail_at_once() == 1
    assert TITLE in OutboxMessage.objects.get(recipient=ben).text


def test_a_member_hears_of_the_members_own_by_the_project_and_not_by_the_district(
    client: Client, town: Town, proposal: Proposal, ben: User, nils: User, anna: User
) -> None:
    for member, what in ((ben, "district"), (nils, "project")):
        Membership.objects.create(project=town.project, user=member, added_by=anna)
        follows(member, what, proposal)
    spread()
    unlist(town, "members")
    assert (TITLE in page(client, ben), TITLE in page(client, nils)) == (False, True)


@pytest.mark.parametrize("what", WIDE)
def test_no_mail_leads_there(town: Town, proposal: Proposal, ben: User, nils: User, what: str) -> None:
    for person, rhythm in ((ben, "at_once"), (nils, "daily")):
        follows(person, what, proposal, rhythm)
    spread()
    unlist(town)
    mail_at_once()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert plan_digests() == 1
        assert write_digests() == 1
    assert not OutboxMessage.objects.filter(recipient__in=[ben, nils]).exists()
    unlist(town, "public")
    mail_at_once()
    assert not OutboxMessage.objects.filter(recipient__in=[ben, nils]).exists(), "and what was left out does not come late"


def test_the_districts_feed_leaves_it_out_and_its_own_keep_it(client: Client, town: Town, proposal: Proposal) -> None:
    own = (f"/en/projects/kallion-ideat/proposals/{proposal.pk}/feed/", "/en/projects/kallion-ideat/feed/")
    assert TITLE in client.get(FEED).content.decode()
    unlist(town)
    assert TITLE not in client.get(FEED).content.decode()
    assert TITLE not in client.get("/en/projects/feed/").content.decode()
    for path in own:
        assert TITLE in client.get(path).content.decode()


def test_one_project_that_is_gone_from_the_lists_empties_no_feed(client: Client, town: Town, anna: User) -> None:
    other = ProjectFactory(slug="toinen", lead_district=town.kallio)
    Proposal.objects.all().delete()
    from proposals.following import tell_of
    from tests.factories.proposals import ProposalFactory

    shown = ProposalFactory(project=other, district=town.kallio, title="Laituri", author=anna)
    tell_of("proposal.published", shown, actor=anna)
    for number in range(31):
        tell_of("proposal.published", ProposalFactory(project=town.project, title=f"P{number}", author=anna), actor=anna)
    unlist(town)
    assert "Laituri" in client.get(FEED).content.decode()


def test_a_project_itself(client: Client, town: Town, ben: User, nils: User, anna: User) -> None:
    from participation.notifications.announcing import announce
    from participation.projects.following import targets_of

    for person, kind, pk in ((ben, "district", town.kallio.pk), (nils, "project", town.project.pk)):
        Follow.objects.create(user=person, kind=kind, object_id=pk)
    targets = targets_of(town.project, [town.kallio])
    announce(kind="project.published", subject=("project", town.project.pk), targets=targets)
    spread()
    assert all("A new project has been published" in page(client, person) for person in (ben, nils))
    unlist(town)
    told = [("A new project has been published" in page(client, person)) for person in (ben, nils)]
    assert told == [False, True]
    assert "A new project" not in client.get(FEED).content.decode()


def test_as_many_queries_for_one_as_for_three(client: Client, town: Town, proposal: Proposal, ben: User, anna: User) -> None:
    follows(ben, "district", proposal)
    follows(ben, "search", proposal)
    client.force_login(ben)

    def ask(path: str) -> int:
        spread()
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured.captured_queries)

    for visibility in ("public", "unlisted"):
        unlist(town, visibility)
        one = [ask(NEWS), ask(FEED)]
        unlist(town, "public")
        publish(town, anna, "Toinen penkki"), publish(town, anna, "Kolmas penkki")
        spread()
        unlist(town, visibility)
        assert [ask(NEWS), ask(FEED)] == one, visibility


def test_a_batch_of_mails_asks_no_more_for_many(town: Town, proposal: Proposal, ben: User, nils: User, anna: User) -> None:
    def asked(at: datetime) -> int:
        spread()
        unlist(town)
        with time_machine.travel(at, tick=False):
            plan_digests()
            with CaptureQueriesContext(connection) as captured:
                assert write_digests()
        unlist(town, "public")
        return len(captured.captured_queries)

    follows(ben, "district", proposal)
    one = asked(timezone.now() + timedelta(days=1))
    follows(nils, "district", proposal)
    publish(town, anna, "Toinen"), publish(town, anna, "Kolmas")
    assert asked(timezone.now() + timedelta(days=2)) == one
