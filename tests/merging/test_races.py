"""Several at the same moment: one result that holds together."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial

import pytest
from django.db import connections, transaction
from django.test import Client

from participation.accounts.models import User
from participation.common.refusals import Conflict, Invalid, Refusal
from participation.notifications.models import OutboxMessage
from participation.projects.models import Project
from proposals.merging.models import Merger, MergerMember, Supporter
from proposals.merging.services import agree, ask, choose, save_text, separate, start_merger, tell_supporters
from proposals.merging.tasks import tell_all
from proposals.models import Proposal, Support
from tests.factories.accounts import UserFactory
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.factories.proposals import SupportFactory
from tests.merging.acts import JOINT, address, again, asked, drafted, proposals_by, published
from tests.proposals.races import all_at_once
from tests.proposals.test_support_races import wait_until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project() -> Project:
    """Open for everything; committed, so that every thread sees it."""
    project = ProjectFactory(slug="kilpa")
    PhaseFactory(project=project)
    return project


@pytest.fixture
def sources(project: Project) -> list[Proposal]:
    """Three, each by somebody else."""
    return proposals_by(project, *(UserFactory(public_name=name) for name in ("Anna", "Ben", "Clara")))


def supported(resident: User) -> set[int]:
    return set(Support.objects.filter(resident=resident).values_list("proposal_id", flat=True))


def holds_together(merger: Merger, sources: list[Proposal], resident: User) -> bool:
    """Whether the supports are those of the choice that is written down."""
    row = Supporter.objects.get(merger=merger, resident=resident)
    wanted = {"keep": {source.pk for source in sources}, "move": {merger.proposal_id}, "withdraw": set()}
    return supported(resident) == wanted[row.choice]


def test_twenty_clicks_on_move_and_withdraw_give_one_result(sources: list[Proposal]) -> None:
    """Red without its guard: with select_for_update taken out of `_own_row`, the choice said "keep" in the end and the
    support stood on the joint proposal as well, in both of two runs.
    """
    merger = published(sources)
    for _round in range(3):
        resident = UserFactory()
        for source in sources:
            SupportFactory(proposal=source, resident=resident)
        acts = [partial(choose, merger_id=merger.pk, resident=resident, choice=choice) for choice in ("move", "withdraw") * 10]
        results = all_at_once(acts)
        assert [result for result in results if isinstance(result, Exception)] == []
        assert holds_together(merger, sources, resident)
        choose(merger_id=merger.pk, resident=resident, choice="keep")
        assert holds_together(merger, sources, resident), "what was taken can be put back"


def test_twenty_clicks_over_http_give_one_result(sources: list[Proposal]) -> None:
    merger, resident = published(sources), UserFactory()
    for source in sources:
        SupportFactory(proposal=source, resident=resident)

    def signed_in() -> Client:
        client = Client()
        client.force_login(resident)
        return client

    door = address(merger, "choose/")
    acts = [partial(signed_in().post, door, {"choice": choice}) for choice in ("move", "withdraw", "keep", "move") * 5]
    assert {response.status_code for response in all_at_once(acts)} == {302}
    assert holds_together(merger, sources, resident)


def test_the_last_two_consents_at_once_publish_once(sources: list[Proposal]) -> None:
    """Red without its guard: without FOR UPDATE in `locked` each saw the other's answer as missing, so that everybody had
    agreed and nothing was published, in both of two runs.
    """
    for round_number in range(3):
        merger = asked(sources, title=f"Round {round_number}")
        acts = [partial(agree, merger_id=merger.pk, author=source.author, seen=merger.digest) for source in sources[1:]]
        results = all_at_once([*acts, *acts])
        assert [result for result in results if isinstance(result, Exception) and not isinstance(result, Conflict)] == []
        assert again(merger).state == "published"
        assert Proposal.objects.filter(title=f"Round {round_number}").count() == 1
        for source in sources:
            separate(merger_id=merger.pk, proposal_id=source.pk, author=source.author)


def test_a_text_that_changes_while_somebody_agrees_is_not_published_unread(sources: list[Proposal]) -> None:
    """Red without its guard: without FOR UPDATE in `locked` both were let in, in both of two runs."""
    merger = asked(sources[:2])
    change = partial(save_text, merger_id=merger.pk, author=sources[0].author, seen=merger.digest, **{**JOINT, "body": "Other."})
    results = all_at_once([change, partial(agree, merger_id=merger.pk, author=sources[1].author, seen=merger.digest)])
    refused = [result for result in results if isinstance(result, Refusal)]
    merger = again(merger)
    assert len(refused) == 1
    assert merger.state == "published" or merger.body == "Other."
    if merger.state == "published":
        assert merger.proposal.body == JOINT["body"]


def test_two_mergers_that_ask_for_one_proposal_at_once(sources: list[Proposal]) -> None:
    """Red without its guard: with the constraint merging_one_at_a_time dropped, Clara's proposal was in both."""
    anna, ben, clara = sources
    drafts = [(drafted([anna, clara]), anna), (drafted([ben, clara]), ben)]
    results = all_at_once([partial(ask, merger_id=merger.pk, author=own.author, seen=merger.digest) for merger, own in drafts])
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "Merger"]
    assert MergerMember.objects.filter(proposal=clara, holds=True).count() == 1


def test_starting_twice_at_once_makes_one_draft(sources: list[Proposal]) -> None:
    """Red without its guard: with the constraint merging_one_at_a_time dropped there were ten drafts."""
    own, other = sources[:2]
    begin = partial(start_merger, project_id=own.project_id, initiator=own.author, source_id=own.pk, other_ids=[other.pk])
    results = all_at_once([begin] * 10)
    assert len({result.pk for result in results if isinstance(result, Merger)}) == 1
    assert [result for result in results if not isinstance(result, Merger)] == []
    assert Merger.objects.count() == 1


def test_a_choice_waits_for_the_source_that_is_being_taken_out(sources: list[Proposal]) -> None:
    """Red without its guard: with FOR SHARE taken out of `_shared` the choice did not wait, and moved the support from a
    proposal that had been taken out when it was done, after those who moved theirs had been told.
    """
    merger, resident = published(sources[:2]), UserFactory()
    SupportFactory(proposal=sources[0], resident=resident)
    outcome: list[object] = []

    def move() -> None:
        outcome.extend(all_at_once([partial(choose, merger_id=merger.pk, resident=resident, choice="move")]))

    choosing = threading.Thread(target=move)
    with transaction.atomic():
        separate(merger_id=merger.pk, proposal_id=sources[0].pk, author=sources[0].author)
        choosing.start()
        wait_until_somebody_waits_for_a_lock(choosing)
    choosing.join(30)
    assert [type(result) for result in outcome] == [Invalid]
    assert supported(resident) == {sources[0].pk}


def test_a_worker_that_dies_with_its_batch_leaves_nobody_untold(sources: list[Proposal]) -> None:
    """Another one finds nobody free while the first still holds its people. Seen red without asking whether all are told."""
    resident = UserFactory()
    SupportFactory(proposal=sources[0], resident=resident)
    merger = published(sources)
    tell_supporters(merger_id=merger.pk)
    OutboxMessage.objects.all().delete()
    Supporter.objects.update(told_at=None)
    Merger.objects.update(supporters_told_at=None)
    held, died = threading.Event(), threading.Event()

    def first_worker() -> None:
        with suppress(RuntimeError), transaction.atomic():
            list(Supporter.objects.select_for_update())
            held.set()
            died.wait(30)
            raise RuntimeError("dies")
        connections.close_all()

    worker = threading.Thread(target=first_worker)
    worker.start()
    assert held.wait(30)
    assert tell_supporters(merger_id=merger.pk) == 0
    died.set()
    worker.join()
    assert tell_all() == 1
    assert OutboxMessage.objects.get().recipient == resident
