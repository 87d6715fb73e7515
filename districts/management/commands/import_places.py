"""`manage.py import_places FILE.csv`: addresses and names of places that residents can look for."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from districts.place_file import read_places
from districts.projection import SourceError
from districts.services import import_places


class Command(BaseCommand):
    """All or nothing; a second run with the same file changes nothing."""

    help = "Add or update places from a CSV file with the columns name, lat, lng and optionally name_sv, name_en, kind."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV in UTF-8 with a header; degrees in WGS84")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_places(options["file"])
            added, changed = import_places(rows=rows)
        except SourceError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(rows)} places read: {added} added, {changed} changed.")
