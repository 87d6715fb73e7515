"""`manage.py seed_demo --stage collecting|voting|decided`: deterministic demo content, of any size."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from participation.common.refusals import Refusal
from participation.demo.seed import seed_city
from participation.demo.shapes import STAGES
from participation.demo.steps.context import Sizes

DEFAULTS = Sizes()
FEWEST_RESIDENTS = 20  # conversations need enough different people


class Command(BaseCommand):
    """All or nothing; refuses a database that has projects."""

    help = "Fill an empty database with the demo city."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default=DEFAULTS.stage, help="how far the city is (%(default)s)")
        for name in ("proposals", "residents", "comments", "supports"):
            parser.add_argument(f"--{name}", type=int, default=getattr(DEFAULTS, name), metavar="N", help="(%(default)s)")
        parser.add_argument("--seed", type=int, default=DEFAULTS.seed, metavar="S", help="another seed, another city")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo city is for the demo only: these settings have DEMO = False.")
        sizes = Sizes(**{name: options[name] for name in ("stage", "proposals", "residents", "comments", "supports", "seed")})
        if sizes.residents < FEWEST_RESIDENTS or min(sizes.proposals, sizes.comments, sizes.supports) < 0:
            raise CommandError(f"Numbers cannot be negative, and a city needs at least {FEWEST_RESIDENTS} residents.")
        try:
            made = seed_city(sizes, say=lambda line: self._say(line, options["verbosity"]))
        except Refusal as refusal:
            raise CommandError(f"The demo city was not made: {refusal}") from refusal
        self.stdout.write(f"The demo city ({sizes.stage}) is ready: {made}")

    def _say(self, line: str, verbosity: int) -> None:
        if verbosity:
            self.stderr.write(f"  {line} ...")
