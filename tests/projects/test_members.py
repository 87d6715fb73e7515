"""A project that only its members read: staff let people in and out."""

import pytest
from django.core import mail
from django.test import Client

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.notifications.models import OutboxMessage
from participation.projects.models import Membership, Project


@pytest.fixture
def closed(published: Project) -> Project:
    Project.objects.filter(pk=published.pk).update(visibility="members")
    published.refresh_from_db()
    return published


@pytest.fixture
def address(closed: Project) -> str:
    return f"/admin/participation/{closed.pk}/members/"


@pytest.fixture
def desk(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def reads(user: User, project: Project) -> bool:
    reader = Client()
    reader.force_login(user)
    return reader.get(f"/fi/projects/{project.slug}/proposals/").status_code == 200


def test_people_are_let_in_and_told_and_out_again(desk: Client, closed: Project, address: str, anna: User, ben: User) -> None:
    assert not reads(anna, closed)
    assert desk.post(address, {"addresses": " ANNA@example.org\nanna@example.org; ben@example.org\n"}).status_code == 302
    assert reads(anna, closed)
    assert reads(ben, closed)
    assert OutboxMessage.objects.get(recipient=anna).text.count(f"/{anna.language}/projects/{closed.slug}/") == 1
    assert "Anna" in desk.get(address).content.decode()

    assert desk.post(f"{address}{anna.pk}/remove/").status_code == 302
    assert not reads(anna, closed)
    assert reads(ben, closed)
    assert set(Entry.objects.filter(action__startswith="member.").values_list("action", "object_id")) == {
        ("member.add", anna.pk),
        ("member.add", ben.pk),
        ("member.remove", anna.pk),
    }


def test_who_is_a_member_already_is_not_told_again(desk: Client, closed: Project, address: str, anna: User) -> None:
    for _time in range(2):
        desk.post(address, {"addresses": "anna@example.org"})
    assert Membership.objects.count() == 1
    assert OutboxMessage.objects.filter(recipient=anna).count() == 1
    assert desk.post(f"{address}{anna.pk}/remove/").status_code == 302
    assert desk.post(f"{address}{anna.pk}/remove/").status_code == 302


def test_who_has_no_account_is_named(desk: Client, address: str, anna: User) -> None:
    page = desk.post(address, {"addresses": "nobody@example.org, anna@example.org"}, follow=True).content.decode()
    assert "nobody@example.org" in page
    assert list(Membership.objects.values_list("user_id", flat=True)) == [anna.pk]


@pytest.mark.parametrize(
    "typed", ["", " \n", "\n".join(f"p{number}@example.org" for number in range(201)), "x\0y", "ä" * 100_000]
)
def test_bad_input_is_refused_at_its_field(desk: Client, address: str, typed: str) -> None:
    response = desk.post(address, {"addresses": typed})
    assert response.status_code == 422
    assert response.context["form"].errors["addresses"]
    assert not Membership.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("who", ["anna", "otto", "mira"])
def test_others_let_nobody_in(client: Client, address: str, who: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    client.force_login(person)
    assert client.get(address).status_code in {302, 403, 404}
    assert client.post(address, {"addresses": person.email}).status_code in {302, 403, 404}
    assert not Membership.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    desk: Client, closed: Project, address: str, number: int, anna: User, ben: User, nils: User, django_assert_max_num_queries
) -> None:
    for person in (anna, ben, nils)[:number]:
        Membership.objects.create(project=closed, user=person)
    desk.get(address)
    with django_assert_max_num_queries(24):
        desk.get(address)
