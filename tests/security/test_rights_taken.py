"""What an administrator takes away is gone at once, on every device and every socket."""

from __future__ import annotations

from unittest import mock

from django.test import Client

from participation.accounts.models import User
from participation.pages.profile.services import edit_account
from tests.cast import Town, person


def change(user: User, by: User, **wanted: object) -> None:
    """Edit the account as the admin's form does."""
    present = {
        "email": user.email,
        "public_name": user.public_name,
        "language": user.language,
        "is_superuser": user.is_superuser,
        "groups": list(user.groups.all()),
        "is_active": user.is_active,
    }
    edit_account(user=User.objects.get(pk=user.pk), by=by, **{**present, **wanted})


def test_another_address_ends_the_sessions_of_whoever_had_the_old_one(client: Client, town: Town, aino: User, ben: User) -> None:
    client.force_login(ben)
    change(ben, aino, email="ben.new@example.org")
    assert client.get("/en/profile/").status_code == 302


def test_a_former_administrator_hears_nothing_more(town: Town, aino: User) -> None:
    other = person("olli", is_superuser=True)
    with mock.patch("participation.pages.profile.services.disconnect_user") as disconnect:
        change(other, aino, public_name="Olli O.")
        disconnect.assert_not_called()
        change(User.objects.get(pk=other.pk), aino, is_superuser=False)
    disconnect.assert_called_once_with(other.pk)


def test_a_suspended_person_is_out_and_stays_out(client: Client, town: Town, aino: User, ben: User) -> None:
    client.force_login(ben)
    change(ben, aino, is_active=False)
    assert client.get("/en/profile/").status_code == 302
    change(User.objects.get(pk=ben.pk), aino, is_active=True)
    assert client.get("/en/profile/").status_code == 302
