"""Sessions, sign-in and the ways out of it, as somebody with bad intentions would use them."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from participation.accounts.models import User
from tests.accounts.conftest import PASSWORD, account  # noqa: F401 - a fixture
from tests.cast import Town
from tests.factories.comments import own_thread
from tests.factories.proposals import ProposalFactory

LEAVING = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example",
]


def shape(page) -> tuple[int, str, str]:
    """What a visitor can tell of an answer: status, where it leads, its words without tokens and the address typed."""
    text = re.sub(r'(value|nonce|content)="[^"]*"', "", page.content.decode())
    return page.status_code, page.get("Location", ""), re.sub(r"[\w.]+@example\.org", "@", text)


@pytest.mark.parametrize(
    ("door", "field", "more"),
    [
        ("/en/accounts/login/code/", "email", {}),
        ("/en/accounts/password/reset/", "email", {}),
        ("/en/accounts/signup/", "email", {"public_name": "Somebody"}),
        ("/en/accounts/login/", "login", {"password": "not the right one"}),
    ],
)
def test_no_door_says_whether_an_address_has_an_account(account: User, door: str, field: str, more: dict[str, str]) -> None:  # noqa: F811
    known, unknown = Client(), Client()
    answers = [
        shape(known.post(door, {field: account.email, **more})),
        shape(unknown.post(door, {field: "nobody@example.org", **more})),
    ]
    assert answers[0] == answers[1]
    if answers[0][0] == 302:
        assert shape(known.get(answers[0][1])) == shape(unknown.get(answers[1][1]))


@pytest.mark.parametrize("target", LEAVING)
def test_no_way_in_or_out_leads_to_another_site(account: User, target: str) -> None:  # noqa: F811
    client = Client()
    answers = [
        client.post("/en/accounts/login/", {"login": account.email, "password": PASSWORD, "next": target}),
        client.post("/en/district/choose/", {"district": "nowhere", "next": target}),
        client.post("/en/accounts/logout/", {"next": target}),
        client.get("/admin/login/", {"next": target}),
    ]
    assert all("evil.example" not in answer.get("Location", "").split("?")[0] for answer in answers)
    assert all(not answer.get("Location", "").startswith(("javascript:", "//", "/\\")) for answer in answers)


def test_the_session_is_another_one_after_signing_in(client: Client, account: User) -> None:  # noqa: F811
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = client.session.session_key
    client.post("/en/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(account.pk)
    assert client.session.session_key != before


def test_looking_at_the_way_out_is_not_leaving(client: Client, account: User) -> None:  # noqa: F811
    client.force_login(account)
    client.get("/en/accounts/logout/")
    client.get("/admin/logout/")
    assert "_auth_user_id" in client.session


def test_a_code_is_guessed_three_times_at_most(client: Client, account: User, mailoutbox: list) -> None:  # noqa: F811
    client.post("/en/accounts/login/code/", {"email": account.email})
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mailoutbox[0].body, re.MULTILINE)
    assert code
    for _guess in range(3):
        client.post("/en/accounts/login/code/confirm/", {"code": "AAAAAA"})
    client.post("/en/accounts/login/code/confirm/", {"code": code[1]})
    assert "_auth_user_id" not in client.session


def test_guessing_a_password_is_limited_for_the_account_whoever_guesses(account: User) -> None:  # noqa: F811
    for guess in range(6):
        Client(REMOTE_ADDR=f"10.0.0.{guess}").post("/en/accounts/login/", {"login": account.email, "password": f"wrong {guess}"})
    client = Client(REMOTE_ADDR="10.0.1.1")
    client.post("/en/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_forwarded_address_of_ones_own_choice_counts_for_nothing(db: None) -> None:
    answers = [
        Client().post(
            "/en/accounts/login/code/", {"email": f"a{number}@example.org"}, headers={"X-Forwarded-For": f"10.9.9.{number}"}
        )
        for number in range(61)
    ]
    assert {answer.status_code for answer in answers[:60]} == {302}
    assert "Too many attempts" in answers[60].content.decode()


def test_an_address_of_somebody_else_is_not_taken_by_naming_it(client: Client, account: User, anna: User) -> None:  # noqa: F811
    EmailAddress.objects.create(user=anna, email=anna.email, primary=True, verified=True)
    client.post("/en/accounts/login/", {"login": account.email, "password": PASSWORD})
    client.post("/en/accounts/email/", {"action_add": "", "email": anna.email})
    account.refresh_from_db()
    assert account.email == "ida@example.org"
    assert not EmailAddress.objects.filter(user=account, email=anna.email, verified=True).exists()


def test_every_form_wants_its_token(town: Town, anna: User, aino: User) -> None:
    proposal = ProposalFactory(project=town.project, author=anna)
    base = f"/en/projects/{town.project.slug}/proposals/"
    doors = [
        "/en/accounts/login/",
        "/en/accounts/signup/",
        "/en/accounts/logout/",
        "/en/accounts/login/code/",
        "/en/accounts/password/reset/",
        "/en/profile/settings/",
        "/en/profile/delete/",
        "/en/district/choose/",
        f"{base}new/",
        f"{base}{proposal.pk}/edit/",
        f"{base}{proposal.pk}/support/",
        f"{base}{proposal.pk}/withdraw/",
        f"{base}{proposal.pk}/publish/",
        f"/en/threads/{own_thread(town.project).pk}/comments/",
        f"/en/report/proposal/{proposal.pk}/",
        "/admin/logout/",
        f"/admin/moderation/open/proposal/{proposal.pk}/",
        f"/admin/users/edit/{anna.pk}/",
        f"/admin/participation/{town.project.pk}/",
    ]
    client = Client(enforce_csrf_checks=True)
    client.force_login(aino)
    for door in doors:
        assert client.post(door, {"x": "y"}, headers={"Origin": "https://evil.example"}).status_code == 403, door
        assert client.post(door, {"x": "y"}).status_code == 403, door
