"""`manage.py import_districts FILE.geojson --level LEVEL`: creates or updates the districts of one level."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from districts.projection import SourceError
from districts.services import import_areas
from districts.source import read_source
from districts.states import Level

LEVELS = [Level.SUURPIIRI.value, Level.PERUSPIIRI.value, Level.OSA_ALUE.value, Level.KAUPUNGINOSA.value]


class Command(BaseCommand):
    """All or nothing; a second run with the same file changes nothing."""

    help = "Create or update the districts of one level from a GeoJSON file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection, in WGS84 or naming its system")
        parser.add_argument("--level", required=True, choices=LEVELS)
        parser.add_argument(
            "--end-missing",
            action="store_true",
            help="districts of the level that the file leaves out end yesterday",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        level = Level(options["level"])
        try:
            source = read_source(options["file"], level)
            outcome = import_areas(level=level, areas=source.areas, end_missing=options["end_missing"])
        except SourceError as error:
            raise CommandError(str(error)) from error
        for note in source.notes:
            self.stdout.write(note)
        ended = f", {outcome.ended} ended" if options["end_missing"] else ""
        self.stdout.write(f"{level}: {outcome.created} created, {outcome.updated} updated, {outcome.unchanged} unchanged{ended}.")
