"""What a worker does with a file.

Each step is one transaction that holds the run's row: a worker that dies leaves everything as it was, and the periodic task
finds it again. Two workers never do the same, because the second does not get the row.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from participation.common.queueing import enqueue
from proposals.import_models import RUN_TRANSITIONS, ImportLine, ImportRun, RunState
from proposals.importing.findings import Unreadable
from proposals.importing.judging import Judge, Judged
from proposals.importing.load import examine, load
from proposals.importing.progress import tell_progress
from proposals.importing.report import TITLE_SHOWN, storable
from proposals.importing.rows import ID_LENGTH
from proposals.importing.services.runs import MOST_ATTEMPTS, TASKS, begin, claimed, forget_file, move, opened
from proposals.importing.sources import Source
from proposals.importing.undoing import take_back


def check_run(*, run_id: int) -> bool:
    """Examine a file that waits, and write down what would be done with each line. Does nothing when another worker is at it.

    Returns whether it was done.
    """
    if not begin(run_id, RunState.WAITING):
        return False
    with claimed(run_id, RunState.WAITING) as run:
        if run is None:
            return False
        run.lines.all().delete()
        run.fatal = None
        with opened(run) as source:
            if source is not None:
                _check_lines(run, source)
        move(run, RunState.REFUSED if run.fatal or run.counts.get("refused") else RunState.CHECKED)
        run.save()
    return True


def _check_lines(run: ImportRun, source: Source) -> None:
    judge = Judge(run.project, source.name, run.pk)
    try:
        for judged in examine(judge=judge, rows=source.rows(), tell=lambda done: tell_progress(run.pk, done)):
            ImportLine.objects.bulk_create([_line(run, one) for one in judged])
    except Unreadable as error:
        run.fatal = {"line": error.line, **error.finding.stored()}
    run.counts = dict(judge.counts)
    run.done = run.total = judge.lines


def _line(run: ImportRun, one: Judged) -> ImportLine:
    return ImportLine(
        run=run,
        line=one.row.line,
        external_id=storable(one.row.external_id)[:ID_LENGTH],
        title=storable(one.row.title)[:TITLE_SHOWN],
        verdict=one.verdict,
        findings=[finding.stored() for finding in one.findings],
    )


def import_run(*, run_id: int) -> bool:
    """Write the proposals of a confirmed file, all or none; nothing when another worker is at it. Returns whether it was done.

    What has become impossible since the check, such as an id that is there twice now, refuses the whole file.
    """
    if not begin(run_id, RunState.CONFIRMED):
        return False
    with claimed(run_id, RunState.CONFIRMED) as run:
        if run is None:
            return False
        try:
            with transaction.atomic(), opened(run) as source:
                if source is not None:
                    judge = Judge(run.project, source.name, run.pk)
                    numbers = load(
                        judge=judge,
                        rows=source.rows(),
                        by=run.confirmed_by,
                        tell=lambda done: tell_progress(run.pk, done),
                    )
                    run.counts, run.done, run.total = dict(numbers), judge.lines, judge.lines
        except Unreadable as error:
            run.fatal = {"line": error.line, **error.finding.stored()}
        move(run, RunState.REFUSED if run.fatal else RunState.DONE)
        if run.state == RunState.DONE:
            forget_file(run)  # it may hold names that were not kept
        run.save()
    return True


def finish_undoing(*, run_id: int) -> bool:
    """Take back what `undo_run` asked for. Does nothing when another worker is at it; returns whether it was done."""
    if not begin(run_id, RunState.UNDOING):
        return False
    with claimed(run_id, RunState.UNDOING) as run:
        if run is None:
            return False
        withdrawn, kept = take_back(run, by=run.confirmed_by, tell=lambda done: tell_progress(run.pk, done))
        run.counts = {**run.counts, "taken_back": withdrawn, "kept": kept}
        run.done = run.total
        move(run, RunState.UNDONE)
        run.save()
    return True


def continue_runs() -> int:
    """Queue again what a lost message or a dead worker has left; give up what fails every time. Returns how many there were."""
    with transaction.atomic():
        left = list(ImportRun.objects.select_for_update(skip_locked=True).filter(state__in=TASKS).order_by("pk"))
        for run in left:
            if run.attempts >= MOST_ATTEMPTS:
                move(run, RunState.FAILED)
                run.save()
            else:
                enqueue(TASKS[RunState(run.state)], run.pk)
    return len(left)


def forget_old_files() -> int:
    """Delete files and reports of imports that came to an end, or that nobody confirmed, some weeks ago; return how many."""
    before = timezone.now() - timedelta(days=settings.IMPORT_FILES_DAYS)
    with transaction.atomic():
        old = ImportRun.objects.select_for_update(skip_locked=True).filter(changed_at__lt=before).exclude(state__in=TASKS)
        remains = list(old.filter(~Q(file="") | Exists(ImportLine.objects.filter(run=OuterRef("pk")))))
        for run in remains:
            if RunState.DISCARDED in RUN_TRANSITIONS[run.state]:
                move(run, RunState.DISCARDED)
            forget_file(run)
            run.lines.all().delete()
            run.save()
    return len(remains)
