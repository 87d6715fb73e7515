"""Administrators read the record; it is narrowed down, paged by id, and cannot be changed there."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.audit.services import record

LIST = "/admin/audit/"


@pytest.fixture
def admin(aino: User) -> Client:
    """Aino's browser."""
    client = Client()
    client.force_login(aino)
    return client


def shown(client: Client, **params: object) -> list[str]:
    response = client.get(LIST, params)
    assert response.status_code == 200
    return [entry.action for entry in response.context["rows"]]


def test_newest_first_with_names(admin: Client, anna: User) -> None:
    record(action="comment.post", actor=anna)
    record(action="comment.hold", actor=None, data={"case": 7})
    assert shown(admin) == ["comment.hold", "comment.post"]
    text = admin.get(LIST).content.decode()
    assert "Anna" in text
    assert "case: 7" in text


def test_filters(admin: Client, anna: User, ben: User) -> None:
    record(action="comment.post", actor=anna)
    record(action="comment.hide", actor=ben)
    Entry.objects.create(action="proposal.post", actor=anna, at=timezone.now() - timedelta(days=10))
    day = timezone.localdate()
    assert shown(admin, action="comment") == ["comment.hide", "comment.post"]
    assert shown(admin, actor="anna@EXAMPLE.org") == ["proposal.post", "comment.post"]
    assert shown(admin, actor="nna") == ["proposal.post", "comment.post"]
    assert shown(admin, actor=str(ben.pk)) == ["comment.hide"]
    assert shown(admin, since=day) == ["comment.hide", "comment.post"]
    assert shown(admin, until=day - timedelta(days=5)) == ["proposal.post"]
    assert len(shown(admin, since="9999-12-31", until="0001-01-01", before="x" * 30)) == 3


def test_pages_go_on_below_an_id(admin: Client, db: None) -> None:
    Entry.objects.bulk_create(Entry(action=f"a.{number}") for number in range(120))
    first = admin.get(LIST)
    last_id = first.context["next_before"]
    assert [len(first.context["rows"]), first.context["rows"][0].action] == [50, "a.119"]
    record(action="newer", actor=None)
    assert shown(admin, before=last_id)[0] == "a.69"
    third = admin.get(LIST, {"before": Entry.objects.get(action="a.20").pk})
    assert (len(third.context["rows"]), third.context["next_before"]) == (20, None)


def test_same_number_of_queries_at_one_entry_and_at_three(
    admin: Client,
    anna: User,
    ben: User,
    django_assert_num_queries,
) -> None:
    record(action="one", actor=anna)
    admin.get(LIST)
    with CaptureQueriesContext(connection) as one:
        admin.get(LIST)
    for actor in (anna, ben):
        record(action="more", actor=actor)
    with django_assert_num_queries(len(one)):
        admin.get(LIST)


def test_only_administrators_and_whom_they_allow(db: None, carla: User) -> None:
    client = Client()
    assert client.get(LIST).status_code == 302
    carla.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(carla)
    assert client.get(LIST).status_code == 302
    carla.user_permissions.add(Permission.objects.get(codename="view_entry"))
    assert client.get(LIST).status_code == 200


def test_posting_changes_nothing(admin: Client, db: None) -> None:
    for method in (admin.post, admin.put, admin.delete):
        assert method(LIST).status_code == 405
