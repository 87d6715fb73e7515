"""Following something, and letting go of it."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from participation.common.refusals import Invalid, NotAllowed
from participation.notifications.models import Follow, Notification
from participation.notifications.services import follow, following
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.projects import CategoryFactory
from tests.notifications.conftest import happen, spread


def address(proposal: Proposal) -> str:
    return f"/en/profile/following/proposal/{proposal.pk}/"


def page_of(proposal: Proposal) -> str:
    return f"/en/projects/{proposal.project.slug}/proposals/{proposal.pk}/"


def test_a_button_follows_and_another_one_lets_go(client: Client, proposal: Proposal, ben: User) -> None:
    client.force_login(ben)
    page = client.get(page_of(proposal)).content.decode()
    assert f'action="{address(proposal)}"' in page
    assert "You follow this" not in page
    response = client.post(address(proposal), {"next": page_of(proposal)})
    assert response["Location"] == page_of(proposal)
    assert Follow.objects.get().target == f"proposal:{proposal.pk}"
    assert "You follow this" in client.get(page_of(proposal)).content.decode()
    client.post(address(proposal), {"end": "1", "next": "//elsewhere.example/"})
    assert not Follow.objects.exists()


def test_in_place_the_button_alone_comes_back(client: Client, proposal: Proposal, ben: User) -> None:
    client.force_login(ben)
    response = client.post(address(proposal), {"next": page_of(proposal)}, headers={"HX-Request": "true"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert 'name="end"' in html
    assert f'value="{page_of(proposal)}"' in html


@pytest.mark.parametrize("kind", ["project", "district", "category", "thread"])
def test_what_else_can_be_followed(client: Client, town: Town, proposal: Proposal, ben: User, kind: str) -> None:
    things = {
        "project": town.project.pk,
        "district": town.kallio.pk,
        "category": CategoryFactory(project=town.project).pk,
        "thread": proposal.thread_id,
    }
    client.force_login(ben)
    asked = client.get(f"/en/profile/following/{kind}/{things[kind]}/")
    assert asked.status_code == 200
    client.post(f"/en/profile/following/{kind}/{things[kind]}/", {"rhythm": "weekly"})
    assert list(Follow.objects.values_list("kind", "object_id", "rhythm")) == [(kind, things[kind], "weekly")]


def test_twice_is_once(client: Client, proposal: Proposal, ben: User) -> None:
    client.force_login(ben)
    for _click in range(2):
        assert client.post(address(proposal)).status_code == 302
    assert Follow.objects.count() == 1


def test_the_second_time_says_how_often(client: Client, proposal: Proposal, ben: User) -> None:
    client.force_login(ben)
    for rhythm in ("weekly", "", "at_once"):
        client.post(address(proposal), {"rhythm": rhythm})
    assert Follow.objects.get().rhythm == "at_once"
    refused = client.post(address(proposal), {"rhythm": "hourly"})
    assert refused.status_code == 422
    assert "error" in refused.content.decode()


def test_who_is_signed_out_signs_in_and_comes_back(client: Client, proposal: Proposal) -> None:
    page = client.get(page_of(proposal)).content.decode()
    assert f'href="{address(proposal)}"' in page
    response = client.get(address(proposal))
    assert response["Location"].endswith(f"?next={address(proposal)}")
    assert client.post(address(proposal)).status_code == 302
    assert not Follow.objects.exists()


def test_signed_out_the_pages_ask_nothing_more(client: Client, proposal: Proposal, django_assert_max_num_queries) -> None:
    client.get(page_of(proposal))
    with django_assert_max_num_queries(5) as captured:
        client.get(page_of(proposal))
    assert not any("notifications_" in query["sql"] for query in captured.captured_queries)


def test_signed_in_they_ask_once(client: Client, proposal: Proposal, ben: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(ben)
    for address_ in (page_of(proposal), "/en/projects/"):
        client.get(address_)
        with CaptureQueriesContext(connection) as captured:
            client.get(address_)
        assert sum("notifications_" in query["sql"] for query in captured.captured_queries) == 1


@pytest.mark.parametrize("state", ["draft", "hidden", "withdrawn"])
def test_what_cannot_be_read_is_not_there(client: Client, proposal: Proposal, ben: User, anna: User, state: str) -> None:
    from tests.factories.comments import decision_on, own_thread, say

    decision = decision_on(say(own_thread(proposal.project), ben)) if state == "hidden" else None
    Proposal.objects.filter(pk=proposal.pk).update(state=state, decision=decision)
    for user in (ben, anna):
        client.force_login(user)
        assert client.get(address(proposal)).status_code == 404
        assert client.post(address(proposal)).status_code == 404
        with pytest.raises(NotAllowed):
            follow(user=user, kind="proposal", object_id=proposal.pk)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("path", ["comment/1", "user/1", "nothing/1", "proposal/0", "proposal/99999999999999999999", "search/1"])
def test_what_is_not_offered(client: Client, ben: User, path: str) -> None:
    client.force_login(ben)
    assert client.get(f"/en/profile/following/{path}/").status_code in {404, 405}
    assert client.post(f"/en/profile/following/{path}/").status_code == 404


def test_a_strange_rhythm_is_said_at_its_field(client: Client, proposal: Proposal, ben: User) -> None:
    client.force_login(ben)
    response = client.post(address(proposal), {"rhythm": "hourly\x00"})
    assert response.status_code == 422
    assert "k-errors" in response.content.decode() or "error" in response.content.decode()
    assert not Follow.objects.exists()


def test_as_much_as_one_can(client: Client, proposal: Proposal, ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_FOLLOWS", 1)
    follow(user=ben, kind="project", object_id=proposal.project_id)
    with pytest.raises(Invalid):
        follow(user=ben, kind="proposal", object_id=proposal.pk)
    client.force_login(ben)
    assert "End something first" in client.post(address(proposal), follow=True).content.decode()


def test_letting_go_keeps_the_news_and_ends_the_mail(client: Client, proposal: Proposal, ben: User) -> None:
    follow(user=ben, kind="proposal", object_id=proposal.pk)
    happen(proposal)
    spread()
    client.force_login(ben)
    client.post(address(proposal), {"end": "1"})
    assert list(Notification.objects.values_list("rhythm", flat=True)) == ["site"]


def test_what_went_out_of_sight_can_be_let_go_of(client: Client, proposal: Proposal, ben: User) -> None:
    follow(user=ben, kind="proposal", object_id=proposal.pk)
    Proposal.objects.update(state="withdrawn")
    client.force_login(ben)
    assert client.post(address(proposal), {"end": "1"}).status_code == 302
    assert not Follow.objects.exists()
