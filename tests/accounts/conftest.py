"""People who can sign in."""

import pytest
from allauth.account.models import EmailAddress

from participation.accounts.models import User
from tests.factories.accounts import UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def account(db: None) -> User:
    """A resident with a confirmed address and a password."""
    user = UserFactory(email="ida@example.org", public_name="Ida", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user
