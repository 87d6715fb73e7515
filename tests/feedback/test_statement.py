"""The accessibility statement: there in three languages, edited by the city, with the way to the form and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.accounts.models import User
from participation.feedback.services import answer_feedback
from participation.pages.models import StandardPage
from tests.feedback.conftest import told
from tests.projects.conftest import coordinator, site

__all__ = ["coordinator", "site"]


@pytest.fixture
def statement(site: None) -> None:
    call_command("add_accessibility_statement", verbosity=0)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_says_what_the_law_wants(client: Client, statement: None, language: str) -> None:
    page = client.get(f"/{language}/accessibility/").content.decode()
    for said in ("306/2019", "Traficom", "@traficom.fi", "WCAG 2.1", f'href="/{language}/feedback/?page="'):
        assert said in page, said


def test_the_command_adds_what_is_missing_and_keeps_what_was_edited(site: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_accessibility_statement")
    assert "3 added, 0 kept" in capsys.readouterr().out
    StandardPage.objects.filter(locale__language_code="sv").update(lead="Vårt eget.")
    StandardPage.objects.get(locale__language_code="en").delete()
    call_command("add_accessibility_statement")
    assert "1 added, 2 kept" in capsys.readouterr().out
    pages = StandardPage.objects.filter(slug="accessibility")
    assert pages.get(locale__language_code="sv").lead == "Vårt eget."
    assert len(set(pages.values_list("translation_key", flat=True))) == 1


def test_without_a_front_page_the_command_says_what_to_do(db: None) -> None:
    with pytest.raises(CommandError, match="front page"):
        call_command("add_accessibility_statement")


def test_it_counts_what_was_answered_in_time(client: Client, statement: None, cecilia: User) -> None:
    now = timezone.now()
    assert "was answered in time" not in client.get("/en/accessibility/").content.decode()
    answer_feedback(feedback_id=told(days_ago=30).pk, answer="Ajoissa.", by=cecilia, at=now - timedelta(days=16))
    answer_feedback(feedback_id=told(days_ago=40).pk, answer="Liian myöhään.", by=cecilia, at=now - timedelta(days=10))
    told(days_ago=15)  # nobody answered
    told(days_ago=2)  # there is time
    answer_feedback(feedback_id=told(days_ago=500).pk, answer="Vanha.", by=cecilia, at=now - timedelta(days=490))
    assert "1 of 3 messages were answered in time" in client.get("/en/accessibility/").content.decode()


def test_it_asks_the_same_whatever_was_told(client: Client, statement: None) -> None:
    counts = []
    for _round in range(2):
        client.get("/en/accessibility/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/accessibility/")
        counts.append(len(captured))
        told(days_ago=20)
        told(days_ago=20)
    assert counts[0] == counts[1] <= 15
