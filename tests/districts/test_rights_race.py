"""Roles given at the same moment: nobody's rights are lost."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from districts.models import District, DistrictGroup, DistrictRole
from districts.services import assign_role
from districts.states import Role
from participation.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.districts import DistrictFactory
from tests.factories.pages import wagtail_ground

PEOPLE = 6


@pytest.fixture
def kallio(transactional_db: None) -> District:
    """Kallio."""
    wagtail_ground()
    return DistrictFactory(code="301")


def test_all_who_become_coordinators_at_once_are_in_the_group(kallio: District) -> None:
    """Six people get the same first role of a district at once, and the group has all six.

    Seen red without the lock on the root row in `sync_page_permissions`: two make the group at the same time and one of
    them fails on its unique name.
    """
    people = [UserFactory() for _number in range(PEOPLE)]
    start = threading.Barrier(PEOPLE)
    errors: list[Exception] = []

    def give(user: User) -> None:
        try:
            start.wait()
            assign_role(user=user, district=kallio, role=Role.COORDINATOR, given_by=None)
        except Exception as error:  # noqa: BLE001 - the test tells about all of them
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert DistrictRole.objects.count() == PEOPLE
    group = Group.objects.get(district_group__district=kallio)
    assert group.user_set.count() == PEOPLE
    assert DistrictGroup.objects.get(district__isnull=True).group.user_set.count() == PEOPLE
