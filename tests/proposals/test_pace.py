"""How many proposals one person may publish in an hour."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from participation.accounts.models import User
from participation.common.origin import Origin
from participation.common.refusals import TooMany
from proposals.models import Proposal
from proposals.services import publish_draft, save_draft, submit_proposal
from tests.cast import Town
from tests.proposals.races import all_at_once

NEW = "/en/projects/kallion-ideat/proposals/new/"
WORDS = {"title": "A warming hut", "body": "With benches.", "language": "en"}


@pytest.fixture(autouse=True)
def _two_an_hour(settings: Settings) -> None:
    settings.PROPOSALS_PER_HOUR = 2


def propose(town: Town, author: User, **fields: object) -> Proposal:
    return submit_proposal(project_id=town.project.pk, author=author, **WORDS, **fields)


def posted(**fields: object) -> dict[str, object]:
    return {**WORDS, "form_key": str(uuid.uuid4()), **fields}


def test_third_within_the_hour_comes_back_with_what_was_typed_and_can_be_kept(client: Client, town: Town, anna: User) -> None:
    client.force_login(anna)
    for _number in range(2):
        assert client.post(NEW, posted(do="publish")).status_code == 302
    again = timezone.localtime(Proposal.objects.earliest("pk").published_at + timedelta(minutes=61))
    form = posted(do="publish", title="A third one")
    response = client.post(NEW, form)
    assert response.status_code == 429
    assert response.context["form"]["title"].value() == "A third one"
    assert again.strftime("%H:%M") in response.content.decode()
    assert client.post(NEW, {**form, "do": "draft"}).status_code == 302
    assert Proposal.objects.get(title="A third one").state == "draft"


def test_drafts_count_when_they_are_published(client: Client, town: Town, anna: User) -> None:
    drafts = [save_draft(project_id=town.project.pk, author=anna, **WORDS) for _number in range(3)]
    Proposal.objects.update(created_at=timezone.now() - timedelta(days=9))
    for draft in drafts[:2]:
        publish_draft(proposal_id=draft.pk, author=anna)
    with pytest.raises(TooMany):
        publish_draft(proposal_id=drafts[2].pk, author=anna)
    client.force_login(anna)
    page = client.post(f"/en/projects/kallion-ideat/proposals/{drafts[2].pk}/publish/", follow=True).content.decode()
    assert "within an hour (2)" in page
    Proposal.objects.filter(pk=drafts[0].pk).update(published_at=timezone.now() - timedelta(minutes=61))
    assert publish_draft(proposal_id=drafts[2].pk, author=anna).state == "published"


def test_staff_and_what_staff_enter_go_free(town: Town, carla: User, anna: User) -> None:
    for _number in range(3):
        propose(town, carla)
        propose(town, anna, origin=Origin.ASSISTED, entered_by=carla)
    assert propose(town, anna).state == "published"


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_two(town: Town, anna: User) -> None:
    """Seen red without the lock of the writer's turn: more than two were published."""
    results = all_at_once([partial(propose, town, anna) for _number in range(10)])
    assert sum(isinstance(result, Proposal) for result in results) == 2
    assert sum(isinstance(result, TooMany) for result in results) == 8
    assert Proposal.objects.count() == 2
