"""What happens when a due date comes near or has passed: who keeps it is reminded, then it goes to the coordinator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from participation.common.trying import attempt, due
from participation.notifications.services import queue_mail, queue_mails
from proposals.commitments.models import Commitment
from proposals.commitments.queries.staff import Responsible
from proposals.commitments.services.rows import locked, record_change, tell_followers
from proposals.commitments.states import OPEN, CommitmentState
from proposals.states import ProposalState

if TYPE_CHECKING:
    from participation.accounts.models import User

ALL_FROM_WEEK = 4  # from then on the coordinators of the districts around are written to as well


def remind_and_escalate(today: date | None = None) -> int:
    """Write to whoever has to act on a due date, each once for each moment; returns how many mails were written.

    Runs every day. Each promise is a transaction of its own, and every mail has a key that names the promise, its due date,
    the moment and the reader: a run that is repeated, or that dies midway, writes nothing twice. A promise with which it fails is
    put off to the next day's run, and put aside after the last of its tries.
    """
    today = today or timezone.localdate()
    responsible = Responsible.now()
    soon = today + timedelta(days=max(settings.PROMISE_REMIND_DAYS, default=0))
    near = due(Commitment.objects.public().open().filter(due_on__lte=soon)).order_by("due_on", "pk")
    written = sum(_try(_remind, pk, today, responsible) for pk in near.values_list("pk", flat=True))
    disputed = due(Commitment.objects.public().filter(state=CommitmentState.DISPUTED, explained_at__isnull=True)).order_by("pk")
    return written + sum(_try(_ask_for_answer, pk, today, responsible) for pk in disputed.values_list("pk", flat=True))


@transaction.atomic
def _try(act: Callable[[Commitment, date, Responsible], int], commitment_id: int, today: date, responsible: Responsible) -> int:
    commitment = locked(commitment_id)
    return attempt(commitment, lambda: act(commitment, today, responsible), otherwise=0)


def _remind(commitment: Commitment, today: date, responsible: Responsible) -> int:
    if commitment.state not in OPEN or commitment.proposal.state != ProposalState.PUBLISHED:
        return 0
    days = (commitment.due_on - today).days
    if days >= 0:
        return _before(commitment, days, responsible)
    if commitment.late_told_for != commitment.due_on:
        commitment.late_told_for = commitment.due_on
        commitment.save(update_fields=["late_told_for"])
        record_change("commitment.late", commitment, None, {"due_on": commitment.due_on.isoformat()})
        tell_followers("commitment.late", commitment, None)
    return _after(commitment, -days, responsible)


def _before(commitment: Commitment, days: int, responsible: Responsible) -> int:
    """The unit is reminded; where nobody is known to work for it, the coordinators."""
    moments = [moment for moment in settings.PROMISE_REMIND_DAYS if days <= moment]
    if not moments:
        return 0
    people = responsible.unit_people(commitment)
    if not people and not commitment.unit.email:
        people = responsible.coordinators(commitment.proposal)
    return _write(commitment, "promise_staff_due", f"soon{min(moments)}", people, {"days": days})


def _after(commitment: Commitment, days: int, responsible: Responsible) -> int:
    """The day after the due date the nearest coordinator hears of it too, then once a week."""
    week = (days - 1) // 7
    people = responsible.unit_people(commitment)
    people += responsible.coordinators(commitment.proposal, everybody=week >= ALL_FROM_WEEK)
    return _write(commitment, "promise_staff_late", f"late{week}", people, {"days": days})


def _ask_for_answer(commitment: Commitment, today: date, responsible: Responsible) -> int:
    """Once a week, until the coordinator has answered those who say that it is not done."""
    if commitment.state != CommitmentState.DISPUTED or commitment.explained_at or commitment.settled_on is None:
        return 0
    week = (today - commitment.settled_on).days // 7
    if week < 1:
        return 0  # they have just been told
    asked = commitment.rounds.latest("number")
    people = responsible.coordinators(commitment.proposal, everybody=week >= ALL_FROM_WEEK)
    return _write_to(people, commitment, "promise_staff_disputed", f"round{asked.number}.week{week}", {"round": asked})


def _write(commitment: Commitment, template: str, moment: str, people: list[User], context: dict[str, Any]) -> int:
    """To people, and to the unit's own address."""
    key = f"{commitment.due_on:%Y%m%d}.{moment}"
    written = _write_to(people, commitment, template, key, context)
    mail = queue_mail(
        address=commitment.unit.email,
        template=template,
        language=settings.LANGUAGE_CODE,
        context={"commitment": commitment, **context},
        key=f"commitment.{commitment.pk}.{key}.unit",
    )
    return written + (mail is not None)


def _write_to(people: list[User], commitment: Commitment, template: str, moment: str, context: dict[str, Any]) -> int:
    once = list({person.pk: person for person in people}.values())
    return queue_mails(
        recipients=once,
        template=template,
        context={"commitment": commitment, **context},
        key=f"commitment.{commitment.pk}.{moment}",
    )
