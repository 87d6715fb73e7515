"""People in the Wagtail admin: listed, found, opened, changed, suspended."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.notifications.models import OutboxMessage
from participation.pages.profile.services import erase_account
from tests.factories.accounts import UserFactory


@pytest.fixture
def office(client: Client, aino: User) -> Client:
    """The administrator's browser."""
    client.force_login(aino)
    return client


def fields(user: User, **changed: object) -> dict[str, object]:
    """What the form would send back unchanged."""
    kept = {"email": user.email, "public_name": user.public_name, "language": user.language, "is_active": "on"}
    return {**kept, **changed}


def test_the_list_finds_by_name_and_by_address(office: Client, anna: User, ben: User) -> None:
    assert "anna@example.org" in office.get("/admin/users/").content.decode()
    for words in ("Anna", "anna@"):
        found = office.get("/admin/users/", {"q": words}).content.decode()
        assert "anna@example.org" in found
        assert "ben@example.org" not in found
    assert office.get("/admin/users/", {"ordering": "public_name", "is_active": "true"}).status_code == 200


def test_the_list_costs_the_same_at_one_and_at_three(office: Client, django_assert_max_num_queries) -> None:
    office.get("/admin/users/")
    for _count in range(2):
        with django_assert_max_num_queries(30):
            office.get("/admin/users/")
        UserFactory.create_batch(2)


def test_an_account_is_opened_and_its_owner_told(office: Client) -> None:
    group = Group.objects.create(name="Readers")
    assert office.get("/admin/users/new/").status_code == 200
    answer = office.post(
        "/admin/users/new/",
        {
            "email": "New@Example.org",
            "public_name": "New Person",
            "language": "sv",
            "groups": [group.pk],
        },
    )
    assert answer.status_code == 302
    person = User.objects.get(email="new@example.org")
    assert (person.public_name, person.language, person.has_usable_password()) == ("New Person", "sv", False)
    assert list(person.groups.all()) == [group]
    assert OutboxMessage.objects.get().recipient == person
    assert set(Entry.objects.values_list("action", flat=True)) == {"account.open", "account.groups"}


@pytest.mark.parametrize(
    "wrong",
    [{"email": "ANNA@example.org"}, {"email": "no"}, {"public_name": "Moderator"}, {"language": "xx"}],
)
def test_bad_input_is_refused_at_its_field(office: Client, anna: User, wrong: dict[str, str]) -> None:
    page = office.post("/admin/users/new/", {"email": "x@example.org", "public_name": "X Y", "language": "fi", **wrong})
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == wrong.keys()


def test_an_account_is_changed(office: Client, anna: User) -> None:
    assert office.get(f"/admin/users/edit/{anna.pk}/").status_code == 200
    body = fields(anna, email="a@example.org", public_name="Anna B", is_superuser="on")
    answer = office.post(f"/admin/users/edit/{anna.pk}/", body)
    assert answer.status_code == 302
    anna.refresh_from_db()
    assert (anna.email, anna.public_name, anna.is_superuser) == ("a@example.org", "Anna B", True)
    actions = set(Entry.objects.values_list("action", flat=True))
    assert actions == {"account.change_email", "account.rename", "account.administrator"}


def test_suspending_and_opening_again(office: Client, anna: User) -> None:
    body = fields(anna)
    del body["is_active"]
    assert office.post(f"/admin/users/edit/{anna.pk}/", body).status_code == 302
    anna.refresh_from_db()
    assert not anna.is_active
    office.post(f"/admin/users/edit/{anna.pk}/", fields(anna))
    anna.refresh_from_db()
    assert anna.is_active
    assert anna.sessions_ended == 1


def test_nobody_takes_their_own_rights(office: Client, aino: User) -> None:
    UserFactory(is_superuser=True)
    body = fields(aino, public_name="Aino A")
    del body["is_active"]
    assert office.post(f"/admin/users/edit/{aino.pk}/", body).status_code == 302
    aino.refresh_from_db()
    assert (aino.public_name, aino.is_active, aino.is_superuser) == ("Aino A", True, True)


def test_a_deleted_account_is_not_listed_and_cannot_be_changed(office: Client, anna: User) -> None:
    erase_account(user=anna, by=anna)
    assert "Former resident" not in office.get("/admin/users/").content.decode()
    page = office.post(f"/admin/users/edit/{anna.pk}/", fields(anna, email="back@example.org", public_name="Back"))
    assert page.status_code == 200
    assert page.context["form"].errors
    anna.refresh_from_db()
    assert anna.email is None


def test_accounts_are_not_deleted_here(office: Client, anna: User) -> None:
    assert office.post(f"/admin/users/delete/{anna.pk}/").status_code in {302, 403}
    for action in ("delete", "set_active_state", "assign_role"):
        office.post(f"/admin/bulk/accounts/user/{action}/?id={anna.pk}", {"mark_as_active": "False"})
    anna.refresh_from_db()
    assert anna.is_active
    assert User.objects.filter(pk=anna.pk).exists()


def test_only_administrators_touch_administrators(client: Client, anna: User, aino: User) -> None:
    clerks = Group.objects.create(name="Clerks")
    people = ContentType.objects.get_for_model(User)
    clerks.permissions.set([*people.permission_set.all(), *Permission.objects.filter(codename="access_admin")])
    anna.groups.add(clerks)
    client.force_login(anna)
    assert client.get("/admin/users/").status_code == 200
    body = fields(aino, email="mine@example.org")
    assert client.post(f"/admin/users/edit/{aino.pk}/", body).status_code in {302, 403}
    aino.refresh_from_db()
    assert aino.email == "aino@example.org"
    other = UserFactory()
    client.post(f"/admin/users/edit/{other.pk}/", fields(other, is_superuser="on", groups=[clerks.pk]))
    other.refresh_from_db()
    assert not other.is_superuser
    assert not other.groups.exists()


def test_the_sidebar_shows_the_public_name_and_not_the_email(client: Client, aino: User) -> None:
    client.force_login(aino)
    page = client.get("/admin/").content.decode()
    props = page.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    assert '"Aino"' in props
    assert aino.email not in props
