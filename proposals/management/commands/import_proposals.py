"""`manage.py import_proposals FILE --project SLUG --format FORMAT`: proposals that were collected elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from districts.services import ensure_city
from participation.common.tables import csv_lines
from participation.projects.models import Project
from proposals.importing.findings import Unreadable
from proposals.importing.formats import FORMATS, PARTS
from proposals.importing.judging import Judge, Judged
from proposals.importing.load import examine, load
from proposals.importing.report import HEADER, MOST_LISTED, about_file, finding_line, remarks, report_rows
from proposals.importing.sources import Source, open_source
from proposals.importing.wording import sentence

TELL_EVERY = 1000


class Command(BaseCommand):
    """All or nothing; a second run with the same file adds nothing."""

    help = "Import proposals into a project from a file that another platform has exported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, XLSX or JSON; see docs/import-export.md")
        parser.add_argument("--project", required=True, help="the project's address part")
        parser.add_argument(
            "--format", choices=sorted(FORMATS), default="", help="recognised by the columns where it is not told"
        )
        parser.add_argument("--lang", default=settings.LANGUAGE_CODE, help="the language the texts are in")
        parser.add_argument("--source", default="", help="a name for where it comes from; ids are told apart by it")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="PART=COLUMN",
            help=f"what a column is called in this file, such as title=Name or id=Year+Number; parts: {', '.join(PARTS)}",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done with each line, and keep nothing")
        parser.add_argument("--report", type=Path, help="with --dry-run: a CSV file to write with a row for everything noticed")

    @no_translations  # messages of services come in English, as the command's own
    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']!r}.")
        ensure_city()
        path, dry_run = options["file"], options["dry_run"]
        try:
            source = open_source(
                path,
                language=options["lang"],
                format_key=options["format"],
                name=options["source"],
                columns=_chosen_columns(options["column"]),
            )
            for line in about_file(source.facts(), source.form.key):
                self.stderr.write(line)
            judge = Judge(project, source.name)
            if dry_run:
                self._examine(source, judge, options["report"])
            else:
                load(judge=judge, rows=source.rows(), tell=self._tell)
        except Unreadable as error:
            nothing = "Nothing would be imported." if dry_run else "Nothing was imported."
            raise CommandError(f"{path.name}, line {error.line}: {sentence(error.finding)} {nothing}") from error
        except OSError as error:
            raise CommandError(f"{error.filename or path} cannot be read or written: {error.strerror}.") from error
        self._tell_numbers(judge, "would be " if dry_run else "")

    def _examine(self, source: Source, judge: Judge, report: Path | None) -> None:
        """List what is wrong, as far as a person reads, and write the whole report. Raises as `_require_taken` says."""
        first: Judged | None = None
        listed = 0
        with _written(report) as write:
            for judged in examine(judge=judge, rows=source.rows(), tell=self._tell):
                write(judged)
                for one in judged:
                    for finding in one.findings if one.hindrance else ():
                        first = first or one
                        listed += 1
                        if listed <= MOST_LISTED:
                            self.stdout.write(finding_line(one.row.line, finding))
        if listed > MOST_LISTED:
            self.stdout.write(f"… and {listed - MOST_LISTED} more; --report FILE writes all of them.")
        for number, words in remarks(judge.counts):
            self.stdout.write(f"{number} lines: {words}")
        if first is not None and (hindrance := first.hindrance):
            error = Unreadable(first.row.line, hindrance.code)
            error.finding = hindrance
            self.stdout.write(f"{judge.counts['refused']} of {judge.lines} lines cannot be taken.")
            raise error

    def _tell(self, done: int) -> None:
        if done % TELL_EVERY == 0:
            self.stderr.write(f"{done} rows …")

    def _tell_numbers(self, judge: Judge, would: str) -> None:
        numbers = judge.counts
        self.stdout.write(
            f"{numbers['new']} proposals {would}added ({numbers['withdrawn']} of them withdrawn),"
            f" {numbers['known'] + numbers['changed']} known already;"
            f" {numbers['located']} with a place, {numbers['in_district']} in a district."
        )


def _chosen_columns(written: list[str]) -> dict[str, list[str]]:
    chosen = {}
    for one in written:
        part, equals, names = one.partition("=")
        if part not in PARTS or not equals or not names:
            raise CommandError(f"--column {one!r}: write PART=COLUMN, where PART is one of {', '.join(PARTS)}.")
        chosen[part] = names.split("+")
    return chosen


@contextmanager
def _written(report: Path | None) -> Iterator[Any]:
    """A function that adds lines to the report, or does nothing where none is wanted."""
    if report is None:
        yield lambda _judged: None
        return
    with report.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines([HEADER]))
        yield lambda judged: file.writelines(csv_lines(report_rows(judged), mark=False))
