"""Telling the city what cannot be used, with and without an account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.feedback.models import Feedback
from participation.feedback.services import send_feedback
from tests.feedback.conftest import ADDRESS

WORDS = {"message": "The button does not fit.", "page_address": "/en/projects/", "contact_email": "reader@example.org"}
pytestmark = pytest.mark.django_db


def test_it_is_kept_with_its_last_day(client: Client) -> None:
    response = client.post(ADDRESS, WORDS)
    assert (response.status_code, response["Location"]) == (302, "/en/feedback/thanks/")
    row = Feedback.objects.get()
    assert {name: getattr(row, name) for name in WORDS} == WORDS
    assert (row.state, row.language) == ("open", "en")
    assert row.due_on == timezone.localdate() + timedelta(days=14)
    assert Entry.objects.get(action="feedback.send").object_id == row.pk
    assert "14 days" in client.get(response["Location"]).content.decode()


def test_the_last_day_is_counted_by_the_citys_calendar(db: None) -> None:
    late = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)  # half past midnight in Helsinki
    row = send_feedback(message="Liian pieni teksti.", language="fi", at=late)
    assert row.due_on.isoformat() == "2026-03-25"


def test_the_words_alone_are_enough(client: Client) -> None:
    assert client.post(ADDRESS, {"message": "Too small."}).status_code == 302
    assert Feedback.objects.get().contact_email == ""


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        ("http://testserver/en/projects/?q=tori", "/en/projects/?q=tori"),
        ("http://elsewhere.example/en/projects/", ""),
        ("http://testserver/en/feedback/", ""),
        ("http://[broken", ""),
    ],
)
def test_the_page_that_was_left_is_named(client: Client, left: str, shown: str) -> None:
    form = client.get(ADDRESS, HTTP_REFERER=left).context["form"]
    assert form["page_address"].value() == shown


def test_a_link_says_that_the_fault_is_elsewhere(client: Client) -> None:
    form = client.get(f"{ADDRESS}?page=", HTTP_REFERER="http://testserver/en/accessibility/").context["form"]
    assert form["page_address"].value() == ""


def test_signed_in_the_address_is_there_already_and_may_be_taken_away(client: Client, nils: User) -> None:
    client.force_login(nils)
    assert client.get(ADDRESS).context["form"]["contact_email"].value() == nils.email
    client.post(ADDRESS, {**WORDS, "contact_email": ""})
    assert Feedback.objects.get().contact_email == ""


@pytest.mark.parametrize(
    ("field", "value"), [("message", ""), ("message", " \n"), ("message", "x" * 4001), ("contact_email", "nobody")]
)
def test_bad_input_is_told_at_its_field_and_the_rest_is_kept(client: Client, field: str, value: str) -> None:
    response = client.post(ADDRESS, {**WORDS, field: value})
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert all(WORDS[other] in page for other in WORDS if other != field)
    assert not Feedback.objects.exists()


def test_a_program_in_the_trap_sees_the_thanks_and_leaves_nothing(client: Client) -> None:
    response = client.post(ADDRESS, {**WORDS, "website": "https://spam.example"})
    assert (response.status_code, response["Location"]) == (302, "/en/feedback/thanks/")
    assert not Feedback.objects.exists()


def test_the_sixth_within_an_hour_is_refused_with_its_words(client: Client) -> None:
    for _number in range(5):
        assert client.post(ADDRESS, WORDS).status_code == 302
    response = client.post(ADDRESS, WORDS)
    assert response.status_code == 429
    assert WORDS["message"] in response.content.decode()
    assert Feedback.objects.count() == 5


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_leads_there(client: Client, language: str) -> None:
    page = client.get(f"/{language}/accounts/login/").content.decode()
    assert f'href="/{language}/feedback/"' in page
    assert f'href="/{language}/accessibility/"' in page
    assert client.get(f"/{language}/feedback/").status_code == 200
