"""People who follow, and something that happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.announcing import announce
from participation.notifications.models import Follow, News
from participation.notifications.services import spread_next
from proposals.models import Proposal
from tests.cast import Town
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory

ANSWERED = "proposal.answered"


@pytest.fixture
def proposal(town: Town, anna: User) -> Proposal:
    """Anna's, in Finnish."""
    return ProposalFactory(project=town.project, author=anna, title="Penkkejä rantaan", language="fi")


def happen(proposal: Proposal, **fields: Any) -> News:
    """The city answers it: those who follow the proposal or its project are told by the next run."""
    targets = [("proposal", proposal.pk), ("project", proposal.project_id)]
    words = {"kind": ANSWERED, "subject": ("proposal", proposal.pk), "targets": targets, "data": {"status": "accepted"}}
    announce(**{**words, **fields})
    return News.objects.latest("pk")


def spread() -> int:
    """What the worker does about all that waits; returns how many were told."""
    told = 0
    while (number := spread_next()) is not None:
        told += number
    return told


def many_followers(proposal: Proposal, count: int, **fields: Any) -> list[User]:
    """That many people who follow a proposal, in two inserts."""
    first = User.objects.count()
    people = [
        User(email=f"follower{first + n}@example.org", public_name=f"Follower {n}", language="en", password="!")
        for n in range(count)
    ]
    User.objects.bulk_create(people, batch_size=2000)
    Follow.objects.bulk_create(
        [Follow(user=person, kind="proposal", object_id=proposal.pk, **fields) for person in people], batch_size=2000
    )
    return people


def follower(proposal: Proposal, rhythm: str = "", **fields: Any) -> User:
    """Somebody who follows a proposal."""
    person = UserFactory(**fields)
    Follow.objects.create(user=person, kind="proposal", object_id=proposal.pk, rhythm=rhythm, since=timezone.now())
    return person
