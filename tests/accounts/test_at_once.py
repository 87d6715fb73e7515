"""Two acts on accounts at the same moment."""

from functools import partial

import pytest

from participation.accounts.models import User
from participation.accounts.services import change_email, end_sessions, open_account
from participation.common.refusals import Conflict
from tests.factories.accounts import UserFactory
from tests.proposals.races import all_at_once


@pytest.mark.django_db(transaction=True)
def test_one_address_opened_by_eight_gives_one_account() -> None:
    """Red without its guard: with the refusal taken from around the insert, seven got an IntegrityError."""
    results = all_at_once([partial(open_account, email="Ida@Example.org", public_name=f"Ida {n}x") for n in range(8)])
    assert [isinstance(result, Conflict) for result in results].count(True) == 7
    assert User.objects.get().email == "ida@example.org"


def test_address_of_another_account_is_refused(anna: User, ben: User) -> None:
    with pytest.raises(Conflict):
        change_email(user=ben, email="ANNA@example.org")
    ben.refresh_from_db()
    assert ben.email == "ben@example.org"


def test_sessions_ended_twice_are_two_numbers_further(db: None) -> None:
    """Red without its guard: counting on from what each had read, the second ending gave the first one's number."""
    ida = UserFactory()
    twice = [User.objects.get(pk=ida.pk), User.objects.get(pk=ida.pk)]
    for seen in twice:
        end_sessions(user=seen)
    assert [seen.sessions_ended for seen in twice] == [1, 2]
