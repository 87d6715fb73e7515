"""What happens by itself: closing, chaining, sealing that died, reminders, and the list of keys."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from participation.accounts.models import User
from participation.notifications.models import OutboxMessage
from participation.projects.models import Phase
from proposals.voting.keys import destroy_key, has_key
from proposals.voting.models import ChainLink, Round
from proposals.voting.states import RoundState
from proposals.voting.tasks import close_ended, finish_sealing, link, remind
from tests.voting.conftest import Vote, cast, prepared


def test_votes_end_by_themselves_and_once(vote: Vote, anna: User) -> None:
    cast(vote, anna, vote.choices(0))
    assert close_ended() == 0
    Phase.objects.filter(project=vote.round.project).update(ends_at=timezone.now())
    assert (close_ended(), close_ended()) == (1, 0)
    vote.round.refresh_from_db()
    assert vote.round.state == RoundState.CLOSED
    assert vote.round.closed_at is not None
    assert ChainLink.objects.get().receipts_count == 1


def test_links_are_made_when_there_is_something(vote: Vote, anna: User, ben: User) -> None:
    assert link() == 0
    cast(vote, anna, vote.choices(0))
    assert (link(), link()) == (1, 0)
    cast(vote, ben, vote.choices(0))
    assert link() == 1
    assert list(ChainLink.objects.order_by("number").values_list("number", "receipts_count")) == [(1, 1), (2, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_sealing_that_died_goes_on() -> None:
    from tests.voting.conftest import opened

    vote = opened()
    now = timezone.now()
    Round.objects.filter(pk=vote.round.pk).update(state=RoundState.SEALING, closed_at=now, decided_at=now)
    assert (finish_sealing(), finish_sealing()) == (1, 0)
    vote.round.refresh_from_db()
    assert vote.round.state == RoundState.SEALED
    assert not has_key(vote.round.pk)


def test_coordinators_are_reminded_once_of_rules_that_are_due(db: None, cora: User, cyril: User, audrey: User) -> None:
    vote = prepared()
    phases = Phase.objects.filter(project=vote.round.project)
    phases.update(starts_at=timezone.now() + timedelta(days=5), ends_at=timezone.now() + timedelta(days=9))
    assert remind() == 0
    phases.update(starts_at=timezone.now() + timedelta(days=1))
    assert (remind(), remind()) == (2, 0)
    assert set(OutboxMessage.objects.values_list("recipient_id", flat=True)) == {cora.pk, cyril.pk}
    assert f"/admin/voting/{vote.round.project_id}/" in OutboxMessage.objects.first().text  # type: ignore[union-attr]
    Round.objects.filter(pk=vote.round.pk).update(state=RoundState.CANCELLED)
    phases.update(starts_at=timezone.now() + timedelta(hours=40))
    assert remind() == 0


def test_the_list_of_keys(vote: Vote) -> None:
    said = StringIO()
    call_command("voting_keys", stdout=said)
    assert said.getvalue() == f"{vote.round.pk}\tbudjetti\topen\tkey is here\n"
    destroy_key(vote.round.pk)
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("voting_keys", stdout=said)
    assert "KEY IS MISSING" in said.getvalue()
