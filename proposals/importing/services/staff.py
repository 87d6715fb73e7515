"""What staff do with a file: bring it in, confirm it, throw it away, take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from participation.common.queueing import enqueue
from participation.common.refusals import Invalid, NotAllowed
from participation.projects.models import Project
from participation.projects.rules import may_coordinate
from proposals.import_models import ImportRun, RunState
from proposals.importing.findings import Unreadable
from proposals.importing.formats import FORMATS
from proposals.importing.report import storable
from proposals.importing.rows import LANGUAGE
from proposals.importing.services.runs import TASKS, forget_file, locked_run, move, record_step
from proposals.importing.tables import LOOKED_AT, MEGABYTE, kind_of
from proposals.importing.wording import sentence

if TYPE_CHECKING:
    from participation.accounts.models import User

SOURCE_LENGTH = ImportRun._meta.get_field("source").max_length or 120
NAME_LENGTH = ImportRun._meta.get_field("file_name").max_length or 200


@transaction.atomic
def bring_in(
    *, project_id: int, upload: UploadedFile, by: User, format_key: str = "", language: str = "", source: str = ""
) -> ImportRun:
    """Keep a file privately and have it checked; nothing of it is written into the project.

    format_key: of `FORMATS`; empty to recognise it. language: of texts whose language the file does not tell.
    source: a name for where it comes from; empty for the format's own.
    Raises NotAllowed, or Invalid with the field.
    """
    project = Project.objects.select_related("lead_district").get(pk=project_id)
    if not may_coordinate(by, project):
        raise NotAllowed(_("You do not coordinate this project."), field="project")
    _require_sensible(upload, format_key, language, source)
    run = ImportRun(
        project=project,
        uploaded_by=by,
        file_name=storable(Path(upload.name or "").name)[-NAME_LENGTH:],
        size=upload.size or 0,
        format=format_key,
        language=language or settings.LANGUAGE_CODE,
        source=source,
    )
    run.file.save(run.file_name, upload, save=False)
    run.save()
    record_step("proposals.import_upload", run, by)
    enqueue(TASKS[RunState.WAITING], run.pk)
    return run


def _require_sensible(upload: UploadedFile, format_key: str, language: str, source: str) -> None:
    if format_key and format_key not in FORMATS:
        raise Invalid(_("Choose one of the formats."), field="format")
    if language and not LANGUAGE.fullmatch(language):
        raise Invalid(_("Choose one of the languages."), field="language")
    if len(source) > SOURCE_LENGTH or "\x00" in source or ":" in source:
        raise Invalid(_("Write a short name without colons."), field="source")
    if (upload.size or 0) > settings.IMPORT_LARGEST_FILE:
        limit = settings.IMPORT_LARGEST_FILE // MEGABYTE
        raise Invalid(_("The file is larger than %(limit)s megabytes. Divide it into several.") % {"limit": limit}, field="file")
    start = upload.read(LOOKED_AT)
    upload.seek(0)
    try:
        kind_of(start)
    except Unreadable as error:
        text = sentence(error.finding)
        raise Invalid(text[:1].upper() + text[1:], field="file") from error


@transaction.atomic
def confirm_run(*, run_id: int, by: User) -> ImportRun:
    """Have a checked file imported. Raises NotAllowed, or Conflict when it is not waiting for that any more."""
    run = locked_run(run_id, by)
    move(run, RunState.CONFIRMED)
    run.confirmed_by, run.done = by, 0
    run.save()
    record_step("proposals.import_confirm", run, by)
    enqueue(TASKS[RunState.CONFIRMED], run.pk)
    return run


@transaction.atomic
def discard_run(*, run_id: int, by: User) -> ImportRun:
    """Throw a file away that was not imported. Raises NotAllowed, or Conflict when it was."""
    run = locked_run(run_id, by)
    move(run, RunState.DISCARDED)
    forget_file(run)
    run.lines.all().delete()
    run.save()
    record_step("proposals.import_discard", run, by)
    return run


@transaction.atomic
def undo_run(*, run_id: int, by: User) -> ImportRun:
    """Have an import taken back: its proposals that nobody has touched are withdrawn, the others stay and are named.

    Raises NotAllowed, or Conflict when it was not imported or is being undone already.
    """
    run = locked_run(run_id, by)
    move(run, RunState.UNDOING)
    run.confirmed_by, run.done = by, 0
    run.save()
    record_step("proposals.import_undo", run, by)
    enqueue(TASKS[RunState.UNDOING], run.pk)
    return run
