"""`manage.py import_proposals FILE --project SLUG --format FORMAT`: proposals that were collected elsewhere."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from districts.services import ensure_city
from participation.projects.models import Project
from proposals.importing.formats import FORMATS
from proposals.importing.load import load
from proposals.importing.rows import ImportedRow, RowError

TELL_EVERY = 1000


class Command(BaseCommand):
    """All or nothing; a second run with the same file adds nothing."""

    help = "Import proposals into a project from a table that another platform has exported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file in UTF-8 with a header")
        parser.add_argument("--project", required=True, help="the project's address part")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--lang", default=settings.LANGUAGE_CODE, help="the language the texts are in")
        parser.add_argument("--dry-run", action="store_true", help="check everything and keep nothing")

    @no_translations  # messages of services come in English, as the command's own
    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']!r}.")
        ensure_city()
        try:
            rows = self._read(options["file"], options["format"], options["lang"])
            self.stderr.write(f"{len(rows)} rows are read; writing them.")
            outcome = load(project=project, rows=rows, dry_run=options["dry_run"])
        except RowError as error:
            raise CommandError(f"{options['file'].name}, {error}. Nothing was imported.") from error
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{outcome.added} proposals {would}added ({outcome.withdrawn} of them withdrawn), {outcome.known} known already;"
            f" {outcome.located} with a place, {outcome.in_district} in a district."
        )

    def _read(self, path: Path, name: str, language: str) -> list[ImportedRow]:
        rows: list[ImportedRow] = []
        try:
            for row in FORMATS[name].rows(path, language):
                rows.append(row)
                if len(rows) % TELL_EVERY == 0:
                    self.stderr.write(f"{len(rows)} rows …")
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        return rows
