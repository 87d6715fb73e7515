"""Whether the keys of voting rounds are on this machine."""

from typing import Any

from django.core.management.base import BaseCommand

from proposals.voting.keys import has_key
from proposals.voting.models import Round
from proposals.voting.states import RoundState

GONE = (RoundState.SEALED, RoundState.CANCELLED)


class Command(BaseCommand):
    """One line for each round; the exit status is 1 when one that is needed is missing."""

    help = "List voting rounds and whether their key is on this machine. Exits with 1 when one that is needed is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = 0
        for row in Round.objects.select_related("project").order_by("pk"):
            there, needed = has_key(row.pk), row.state not in GONE
            missing += needed and not there
            self.stdout.write(f"{row.pk}\t{row.project.slug}\t{row.state}\t{_words(there=there, needed=needed)}")
        if missing:
            raise SystemExit(1)


def _words(*, there: bool, needed: bool) -> str:
    if there:
        return "key is here" if needed else "key is here, and is not needed any more"
    return "KEY IS MISSING" if needed else "no key, as it should be"
