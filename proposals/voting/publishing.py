"""A pot's ballots as a file that anybody counts again: who cast them, when and by which way is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import localdate

from proposals.voting.counting.pabulib.publishing import publish
from proposals.voting.queries.elections import counting_rules, election_in

if TYPE_CHECKING:
    from proposals.voting.counting.pabulib.document import Document
    from proposals.voting.models import Round
    from proposals.voting.queries.results import PotOutcome


def document_of(voting_round: Round, counted: PotOutcome) -> Document:
    """The pot in Pabulib's form, with what was selected."""
    closed = voting_round.closed_at or voting_round.published_at
    about = {
        "description": f"{voting_round.project.title}: {counted.pot}",
        "country": settings.CITY_COUNTRY,
        "unit": settings.CITY_NAME,
        "subunit": str(counted.pot),
        "instance": voting_round.project.slug,
        "language": settings.LANGUAGE_CODE,
        "date_end": localdate(closed).strftime("%d.%m.%Y") if closed else "",
    }
    rows = [one.item for one in (*counted.winners, *counted.others)]
    details = {str(item.number): {"name": item.title} for item in rows}
    return publish(
        election_in(voting_round, counted.pot),
        counting_rules(voting_round),
        counted.outcome,
        about={key: value for key, value in about.items() if value},
        details=details,
    )
