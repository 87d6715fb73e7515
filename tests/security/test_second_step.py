"""The second step is a property of the session that shows it, not of the account that owns an app."""

from __future__ import annotations

from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from districts.rights import sync_staff
from participation.accounts.models import User
from participation.comments.models import Thread
from participation.comments.states import Anchor
from surveys.models import Survey
from surveys.states import SurveyState
from tests.accounts.conftest import PASSWORD, account  # noqa: F401 - a fixture
from tests.accounts.test_staff_second_factor import app_code, boss, once_more, sign_in  # noqa: F401
from tests.cast import Town
from tests.factories.surveys import SurveyFactory

# The app counts as set up once that is committed.
pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXP"
ACTIVATE = "/en/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _second_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = True


def set_up_app(client: Client) -> str:
    """Set up an authenticator app in this browser; returns its secret."""
    once_more(client)
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": app_code(secret)})
    return secret


def published_survey(town: Town) -> Survey:
    """A survey that residents see."""
    thread = Thread.objects.create(project=town.project, anchor=Anchor.SURVEY)
    return SurveyFactory(project=town.project, state=SurveyState.PUBLISHED, thread=thread)


def test_setting_up_an_app_ends_the_sessions_that_were_begun_without_it(boss: User) -> None:  # noqa: F811
    stolen, own = Client(), Client()
    sign_in(stolen)
    sign_in(own)
    set_up_app(own)
    assert own.get("/admin/account/").status_code == 200
    assert stolen.get("/en/profile/").status_code == 302


def test_a_session_that_never_saw_the_code_does_not_enter(client: Client, boss: User) -> None:  # noqa: F811
    TOTP.activate(boss, SECRET)
    client.force_login(boss)
    door = client.get("/admin/account/")
    assert door.status_code == 302
    assert "/accounts/2fa/reauthenticate/" in door["Location"]
    client.post(door["Location"], {"code": app_code(SECRET)})
    assert client.get("/admin/account/").status_code == 200


def test_single_answers_leave_the_house_only_after_the_second_step(client: Client, town: Town, carla: User) -> None:
    sync_staff()
    survey = published_survey(town)
    export = f"/en/projects/{town.project.slug}/surveys/{survey.pk}/answers.csv"
    client.force_login(carla)
    answer = client.get(export)
    assert answer.status_code == 302
    assert ACTIVATE in answer["Location"]


def test_residents_still_get_the_refusal(client: Client, town: Town, anna: User) -> None:
    survey = published_survey(town)
    client.force_login(anna)
    assert client.get(f"/en/projects/{town.project.slug}/surveys/{survey.pk}/answers.csv").status_code == 403


def test_a_password_alone_does_not_take_the_app_away(boss: User) -> None:  # noqa: F811
    stolen, own = Client(), Client()
    sign_in(stolen)
    sign_in(own)
    set_up_app(own)
    once_more(stolen)
    stolen.post("/en/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=boss, type="totp").exists()


def test_another_password_closes_the_sockets_of_other_sessions(client: Client, account: User) -> None:  # noqa: F811
    sign_in(client)
    once_more(client)
    fresh = "another horse battery"
    with mock.patch("participation.accounts.sessions.disconnect_user") as disconnect:
        client.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    disconnect.assert_called_once_with(account.pk)
