"""Making a promise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import Unit
from participation.common.models import max_length
from participation.common.origin import HISTORICAL, Origin
from participation.common.refusals import Conflict, Invalid, NotAllowed
from proposals.commitments.models import Commitment
from proposals.commitments.services.rows import record_change, tell_followers
from proposals.commitments.words import Words, put_words
from proposals.models import OfficialResponse
from proposals.rules import may_respond
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

TITLE_LENGTH = max_length(Commitment, "title")
TEXT_LENGTH = max_length(Commitment, "text")
LONGEST_YEARS = 30  # a date further away is a slip of the pen


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Who does what by when. title, text: by language code."""

    title: Words
    text: Words = field(default_factory=dict)
    unit_id: int
    due_on: date


@transaction.atomic
def make_commitment(
    *, response_id: int, promise: Promise, by: User, origin: Origin = Origin.WEB, at: datetime | None = None
) -> Commitment:
    """Promise something in an official response that has been given.

    at: when it was promised, for history only. Raises NotAllowed, Invalid with the field, and Conflict when the proposal is
    not public.
    """
    if at is not None and origin not in HISTORICAL:
        raise ValueError("Only historical origins name their own moment.")
    response = _response(response_id)
    if not may_respond(by, response.proposal):
        raise NotAllowed(_("You do not coordinate the district of this proposal."))
    if response.proposal.state != ProposalState.PUBLISHED:
        raise Conflict(_("This proposal is not public, so nothing can be promised now."))
    made_at = at or timezone.now()
    commitment = Commitment(
        proposal=response.proposal,
        response=response,
        unit=unit_of(promise.unit_id),
        made_on=timezone.localdate(made_at),
        created_at=made_at,
        changed_at=made_at,
    )
    put_promise(commitment, promise)
    commitment.save()
    record_change("commitment.make", commitment, by, {"response": response.pk, "due_on": promise.due_on.isoformat()})
    tell_followers("commitment.made", commitment, by, origin)
    return commitment


def put_promise(commitment: Commitment, promise: Promise) -> None:
    """Fill in a row's words and date; it is not saved. Raises Invalid with the field."""
    put_words(commitment, "title", promise.title, limit=TITLE_LENGTH, needed=True, line=True)
    put_words(commitment, "text", promise.text, limit=TEXT_LENGTH)
    commitment.due_on = sound_due_date(promise.due_on, after=commitment.made_on)


def sound_due_date(due_on: date, *, after: date) -> date:
    """Raises Invalid for a date that cannot be meant."""
    if due_on <= after:
        raise Invalid(_("Choose a day after the one on which it is promised."), field="due_on")
    if due_on.year > after.year + LONGEST_YEARS:
        raise Invalid(_("Choose a day within the next %(years)s years.") % {"years": LONGEST_YEARS}, field="due_on")
    return due_on


def unit_of(unit_id: int) -> Unit:
    """Raises Invalid when there is none."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise Invalid(_("Choose who does it."), field="unit")
    return unit


def _response(response_id: int) -> OfficialResponse:
    rows = OfficialResponse.objects.select_related("proposal__project__lead_district", "proposal__district")
    rows = rows.defer("proposal__search", "proposal__district__boundary", "proposal__project__lead_district__boundary")
    response = rows.filter(pk=response_id).first()
    if response is None:
        raise Invalid(_("This answer does not exist."), code="gone")
    return response
