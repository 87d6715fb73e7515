"""Supports at the same moment: counted once each, and never after the phase has closed."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participation.audit.models import Entry
from participation.common.refusals import PhaseClosed
from participation.projects.models import Phase
from proposals.models import Proposal, Support
from proposals.services import refresh_counts, support_proposal
from tests.factories.accounts import UserFactory
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.proposals import ProposalFactory
from tests.proposals.races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proposal() -> Proposal:
    """A proposal whose support is being collected; committed, so that every thread sees it."""
    project = ProjectFactory(slug="kilpa")
    PhaseFactory(project=project)
    return ProposalFactory(project=project)


def test_fifty_supports_by_one_resident_at_once_give_one(proposal: Proposal) -> None:
    """Red without its guard: with the unique constraint dropped and ON CONFLICT left out, there were 50 rows."""
    anna = UserFactory()
    acts = [partial(support_proposal, proposal_id=proposal.pk, resident=anna)] * 50
    results = all_at_once(acts)
    assert sorted(results) == [False] * 49 + [True]
    assert Support.objects.filter(proposal=proposal).count() == 1
    assert Entry.objects.filter(action="proposal.support").count() == 1


def test_fifty_residents_at_once_give_exactly_fifty(proposal: Proposal) -> None:
    residents = [UserFactory() for _n in range(50)]
    results = all_at_once([partial(support_proposal, proposal_id=proposal.pk, resident=person) for person in residents])
    assert results == [True] * 50
    refresh_counts(proposal_ids=[proposal.pk])
    proposal.refresh_from_db()
    assert proposal.support_count == Support.objects.filter(proposal=proposal).count() == 50


def test_twenty_clicks_of_one_resident_over_http_give_one(proposal: Proposal) -> None:
    anna = UserFactory()
    url = reverse("proposals:support", kwargs={"project": proposal.project.slug, "pk": proposal.pk})

    def signed_in() -> Client:
        client = Client()
        client.force_login(anna)
        return client

    clients = [signed_in() for _n in range(20)]
    responses = all_at_once([partial(client.post, url) for client in clients])
    assert {response.status_code for response in responses} == {302}
    assert Support.objects.filter(proposal=proposal).count() == 1


def test_support_that_meets_the_closing_is_refused_when_the_closing_was_first(proposal: Proposal) -> None:
    """The closing holds the phase while a support arrives: the support waits, then looks at the clock, and is refused.

    Red without its guard: with FOR SHARE taken out of the gate, the support did not wait, saw the phase as it was before,
    and was counted in a phase that had ended before it.
    """
    phase = proposal.project.phases.get()
    anna = UserFactory()
    outcome: list[object] = []

    def support() -> None:
        try:
            outcome.append(support_proposal(proposal_id=proposal.pk, resident=anna))
        except PhaseClosed as refusal:
            outcome.append(refusal)
        finally:
            connections.close_all()

    late = threading.Thread(target=support)
    with transaction.atomic():
        locked = Phase.objects.select_for_update().get(pk=phase.pk)
        late.start()
        wait_until_somebody_waits_for_a_lock(late)
        locked.ends_at = timezone.now()
        locked.save(update_fields=["ends_at"])
    late.join(30)
    assert len(outcome) == 1
    assert isinstance(outcome[0], PhaseClosed)
    assert not Support.objects.filter(proposal=proposal).exists()


def test_closing_waits_for_the_supports_in_flight(proposal: Proposal) -> None:
    """A support that was let in is counted: the closing gets its lock only after it, and so ends later.

    Red without its guard: with FOR SHARE taken out of the gate, the closing did not wait.
    """
    phase = proposal.project.phases.get()
    anna = UserFactory()
    closed: list[int] = []

    def close() -> None:
        try:
            with transaction.atomic():
                Phase.objects.select_for_update().get(pk=phase.pk)
                Phase.objects.filter(pk=phase.pk).update(ends_at=timezone.now())
                closed.append(Support.objects.filter(proposal=proposal).count())
        finally:
            connections.close_all()

    closing = threading.Thread(target=close)
    with transaction.atomic():
        assert support_proposal(proposal_id=proposal.pk, resident=anna)
        closing.start()
        wait_until_somebody_waits_for_a_lock(closing)
        assert closed == []
    closing.join(30)
    assert closed == [1]


def test_supports_around_a_closing_are_counted_or_refused_never_both(proposal: Proposal) -> None:
    phase = proposal.project.phases.get()
    residents = [UserFactory() for _n in range(30)]

    def close() -> None:
        with transaction.atomic():
            locked = Phase.objects.select_for_update().get(pk=phase.pk)
            locked.ends_at = timezone.now()
            locked.save(update_fields=["ends_at"])

    acts = [partial(support_proposal, proposal_id=proposal.pk, resident=person) for person in residents]
    results = all_at_once([*acts[:15], close, *acts[15:]])
    del results[15]
    assert all(result is True or isinstance(result, PhaseClosed) for result in results)
    counted = set(Support.objects.filter(proposal=proposal).values_list("resident_id", flat=True))
    assert counted == {person.pk for person, result in zip(residents, results, strict=True) if result is True}
    ends_at = Phase.objects.get(pk=phase.pk).ends_at
    assert not Support.objects.filter(proposal=proposal, created_at__gt=ends_at).exists()


def wait_until_somebody_waits_for_a_lock(thread: threading.Thread) -> None:
    """Return when a backend of this database waits for a row lock, or when the thread is done without having waited."""
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # inside a transaction the view would not change otherwise
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
            thread.join(0.02)
