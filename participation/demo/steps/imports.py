"""Tables that staff bring in: one is imported, one waits to be confirmed, one has mistakes that are shown by line."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from participation.demo.content.imports import HEADER, IMPORTED, MISTAKEN, PROJECT, WAITING
from participation.demo.steps.context import Context
from participation.demo.steps.ideas import shuffle
from proposals.importing.services import bring_in, check_run, confirm_run, import_run
from proposals.models import ImportRun, Proposal
from proposals.states import Status

AT = HEADER.index("published_at")


def make_imports(context: Context) -> None:
    """Bring them in, the last first in the list."""
    if PROJECT not in context.made:
        return
    imported = _checked(context, IMPORTED)
    confirm_run(run_id=imported.pk, by=context.cast["carla"])
    import_run(run_id=imported.pk)
    shuffle(list(Proposal.objects.filter(external_ref__run=imported).order_by("pk")), context.chance("imports"))
    _checked(context, MISTAKEN)
    _checked(context, WAITING)


def _checked(context: Context, table: dict[str, Any]) -> ImportRun:
    """A table that has been looked through. The worker would do it a moment later; here it is done at once."""
    run = bring_in(
        project_id=context.made[PROJECT].project.pk,
        upload=SimpleUploadedFile(table["name"], _written(context, table["rows"])),
        by=context.cast["carla"],
        language="fi",
        source=table["source"],
    )
    check_run(run_id=run.pk)
    return run


def _written(context: Context, rows: list[list[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([*HEADER, "state"])
    state = Status.ACCEPTED if context.sizes.stage == "decided" else ""
    for row in rows:
        writer.writerow([*row[:AT], context.day(-row[AT]).date().isoformat(), *row[AT + 1 :], state])
    return buffer.getvalue().encode()
