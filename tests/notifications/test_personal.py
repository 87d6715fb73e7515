"""What is kept of somebody's following: in their file, gone with their account, and forgotten in time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.models import Digest, Follow, MailWish, News, Notification, OutboxMessage, SavedSearch
from participation.notifications.services import choose_rhythm, follow, prune, pruning, save_search
from participation.pages.profile.services import erase_account
from proposals.models import Proposal
from tests.notifications.conftest import happen, spread

THEIRS = (Follow, SavedSearch, MailWish, Notification, Digest)


@pytest.fixture
def ida(proposal: Proposal, ben: User) -> User:
    """Ben, who follows, has a search, a wish, news and a digest."""
    follow(user=ben, kind="proposal", object_id=proposal.pk)
    save_search(user=ben, name="Kotini", words="penkki", point=(60.18123, 24.95), radius=500)
    choose_rhythm(user=ben, rhythm="weekly")
    happen(proposal, actor=None)
    spread()
    Digest.objects.create(user=ben, period="2030-W01", rhythm="weekly", until=timezone.now())
    return ben


def test_all_of_it_is_in_the_file(client: Client, ida: User, proposal: Proposal) -> None:
    client.force_login(ida)
    told = json.loads(client.get("/en/profile/export/").content)["contributions"]["following"]
    assert told["by_email"] == {"rhythm": "weekly", "stopped": False}
    assert told["follows"][0]["what"] == f"proposal:{proposal.pk}"
    assert (told["saved_searches"][0]["latitude"], told["saved_searches"][0]["name"]) == (60.18123, "Kotini")
    assert told["news"][0]["because"] == f"proposal:{proposal.pk}"


def test_all_of_it_goes_with_the_account(ida: User, anna: User, proposal: Proposal) -> None:
    follow(user=anna, kind="proposal", object_id=proposal.pk)
    happen(proposal, actor=ida)
    erase_account(user=ida, by=ida)
    assert [model.__name__ for model in THEIRS if model.objects.filter(user=ida).exists()] == []
    assert Follow.objects.filter(user=anna).exists()
    spread()
    assert not Notification.objects.filter(user=ida).exists()


def test_old_news_are_forgotten(ida: User, proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "BATCH", 1)
    now = timezone.now()
    happen(proposal)
    spread()
    old, fresh = Notification.objects.order_by("pk")
    Notification.objects.filter(pk=old.pk).update(at=now - timedelta(days=61), read_at=now)
    Notification.objects.filter(pk=fresh.pk).update(at=now - timedelta(days=61))
    OutboxMessage.objects.create(
        address="a@example.org",
        language="fi",
        subject="x",
        text="x",
        state="sent",
        sent_at=now - timedelta(days=31),
        unsubscribe_url="x",
    )
    other = OutboxMessage.objects.create(
        address="a@example.org", language="fi", subject="x", text="x", state="sent", sent_at=now - timedelta(days=31)
    )
    assert prune() == 2
    assert (list(Notification.objects.all()), list(OutboxMessage.objects.all())) == ([fresh], [other])
    Notification.objects.update(at=now - timedelta(days=181))
    News.objects.update(at=now - timedelta(days=401))
    assert prune() == 3
    assert prune() == 0
