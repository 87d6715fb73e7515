"""What everybody reads of the rules, and when."""

from __future__ import annotations

import hashlib
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from participation.accounts.models import User
from participation.projects.models import Project
from proposals.voting.models import Round
from proposals.voting.services import propose_change, settle_change, withdraw_item
from tests.voting.conftest import Vote, prepared
from tests.voting.test_rounds_change import WHY, later


def at(name: str, vote: Vote, language: str = "en") -> str:
    """The address of a public page."""
    with override(language):
        return reverse(f"voting:{name}", kwargs={"project": vote.round.project.slug})


def test_published_rules_are_read_by_everybody(vote: Vote, cora: User, cyril: User) -> None:
    change = propose_change(round_id=vote.round.pk, by=cora, changes={"closes": later(days=9)}, reasons=WHY)
    page = Client().get(at("rules", vote)).content.decode()
    assert "Nothing was changed." in page
    settle_change(change_id=change.pk, by=cyril, approve=True)
    withdrawn = withdraw_item(item_id=vote.items["kallio"][0].pk, by=cora, reasons=WHY)
    settle_change(change_id=withdrawn.pk, by=cyril, approve=True)
    vote.round.refresh_from_db()
    page = Client().get(at("rules", vote)).content.decode()
    assert vote.round.rules_digest in page
    assert page.count(WHY["en"]) == 2
    assert "UTC+0" in page
    assert "Cora" not in page
    assert "Cyril" not in page
    text = Client().get(at("rules_json", vote))
    assert hashlib.sha256(text.content).hexdigest() == vote.round.rules_digest
    for language in ("fi", "sv", "ar"):
        assert Client().get(at("rules", vote, language)).status_code == 200


def test_a_draft_and_a_hidden_project_are_no_page(db: None, cora: User) -> None:
    vote = prepared()
    for name in ("rules", "rules_json"):
        assert Client().get(at(name, vote)).status_code == 404
    Round.objects.filter(pk=vote.round.pk).update(state="cancelled")
    assert Client().get(at("rules", vote)).status_code == 404


def test_rules_of_a_project_that_is_no_longer_public(vote: Vote) -> None:
    Project.objects.filter(pk=vote.round.project_id).update(state="draft")
    for name in ("rules", "rules_json"):
        assert Client().get(at(name, vote)).status_code == 404


def test_the_page_asks_the_same_however_many_changes(
    vote: Vote, cora: User, cyril: User, django_assert_max_num_queries: Any
) -> None:
    numbers = []
    for days in (3, 4, 5):
        change = propose_change(round_id=vote.round.pk, by=cora, changes={"closes": later(days=days)}, reasons=WHY)
        settle_change(change_id=change.pk, by=cyril, approve=True)
        Client().get(at("rules", vote))
        with django_assert_max_num_queries(30) as asked:
            Client().get(at("rules", vote))
        numbers.append(len(asked))
    assert len(set(numbers)) == 1
