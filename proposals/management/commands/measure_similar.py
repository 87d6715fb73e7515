"""`manage.py measure_similar FOLDER --project SLUG`: how often and how fast the proposals that were merged find each other."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import transaction

from districts.services import ensure_city
from participation.projects.models import Project
from proposals.importing.findings import Unreadable
from proposals.importing.judging import Judge
from proposals.importing.load import load
from proposals.importing.sources import open_source
from proposals.measuring import fill_up, halves, lines, measure, settle

PROPOSALS, PLANS = "omastadi_proposals_round1-2.csv", "omastadi_plans_round1-2.csv"


class Command(BaseCommand):
    """Everything is done in one transaction that is taken back: nothing is kept. Not for a database that others use."""

    help = "Measure similar proposals with the merged plans of OmaStadi as the truth; keeps nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help=f"a folder with {PROPOSALS} and {PLANS}")
        parser.add_argument("--project", required=True, help="the address part of a project to put them into")
        parser.add_argument("--size", type=int, default=20_000, help="proposals to fill up to, after the first measuring")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(slug=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']!r}.")
        ensure_city()
        with transaction.atomic():
            self._measure(project, options["folder"], options["size"])
            transaction.set_rollback(True)

    def _measure(self, project: Project, folder: Path, size: int) -> None:
        try:
            source = open_source(folder / PROPOSALS, language="fi", format_key="omastadi")
            load(judge=Judge(project, source.name), rows=source.rows())
            settle()
            tuned, other = halves(folder / PLANS)
        except (OSError, Unreadable) as error:
            raise CommandError(f"The files cannot be read: {error}") from error
        for added in (0, fill_up):
            if added:
                fill_up(project, size)
                settle()
            self.stdout.write(f"Among {project.proposals.count()} proposals, at a load of {os.getloadavg()[0]:.1f}:")
            for name, half in (("half that the weights were tuned on", tuned), ("other half", other)):
                for way, with_place in (("words and place", True), ("words alone", False)):
                    for line in lines(f"{name}, {way}", measure(half, with_place=with_place)):
                        self.stdout.write(f"  {line}")
