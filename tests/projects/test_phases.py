"""Opening, closing and extending a phase, also while somebody is writing."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from participation.accounts.models import User
from participation.audit.models import Entry
from participation.comments.models import Thread
from participation.comments.services import open_thread
from participation.comments.states import Anchor
from participation.common.refusals import Conflict, Invalid, NotAllowed, PhaseClosed
from participation.projects.gate import require_open_phase
from participation.projects.models import Phase
from participation.projects.services import close_phase_now, database_now, extend_phase, open_phase_now, set_project_state
from participation.projects.states import Action, ProjectState
from tests.cast import Town


def test_closing_ends_writing_at_once_and_is_recorded(town: Town, carla: User) -> None:
    phase = town.project.phases.get()
    close_phase_now(phase_id=phase.pk, by=carla)
    with pytest.raises(PhaseClosed), transaction.atomic():
        require_open_phase(project_id=town.project.pk, action=Action.COMMENT)
    assert Entry.objects.filter(action="phase.move", actor=carla, object_id=phase.pk).exists()


def test_opening_again_takes_a_passed_end_away(town: Town, carla: User) -> None:
    phase = town.project.phases.get()
    close_phase_now(phase_id=phase.pk, by=carla)
    open_phase_now(phase_id=phase.pk, by=carla)
    with transaction.atomic():
        assert require_open_phase(project_id=town.project.pk, action=Action.COMMENT).phase_id == phase.pk


def test_opening_early_keeps_the_end(town: Town, carla: User) -> None:
    phase = town.project.phases.get()
    end = timezone.now() + timedelta(days=9)
    Phase.objects.filter(pk=phase.pk).update(starts_at=timezone.now() + timedelta(days=2), ends_at=end)
    opened = open_phase_now(phase_id=phase.pk, by=carla)
    assert opened.is_open()
    assert opened.ends_at == end


def test_extending_into_the_past_is_refused(town: Town, carla: User) -> None:
    with pytest.raises(Invalid):
        extend_phase(phase_id=town.project.phases.get().pk, ends_at=timezone.now() - timedelta(minutes=1), by=carla)


def test_closing_what_has_not_begun_is_refused(town: Town, carla: User) -> None:
    phase = town.project.phases.get()
    Phase.objects.filter(pk=phase.pk).update(starts_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Conflict):
        close_phase_now(phase_id=phase.pk, by=carla)


@pytest.mark.parametrize("who", ["anna", "mira", "otto"])
def test_only_coordinators_move_phases(town: Town, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        close_phase_now(phase_id=town.project.phases.get().pk, by=request.getfixturevalue(who))


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_a_write_in_flight_and_later_writes_are_refused(town: Town, carla: User) -> None:
    """A write that passed the gate is finished before the close; the end it gets lies after that write.

    Seen red with FOR SHARE taken out of the gate: the close did not wait.
    """
    phase = town.project.phases.get()
    inside, go_on, closed = threading.Event(), threading.Event(), threading.Event()
    moments = {}

    def write() -> None:
        try:
            with transaction.atomic():
                moments["write"] = require_open_phase(project_id=town.project.pk, action=Action.COMMENT).at
                inside.set()
                go_on.wait(10)
        finally:
            connection.close()

    def close() -> None:
        try:
            moments["close"] = close_phase_now(phase_id=phase.pk, by=carla).ends_at
            closed.set()
        finally:
            connection.close()

    threads = [threading.Thread(target=write), threading.Thread(target=close)]
    threads[0].start()
    assert inside.wait(10)
    threads[1].start()
    assert not closed.wait(0.5), "the close went past a write in flight"
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert moments["write"] < moments["close"]
    with pytest.raises(PhaseClosed), transaction.atomic():
        require_open_phase(project_id=town.project.pk, action=Action.COMMENT)


@pytest.mark.django_db(transaction=True)
def test_a_write_that_waited_past_the_end_is_refused(town: Town) -> None:
    """The clock is compared after the lock is held, so waiting for the lock wins no time.

    Seen red with lock and comparison in one statement: the write got in after the end.
    """
    phase = town.project.phases.get()
    outcome = {}

    def write() -> None:
        try:
            with transaction.atomic():
                require_open_phase(project_id=town.project.pk, action=Action.COMMENT)
                outcome["write"] = "counted"
        except PhaseClosed:
            outcome["write"] = "refused"
        finally:
            connection.close()

    Phase.objects.filter(pk=phase.pk).update(ends_at=database_now() + timedelta(seconds=2))
    with transaction.atomic():
        ends_at = Phase.objects.select_for_update().get(pk=phase.pk).ends_at
        thread = threading.Thread(target=write)
        thread.start()
        wait_until_blocked()
        assert database_now() < ends_at, "the write has to begin to wait before the end"
        while database_now() <= ends_at:
            time.sleep(0.05)
    thread.join(10)
    assert outcome["write"] == "refused"


@pytest.mark.django_db(transaction=True)
def test_archiving_meets_a_write_in_flight_without_a_deadlock(town: Town, carla: User) -> None:
    """The write holds its phase and then needs the project's key; archiving holds the project and waits for the phase.

    Seen red with the project locked FOR UPDATE: PostgreSQL ended one of the two as a deadlock.
    """
    inside = threading.Event()
    outcome: dict[str, object] = {}

    def write() -> None:
        try:
            with transaction.atomic():
                require_open_phase(project_id=town.project.pk, action=Action.PROPOSE)
                inside.set()
                wait_until_blocked()
                outcome["write"] = open_thread(project_id=town.project.pk, anchor=Anchor.PROPOSAL)
        except DatabaseError as error:
            outcome["write"] = error
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    assert inside.wait(10)
    archived = set_project_state(project_id=town.project.pk, state=ProjectState.ARCHIVED, by=carla)
    thread.join(10)
    assert archived.state == ProjectState.ARCHIVED
    assert isinstance(outcome["write"], Thread)


def wait_until_blocked() -> None:
    """Wait until another session waits for a lock of ours."""
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.02)")
    pytest.fail("nobody waited for the lock")
