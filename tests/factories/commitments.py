"""Promises, made through the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from districts.models import Unit
from participation.accounts.models import User
from proposals.commitments.models import Commitment, Round
from proposals.commitments.services import Promise, make_commitment, mark_done
from proposals.models import Proposal
from proposals.services import respond_officially
from proposals.states import Status

TITLE = {"fi": "Penkit paikoillaan", "sv": "Bänkarna på plats", "en": "Benches in place"}


def in_days(number: int) -> date:
    """A day by the city's calendar."""
    return timezone.localdate() + timedelta(days=number)


def promise(proposal: Proposal, by: User, *, days: int = 30, unit: Unit | None = None, **fields: Any) -> Commitment:
    """An answer with one promise, due in so many days."""
    unit = unit or Unit.objects.get_or_create(name="Puistot")[0]
    response = respond_officially(proposal_id=proposal.pk, unit_id=unit.pk, author=by, status=Status.ACCEPTED, text="Teemme sen.")
    told = Promise(title=fields.pop("title", TITLE), text=fields.pop("text", {}), unit_id=unit.pk, due_on=in_days(days))
    return make_commitment(response_id=response.pk, promise=told, by=by, **fields)


def make_late(commitment: Commitment, days: int) -> Commitment:
    """As if it had been promised long ago and its day had passed."""
    Commitment.objects.filter(pk=commitment.pk).update(made_on=in_days(-days - 60), due_on=in_days(-days))
    commitment.refresh_from_db()
    return commitment


def called_done(commitment: Commitment, by: User, **fields: Any) -> Round:
    """The city says that it is done, and asks."""
    return mark_done(commitment_id=commitment.pk, done_on=timezone.localdate(), text={"fi": "Neljä penkkiä."}, by=by, **fields)
