"""Staff count, look, and publish."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from participation.accounts.models import User
from proposals.voting.models import PotResult, Round
from tests.voting.conftest import Vote
from tests.voting.test_count import closed, voted

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(vote: Vote, cora: User, enter: Callable[[User], Client]) -> Client:
    """A coordinator's browser."""
    return enter(cora)


def at(vote: Vote) -> str:
    return reverse("voting_result", args=[vote.round.project_id])


def test_before_the_close_there_is_nothing_to_see(vote: Vote, desk: Client) -> None:
    voted(vote)
    page = desk.get(at(vote)).content.decode()
    assert vote.items["kallio"][0].title not in page
    desk.post(at(vote), {"act": "count"})
    desk.post(at(vote), {"act": "publish"})
    assert not PotResult.objects.exists()
    assert Round.objects.get().state == "open"


def test_counting_looking_and_publishing(vote: Vote, desk: Client, django_capture_on_commit_callbacks) -> None:
    closed(voted(vote))
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at(vote), {"act": "count"})
    assert vote.items["kallio"][0].title in desk.get(at(vote)).content.decode()
    desk.post(at(vote), {"act": "publish"})
    assert Round.objects.get().state == "decided"
    assert desk.get(reverse("voting:results", kwargs={"project": "budjetti"})).status_code == 200


def test_auditors_look_and_others_do_not_find_it(vote: Vote, mona: User, audrey: User, enter: Callable[[User], Client]) -> None:
    closed(voted(vote))
    for who, status in ((mona, 404), (audrey, 200)):
        client = enter(who)
        assert client.get(at(vote)).status_code == status
        client.post(at(vote), {"act": "publish"})
    assert Round.objects.get().state == "closed"
