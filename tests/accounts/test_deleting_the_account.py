"""Deleting one's account: what goes, what stays."""

from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from districts.models import DistrictRole, HomeDistrict
from districts.services import choose_home_district
from participation.accounts.models import User, Verification
from participation.audit.models import Entry
from participation.comments.models import Comment, Thread
from participation.common.refusals import NotAllowed
from participation.notifications.models import OutboxMessage
from participation.pages.profile import services
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_profile import scribbling  # noqa: F401 - a fixture
from tests.cast import Town, verify
from tests.factories.accounts import UserFactory


def confirm(client: Client, **typed: str):
    """Send the form that deletes."""
    return client.post("/en/profile/delete/", typed)


def test_the_conversation_stays_readable_without_the_name(client: Client, account: User, town: Town) -> None:
    thread = Thread.objects.create(project=town.project, anchor="project")
    comment = Comment.objects.create(thread=thread, author=account, body="A bench, please.", language="en", changed_seq=1)
    client.force_login(account)
    assert confirm(client, password=PASSWORD).status_code == 302
    comment = Comment.objects.select_related("author").get(pk=comment.pk)
    assert comment.body == "A bench, please."
    assert comment.author.display_name == "Former resident"


def test_identity_goes(client: Client, account: User, town: Town, scribbling: list[User]) -> None:  # noqa: F811
    verify(account)
    choose_home_district(user=account, district=town.kallio)
    OutboxMessage.objects.create(recipient=account, address=account.email, language="en", subject="s", text="t")
    client.force_login(account)
    with mock.patch("participation.accounts.services.disconnect_user") as disconnect:
        confirm(client, password=PASSWORD)
    account.refresh_from_db()
    assert (account.email, account.public_name, account.is_active) == (None, "", False)
    assert not account.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert not Verification.objects.exists()
    assert not HomeDistrict.objects.exists()
    assert scribbling == [account]
    disconnect.assert_called_once_with(account.pk)
    assert [(m.address, m.recipient, m.subject) for m in OutboxMessage.objects.all()] == [
        ("ida@example.org", None, "Your account at Kuuluu is deleted"),
    ]
    entry = Entry.objects.get(action="account.erase")
    assert (entry.actor_id, entry.object_id, entry.data) == (account.pk, account.pk, {})


def test_every_device_is_signed_out(client: Client, account: User) -> None:
    phone = Client()
    for device in (client, phone):
        device.force_login(account)
    confirm(client, password=PASSWORD)
    assert phone.get("/en/profile/").status_code == 302
    assert client.get("/en/profile/").status_code == 302


def test_the_address_is_free_again(client: Client, account: User) -> None:
    services.erase_account(user=account, by=account)
    client.post("/en/accounts/signup/", {"email": "ida@example.org", "public_name": "Ida again"})
    assert User.objects.get(email="ida@example.org").pk != account.pk


@pytest.mark.parametrize("typed", [{}, {"password": ""}, {"password": "wrong"}, {"email": "ida@example.org"}])
def test_it_takes_the_password(client: Client, account: User, typed: dict[str, str]) -> None:
    client.force_login(account)
    page = confirm(client, **typed)
    assert page.status_code == 200
    account.refresh_from_db()
    assert account.erased_at is None


@pytest.mark.parametrize(("typed", "gone"), [("IDA@example.org ", True), ("other@example.org", False), ("", False)])
def test_without_a_password_it_takes_the_address(client: Client, account: User, typed: str, gone: bool) -> None:
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    confirm(client, email=typed)
    account.refresh_from_db()
    assert bool(account.erased_at) is gone


def test_guessing_the_password_is_slowed_down(client: Client, account: User) -> None:
    client.force_login(account)
    for _attempt in range(5):
        confirm(client, password="wrong")
    assert confirm(client, password=PASSWORD).status_code == 200


def test_roles_end(mira: User) -> None:
    services.erase_account(user=mira, by=mira)
    assert not DistrictRole.objects.active().filter(user=mira).exists()


def test_twice_is_once(account: User) -> None:
    services.erase_account(user=account, by=account)
    services.erase_account(user=account, by=account)
    assert Entry.objects.filter(action="account.erase").count() == 1


def test_the_only_administrator_stays(aino: User) -> None:
    with pytest.raises(NotAllowed):
        services.erase_account(user=aino, by=aino)
    UserFactory(is_superuser=True)
    services.erase_account(user=aino, by=aino)
    assert aino.erased_at
