"""Writing imported rows: all of them or none, and none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import transaction

from participation.audit.services import record
from participation.common.origin import Origin
from participation.common.refusals import Refusal
from participation.projects.models import Project
from proposals.importing.findings import Unreadable, noticed
from proposals.importing.judging import Judge, Judged
from proposals.importing.rows import ImportedRow
from proposals.services import seed_proposals

if TYPE_CHECKING:
    from participation.accounts.models import User


@transaction.atomic
def load(
    *,
    judge: Judge,
    rows: Iterable[ImportedRow],
    by: User | None = None,
    tell: Callable[[int], None] = lambda _done: None,
) -> Counter[str]:
    """Add the rows that are not known yet by their source and id; phases of the project do not matter.

    Rows are read and written some hundred at a time, so that a large file needs no more memory than a small one.
    tell: takes the number of lines that are done, now and then. by: who brings them in.
    Returns the numbers of `Judge.counts`. Raises Unreadable at the first line that cannot be taken; nothing is kept then.
    """
    project_id = judge.project.pk
    Project.objects.select_for_update(no_key=True).get(pk=project_id)  # two imports at once would both find nothing known
    done = 0
    for judged in judge.judged(rows):
        _write(project_id, judged, by)
        done += len(judged)
        tell(done)
    data = {"added": judge.counts["new"], **({"run": judge.run_id} if judge.run_id else {})}
    record(action="proposals.import", actor=by, target=judge.project, project_id=project_id, data=data)
    return judge.counts


def _write(project_id: int, judged: list[Judged], by: User | None) -> None:
    for one in judged:
        if hindrance := one.hindrance:
            raise _refused(one, hindrance.code, hindrance.column, hindrance.value, **hindrance.facts)
    fresh = [one for one in judged if one.seed is not None]
    try:
        seed_proposals(project_id=project_id, rows=[one.seed for one in fresh if one.seed], origin=Origin.IMPORT, entered_by=by)
    except Refusal as refusal:
        raise _refused(fresh[refusal.facts["row"]], "service", message=str(refusal.message).rstrip(".")) from refusal


def _refused(one: Judged, code: str, column: str = "", value: str = "", **facts: object) -> Unreadable:
    error = Unreadable(one.row.line, code)
    error.finding = noticed(code, column, value, **facts)
    return error


def examine(
    *, judge: Judge, rows: Iterable[ImportedRow], tell: Callable[[int], None] = lambda _done: None
) -> Iterator[list[Judged]]:
    """What `load` would do, and nothing is done. Raises Unreadable behind the last line that could be read."""
    done = 0
    for judged in judge.judged(rows):
        yield judged
        done += len(judged)
        tell(done)
