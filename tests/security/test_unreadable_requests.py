"""Requests nobody could answer are refused in words, not by a server error."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.accounts.models import User
from tests.cast import Town

NUL_ADDRESSES = [
    "/en/report/follow/%00/",
    "/en/report/follow/a%00b/",
    "/accounts/oidc/%00/login/callback/",
    "/en/accounts/oidc/%00/login/",
    "/documents/1/a%00b",
    "/%00",
    "/en/a%00b/",
    "/media/images/%00",
]
DIGITS = "9" * 5000


@pytest.mark.parametrize("address", NUL_ADDRESSES)
def test_an_address_with_nul_is_not_found(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        f"/en/projects/?after={DIGITS}",
        "/en/projects/?q=%00&district=%00",
        "/demo/mail/?to=a%00b",
        f"/en/threads/{DIGITS}/",
        f"/en/report/comment/{DIGITS}/",
        "/en/district/search/?q=%00",
        f"/en/district/at/?lat={DIGITS}&lon=nan",
    ],
)
def test_huge_numbers_and_nul_in_what_is_asked_for_break_nothing(client: Client, town: Town, address: str) -> None:
    assert client.get(address).status_code in {200, 400, 404}


@pytest.mark.parametrize(
    "address",
    [
        "/en/threads/{}/",
        "/en/threads/{}/comments/?after=0",
        "/en/threads/comments/{}/",
        "/en/threads/comments/{}/edit/",
        "/en/report/comment/{}/",
        "/en/report/proposal/{}/",
        "/en/report/decision/{}/",
        "/admin/moderation/{}/",
    ],
)
def test_a_number_beyond_every_rows_is_not_found(client: Client, aino: User, address: str) -> None:
    client.force_login(aino)
    for number in (2**63, 10**30):
        assert client.get(address.format(number), follow=True).status_code == 404


def test_a_case_for_a_number_beyond_every_rows_is_not_opened(client: Client, aino: User) -> None:
    client.force_login(aino)
    for kind in ("comment", "proposal"):
        assert client.post(f"/admin/moderation/open/{kind}/{2**63}/").status_code == 404


@pytest.mark.parametrize("query", ["after=999999999999999999_1", "after=-999999999999999999_1", "after=1e308_1", "q=%00%26|!"])
@pytest.mark.parametrize("sort", ["random", "newest", "support", "discussed"])
def test_no_cursor_breaks_the_list(client: Client, town: Town, query: str, sort: str) -> None:
    assert client.get(f"/en/projects/{town.project.slug}/proposals/?sort={sort}&{query}").status_code == 200


def test_a_body_that_would_fill_the_disk_is_refused_before_it_is_read(client: Client, anna: User, town: Town, settings) -> None:
    """The form's token was looked for in the whole body before anybody asked who was sending it."""
    settings.LARGEST_BODY = 1000
    address = f"/en/projects/{town.project.slug}/proposals/new/"
    assert client.post(address, {"body": "x" * 2000}).status_code == 413
    assert client.post(address, {"body": "x"}).status_code == 403  # read, and refused for not being signed in


def test_staff_may_send_larger_files(client: Client, db: None, settings) -> None:
    settings.LARGEST_BODY, settings.LARGEST_BODY_OF_STAFF = 1000, 5000
    assert client.post("/admin/images/add/", {"x": "x" * 2000}).status_code == 302
    assert client.post("/admin/images/add/", {"x": "x" * 9000}).status_code == 413
