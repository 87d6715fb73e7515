"""Voting places of a round, set up by its coordinators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from districts.models import District
from participation.common.refusals import Conflict, Invalid
from proposals.voting.models import Participation, Round, VotingPlace
from proposals.voting.services.rounds import require_runner, told
from proposals.voting.states import RoundState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from participation.accounts.models import User

ENDED = (RoundState.DECIDED, RoundState.SEALING, RoundState.SEALED, RoundState.CANCELLED)


@transaction.atomic
def save_place(
    *,
    round_id: int,
    by: User,
    names: Mapping[str, str],
    district_id: int,
    address: str = "",
    open_from: date | None = None,
    open_to: date | None = None,
    place_id: int | None = None,
) -> VotingPlace:
    """Add a voting place, or change one. names: by language; the site's first one is needed."""
    voting_round = _round_to_change(round_id, by)
    place = VotingPlace.objects.get(pk=place_id, round=voting_round) if place_id else VotingPlace(round=voting_round)
    if not names.get(settings.LANGUAGE_CODE, "").strip():
        raise Invalid(_("Give the place a name."), field="name")
    if open_from and open_to and open_to < open_from:
        raise Invalid(_("The last day cannot be before the first one."), field="open_to")
    if not District.objects.valid().filter(pk=district_id).exists():
        raise Invalid(_("Choose a district."), field="district")
    for code, _language in settings.WAGTAIL_CONTENT_LANGUAGES:
        name = names.get(code, "").strip()
        setattr(place, "name" if code == settings.LANGUAGE_CODE else f"name_{code}", name or None)
    place.address, place.district_id, place.open_from, place.open_to = address.strip(), district_id, open_from, open_to
    place.save()
    told(voting_round, "place.save", by, place=place.pk)
    return place


@transaction.atomic
def remove_place(*, place_id: int, by: User) -> None:
    """Take a place away that nobody has voted at. Raises Conflict otherwise."""
    place = VotingPlace.objects.select_related("round").get(pk=place_id)
    voting_round = _round_to_change(place.round_id, by)
    if Participation.objects.filter(place=place).exists():
        raise Conflict(_("People have voted here, so the place stays."))
    try:
        place.delete()
    except ProtectedError as error:
        raise Conflict(_("People have voted here, so the place stays.")) from error
    told(voting_round, "place.remove", by, place=place_id)


def _round_to_change(round_id: int, by: User) -> Round:
    voting_round = Round.objects.select_related("project__lead_district").get(pk=round_id)
    require_runner(by, voting_round)
    if voting_round.state in ENDED:
        raise Conflict(_("The vote is over; its places stay as they were."))
    return voting_round
