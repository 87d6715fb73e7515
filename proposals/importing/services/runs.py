"""What every step of an import needs: the run's row, its next state, its file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.refusals import Conflict, NotAllowed
from participation.projects.rules import may_coordinate
from proposals.import_models import RUN_TRANSITIONS, ImportRun, RunState
from proposals.importing.findings import Unreadable
from proposals.importing.progress import forget_progress
from proposals.importing.sources import Source, open_source

if TYPE_CHECKING:
    from participation.accounts.models import User

TASKS = {
    RunState.WAITING: "proposals.check_import",
    RunState.CONFIRMED: "proposals.run_import",
    RunState.UNDOING: "proposals.undo_import",
}
MOST_ATTEMPTS = 3


def begin(run_id: int, state: RunState) -> bool:
    """Count an attempt, so that what kills its worker is not tried for ever; False when somebody else is at it."""
    with transaction.atomic():
        run = _unclaimed(run_id, state)
        if run is None or run.attempts >= MOST_ATTEMPTS:
            return False
        run.attempts += 1
        run.save(update_fields=["attempts"])
    return True


@contextmanager
def claimed(run_id: int, state: RunState) -> Iterator[ImportRun | None]:
    """The run, held until its step is done; None when somebody else is at it or has done it."""
    with transaction.atomic():
        run = _unclaimed(run_id, state)
        yield run
    if run is not None:
        forget_progress(run_id)


def _unclaimed(run_id: int, state: RunState) -> ImportRun | None:
    rows = ImportRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=run_id, state=state)
    return rows.select_related("project__lead_district", "confirmed_by").first()


def locked_run(run_id: int, by: User) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("project__lead_district").get(pk=run_id)
    if not may_coordinate(by, run.project):
        raise NotAllowed(_("You do not coordinate this project."))
    return run


def move(run: ImportRun, state: RunState) -> None:
    """Put a locked run, which is about to be saved, into another state. Raises Conflict where no way leads there."""
    if state not in RUN_TRANSITIONS[run.state]:
        raise Conflict(_("This is not possible any more: the import has gone on meanwhile."))
    run.state, run.attempts, run.changed_at = state, 0, timezone.now()


@contextmanager
def opened(run: ImportRun) -> Iterator[Source | None]:
    """The file as a table, from a copy on this machine; None when it cannot be read, with the reason in `run.fatal`."""
    with tempfile.NamedTemporaryFile(suffix=Path(run.file.name or "").suffix) as copy:
        with run.file.open("rb") as stored:
            for piece in stored.chunks():
                copy.write(piece)
        copy.flush()
        source: Source | None = None
        try:
            source = open_source(Path(copy.name), language=run.language, format_key=run.format, name=run.source)
            run.format, run.facts = source.form.key, source.facts()
        except Unreadable as error:
            run.fatal = {"line": error.line, **error.finding.stored()}
        yield source


def forget_file(run: ImportRun) -> None:
    """The content goes when the transaction has committed."""
    storage, name = run.file.storage, run.file.name
    run.file = ""
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def record_step(action: str, run: ImportRun, by: User) -> None:
    record(action=action, actor=by, target=run, project_id=run.project_id, data={"lines": run.total} if run.total else {})
