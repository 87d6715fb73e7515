"""One's own page: what one wrote, settings, the file of one's data."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from districts.models import HomeDistrict
from participation.accounts.models import User, Verification
from participation.accounts.rules import is_verified
from participation.audit.models import Entry
from participation.projects import features
from participation.projects.features import ContributionLine, Feature
from tests.cast import Town


@pytest.fixture
def scribbling(monkeypatch: pytest.MonkeyPatch) -> list[User]:
    """A feature that exists for this test alone; the list fills with whom it was asked to forget."""
    forgotten: list[User] = []
    lines = [
        ContributionLine(kind="Idea", title="<b>Published</b>", url="/en/x/1/", at=timezone.now(), state="Open"),
        ContributionLine(kind="Idea", title="A draft", url="/en/x/2/", at=timezone.now(), is_draft=True),
    ]
    feature = Feature(
        key="scribble",
        label="Scribbles",
        contributions=lambda user: lines,
        export=lambda user: [{"title": "A draft"}],
        erase=forgotten.append,
    )
    monkeypatch.setitem(features._features, "scribble", feature)
    return forgotten


@pytest.mark.parametrize("page", ["", "settings/", "delete/", "export/"])
def test_strangers_are_asked_to_sign_in(client: Client, db: None, page: str) -> None:
    answer = client.get(f"/en/profile/{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/accounts/login/?next=/en/profile/")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("page", ["", "settings/", "delete/"])
def test_the_pages_open(client: Client, anna: User, language: str, page: str) -> None:
    client.force_login(anna)
    assert client.get(f"/{language}/profile/{page}").status_code == 200


def test_drafts_come_first_and_titles_are_inert(client: Client, anna: User, scribbling: list[User]) -> None:
    client.force_login(anna)
    page = client.get("/en/profile/").content.decode()
    assert page.index("A draft") < page.index("Published")
    assert "<b>Published</b>" not in page
    assert "Draft: only you see it" in page


def test_settings_are_saved(client: Client, anna: User, town: Town) -> None:
    client.force_login(anna)
    answer = client.post("/en/profile/settings/", {"public_name": "Anna of Kallio", "language": "sv", "home_district": "kallio"})
    assert answer.status_code == 302
    anna.refresh_from_db()
    assert (anna.public_name, anna.language) == ("Anna of Kallio", "sv")
    assert HomeDistrict.objects.get(user=anna).district == town.kallio
    assert Entry.objects.get(action="account.rename").data == {}
    client.post("/en/profile/settings/", {"public_name": "Anna of Kallio", "language": "sv", "home_district": ""})
    assert not HomeDistrict.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"public_name": "Moderator"}, {"language": "xx"}, {"home_district": "atlantis"}, {"public_name": "A\x00"}],
)
def test_bad_settings_are_refused_and_change_nothing(client: Client, anna: User, town: Town, wrong: dict[str, str]) -> None:
    client.force_login(anna)
    page = client.post("/en/profile/settings/", {"public_name": "Other", "language": "sv", "home_district": "", **wrong})
    assert page.status_code == 200
    assert "k-errors" in page.content.decode()
    anna.refresh_from_db()
    assert (anna.public_name, anna.language) == ("Anna", "en")


def test_the_file_holds_what_is_kept(client: Client, anna: User, scribbling: list[User]) -> None:
    client.force_login(anna)
    answer = client.get("/en/profile/export/")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["account"]["email"] == "anna@example.org"
    assert data["account"]["verifications"][0]["municipality"] == "Helsinki"
    assert data["contributions"]["scribble"] == [{"title": "A draft"}]
    assert "digest" not in answer.content.decode()
    assert Entry.objects.filter(action="account.export", actor=anna).exists()


@pytest.mark.parametrize(
    ("facts", "verified"),
    [
        ({}, True),
        ({"municipality": "HELSINKI"}, True),
        ({"municipality": "Espoo"}, False),
        ({"municipality": ""}, False),
        ({"revoked_at": timezone.now()}, False),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, False),
        ({"expires_at": timezone.now() + timedelta(days=1)}, True),
    ],
)
def test_who_is_verified(anna: User, facts: dict[str, object], verified: bool, django_assert_num_queries) -> None:
    Verification.objects.filter(user=anna).update(**facts)
    fresh = User.objects.get(pk=anna.pk)
    with django_assert_num_queries(1):
        assert [is_verified(fresh), is_verified(fresh)] == [verified, verified]


def test_suspended_people_are_not_verified(anna: User) -> None:
    anna.is_active = False
    assert not is_verified(anna)


def test_the_page_costs_the_same_with_one_line_and_three(
    client: Client,
    anna: User,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries,
) -> None:
    lines = [ContributionLine(kind="Idea", title=str(n), url="/", at=timezone.now()) for n in range(3)]
    client.force_login(anna)
    for count in (1, 3):
        feature = Feature(key="scribble", label="Scribbles", contributions=lambda user, count=count: lines[:count])
        monkeypatch.setitem(features._features, "scribble", feature)
        with django_assert_max_num_queries(15):
            client.get("/en/profile/")
