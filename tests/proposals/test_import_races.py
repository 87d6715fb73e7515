"""Imports at the same moment: written once, and taken back only where nobody is just taking part."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction

from participation.accounts.models import User
from participation.comments.models import Comment
from participation.comments.services import post_comment
from participation.common.refusals import Conflict, Refusal
from proposals.importing import services
from proposals.models import ImportRun, Proposal
from proposals.services import support_proposal
from proposals.states import ProposalState
from tests.factories.accounts import UserFactory
from tests.factories.projects import PhaseFactory, ProjectFactory
from tests.proposals.races import all_at_once
from tests.proposals.test_support_races import wait_until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin() -> User:
    return UserFactory(is_superuser=True)


@pytest.fixture
def checked(admin: User, settings: Any, tmp_path: Path) -> ImportRun:
    """A file of twenty proposals that waits to be confirmed; committed, so that every thread sees it."""
    settings.MEDIA_ROOT = tmp_path
    project = ProjectFactory(slug="kilpa")
    PhaseFactory(project=project)
    lines = "id,title\n" + "\n".join(f"{number},Idea {number}" for number in range(20))
    run = services.bring_in(project_id=project.pk, upload=SimpleUploadedFile("i.csv", lines.encode()), by=admin)
    run.refresh_from_db()
    assert run.state == "checked"
    return run


def test_ten_clicks_confirm_once(checked: ImportRun, admin: User) -> None:
    """Red without its guard: with the row read without a lock, seven to ten of the clicks found it waiting."""
    results = all_at_once([partial(services.confirm_run, run_id=checked.pk, by=admin)] * 10)
    assert sum(isinstance(one, ImportRun) for one in results) == 1
    assert sum(isinstance(one, Conflict) for one in results) == 9
    assert Proposal.objects.count() == 20


def test_five_workers_import_once(checked: ImportRun, admin: User) -> None:
    """Red without its guard: with the row claimed without a lock, all five did it, one behind the other, and the last one's
    numbers, nothing new, were what stood in the report.
    """
    ImportRun.objects.filter(pk=checked.pk).update(state="confirmed", confirmed_by=admin)
    results = all_at_once([partial(services.import_run, run_id=checked.pk)] * 5)
    assert sorted(results) == [False] * 4 + [True]
    checked.refresh_from_db()
    assert (checked.state, checked.counts["new"], Proposal.objects.count()) == ("done", 20, 20)


def test_a_support_that_is_just_being_given_keeps_its_proposal(checked: ImportRun, admin: User) -> None:
    """Red without its guard: with the project's phases not locked before the question, the support that was not committed yet
    was not seen, and a proposal with a support was withdrawn. (The lock on the proposals alone was red, too.)
    """
    services.confirm_run(run_id=checked.pk, by=admin)
    supported = Proposal.objects.order_by("pk")[3]
    given, go_on = threading.Event(), threading.Event()

    def support() -> None:
        try:
            with transaction.atomic():
                support_proposal(proposal_id=supported.pk, resident=resident)
                given.set()
                go_on.wait(20)
        finally:
            connections.close_all()

    resident = UserFactory()
    ImportRun.objects.filter(pk=checked.pk).update(state="undoing")
    giver = threading.Thread(target=support)
    giver.start()
    assert given.wait(20)
    taker = threading.Thread(target=lambda: (services.finish_undoing(run_id=checked.pk), connections.close_all()))
    taker.start()
    taker.join(1.0)  # it waits for the support, or has not seen it
    go_on.set()
    giver.join()
    taker.join()
    supported.refresh_from_db()
    assert supported.state == ProposalState.PUBLISHED
    assert Proposal.objects.filter(state=ProposalState.WITHDRAWN).count() == 19
    checked.refresh_from_db()
    assert (checked.counts["taken_back"], checked.counts["kept"]) == (19, 1)


@pytest.mark.parametrize("act", ["support", "comment"])
def test_nobody_builds_on_what_is_just_being_taken_back(checked: ImportRun, admin: User, act: str) -> None:
    """Who waits for the phase, which the taking back holds, is told afterwards that the proposal is gone.

    Red without its guard: with the support inserted whatever the proposal's state is by then, and with the conversation looked
    for before the phase is held, a withdrawn proposal got a support and a comment.
    """
    services.confirm_run(run_id=checked.pk, by=admin)
    proposal, resident = Proposal.objects.order_by("pk")[3], UserFactory()
    ImportRun.objects.filter(pk=checked.pk).update(state="undoing")
    results: list[Any] = []

    def take_part() -> None:
        try:
            if act == "support":
                results.append(support_proposal(proposal_id=proposal.pk, resident=resident))
            else:
                results.append(post_comment(thread_id=proposal.thread_id, author=resident, body="Well", language="en"))
        except Refusal as refusal:
            results.append(refusal)
        finally:
            connections.close_all()

    other = threading.Thread(target=take_part)
    with transaction.atomic():
        services.finish_undoing(run_id=checked.pk)
        other.start()
        wait_until_somebody_waits_for_a_lock(other)
    other.join()
    assert isinstance(results[0], Refusal), results
    assert not proposal.supports.exists()
    assert not Comment.objects.exists()
