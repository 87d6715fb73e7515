"""Accounts whose address nobody ever confirmed go after a while; every other account stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from participation.accounts.services import change_email, open_account
from participation.audit.models import Entry
from participation.pages.profile import unconfirmed
from participation.pages.tasks import remove_unconfirmed
from participation.projects.models import Membership
from tests.accounts.test_signing_up import mailed_code, sign_up
from tests.cast import Town, person, verify
from tests.comments.test_closing import wait_until_blocked
from tests.factories.comments import own_thread, say
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


def joined(user: User, days: int = 15) -> User:
    """Make it that many days ago that the account was opened."""
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=days))
    user.refresh_from_db()
    return user


def stranger(name: str = "ida", *, confirmed: bool = False, days: int = 15) -> User:
    """Somebody who signed up so many days ago and did no more."""
    return joined(open_account(email=f"{name}@example.org", public_name=name.capitalize(), confirmed=confirmed), days)


def test_who_never_confirmed_goes_and_the_address_is_free_again(client: Client) -> None:
    sign_up(client, email="ida@example.org", public_name="Ida")
    joined(User.objects.get(email="ida@example.org"))
    assert remove_unconfirmed() == 1
    assert not User.objects.filter(email="ida@example.org").exists()
    assert not EmailAddress.objects.exists()
    sign_up(Client(), email="ida@example.org", public_name="Ida again")
    assert User.objects.get(email="ida@example.org").public_name == "Ida again"


def test_the_record_holds_the_number_and_no_address() -> None:
    for name in ("ida", "otso", "väinö"):
        stranger(name.replace("ä", "a").replace("ö", "o"))
    remove_unconfirmed()
    entry = Entry.objects.get(action="account.remove_unconfirmed")
    assert (entry.actor, entry.object_id, entry.data) == (None, None, {"number": 3, "days": 14})
    assert remove_unconfirmed() == 0
    assert Entry.objects.filter(action="account.remove_unconfirmed").count() == 1


def test_many_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unconfirmed, "BATCH", 2)
    for number in range(5):
        stranger(f"stranger{number}")
    assert remove_unconfirmed() == 5
    numbers = Entry.objects.filter(action="account.remove_unconfirmed").order_by("pk").values_list("data__number", flat=True)
    assert list(numbers) == [2, 2, 1]


@pytest.mark.parametrize(("days", "gone"), [(13, 0), (15, 1)])
def test_the_setting_says_after_how_many_days(days: int, gone: int) -> None:
    stranger(days=days)
    assert remove_unconfirmed() == gone


def test_zero_days_removes_nobody(settings: Settings) -> None:
    settings.UNCONFIRMED_DAYS = 0
    stranger()
    assert remove_unconfirmed() == 0


def wrote(user: User, town: Town) -> None:
    say(own_thread(town.project), user)


def drafted(user: User, town: Town) -> None:
    ProposalFactory(project=town.project, author=user, state="draft")


def has_a_role(user: User, town: Town) -> None:
    assign_role(user=user, district=town.kallio, role=Role.EDITOR, given_by=person("boss", is_superuser=True))


def had_a_role(user: User, town: Town) -> None:
    has_a_role(user, town)
    user.district_roles.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1))


def is_in_a_group(user: User, town: Town) -> None:
    user.groups.add(Group.objects.create(name="Helpers"))


def is_a_member(user: User, town: Town) -> None:
    Membership.objects.create(project=town.project, user=user)


def is_verified(user: User, town: Town) -> None:
    verify(user)


def is_administrator(user: User, town: Town) -> None:
    User.objects.filter(pk=user.pk).update(is_superuser=True)


def is_suspended(user: User, town: Town) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def has_signed_in(user: User, town: Town) -> None:
    """Long ago; then staff changed the address, and the new one waits to be confirmed."""
    User.objects.filter(pk=user.pk).update(last_login=timezone.now() - timedelta(days=400))
    change_email(user=user, email="other@example.org")


def confirmed_another_address(user: User, town: Town) -> None:
    EmailAddress.objects.create(user=user, email="second@example.org", verified=True)


def never_had_to_confirm(user: User, town: Town) -> None:
    EmailAddress.objects.filter(user=user).delete()


@pytest.mark.parametrize(
    "reason",
    [
        wrote,
        drafted,
        has_a_role,
        had_a_role,
        is_in_a_group,
        is_a_member,
        is_verified,
        is_administrator,
        is_suspended,
        has_signed_in,
        confirmed_another_address,
        never_had_to_confirm,
    ],
    ids=lambda reason: reason.__name__,
)
def test_stays(town: Town, reason: Callable[[User, Town], None]) -> None:
    user = stranger()
    reason(user, town)
    assert remove_unconfirmed() == 0
    assert User.objects.filter(pk=user.pk).exists()
    assert not Entry.objects.filter(action="account.remove_unconfirmed").exists()


def test_who_confirmed_stays(client: Client) -> None:
    sign_up(client, email="ida@example.org", public_name="Ida")
    client.post("/en/accounts/confirm-email/", {"code": mailed_code()})
    joined(User.objects.get(email="ida@example.org"), days=900)
    assert remove_unconfirmed() == 0


@pytest.mark.django_db(transaction=True)
def test_a_code_entered_at_the_same_moment_wins() -> None:
    """Seen red without the locks and the second look: the account went with its confirmed address."""
    user = stranger()
    removed: list[int] = []

    def remove() -> None:
        removed.append(remove_unconfirmed())
        connections.close_all()

    removing = threading.Thread(target=remove)
    with transaction.atomic():
        EmailAddress.objects.filter(user=user).update(verified=True)
        removing.start()
        wait_until_blocked(1)
    removing.join(30)
    assert removed == [0]
    assert EmailAddress.objects.get(user=user).verified
