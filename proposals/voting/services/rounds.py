"""Preparing a round, publishing its rules, closing it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from participation.audit.services import record
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.models import Phase, Project
from participation.projects.states import Action
from proposals.voting.canonical import canonical, digest, rules_in_force
from proposals.voting.keys import create_key
from proposals.voting.models import BudgetItem, Pot, Round
from proposals.voting.queries.lacking import lacking
from proposals.voting.rules import may_run
from proposals.voting.states import ROUND_TRANSITIONS, RoundState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from participation.accounts.models import User


@transaction.atomic
def create_round(*, project: Project, by: User | None) -> Round:
    """Begin to prepare a vote; its key is drawn at once. Raises Conflict when the project has a round already."""
    voting_round = Round(project=project)
    require_runner(by, voting_round)
    try:
        with transaction.atomic():
            voting_round.save()
    except IntegrityError as error:
        raise Conflict(_("This project has a vote already.")) from error
    create_key(voting_round.pk)
    told(voting_round, "round.create", by)
    return voting_round


@transaction.atomic
def publish_rules(*, round_id: int, by: User | None, seen: str = "", at: datetime | None = None) -> Round:
    """Freeze the rules, the pots and the items, and publish their digest. People can vote from when the phase opens.

    seen: the digest of the preview (`preview_digest`) that was looked at. at: when it was, for history that nobody acted in.
    Raises Invalid while something is missing; Conflict when something has changed since the preview.
    """
    if at is not None and by is not None:
        raise ValueError("Only history names its own moment.")
    at = at or database_now()
    voting_round = locked_round(round_id, by)
    move(voting_round, RoundState.OPEN)
    phases = _locked_phases(voting_round)
    pots = list(Pot.objects.filter(round=voting_round).select_related("district").order_by("position", "id"))
    items = list(BudgetItem.objects.filter(round=voting_round).order_by("number"))
    missing = [lack for lack in lacking(voting_round, phases, pots, items, at) if lack.blocks]
    if missing:
        raise Invalid(missing[0].words, field=missing[0].step)
    if seen and seen != preview_digest(voting_round, phases[0], pots, items):
        raise Conflict(_("Somebody has changed the rules, the pots or the items since you looked. Look again."), code="changed")
    create_key(voting_round.pk)
    for item in items:
        item.shuffle = secrets.randbelow(2**31)
    BudgetItem.objects.bulk_update(items, ["shuffle"], batch_size=500)
    voting_round.seed = secrets.token_hex(16)
    voting_round.rules_text = canonical(rules_in_force(voting_round, phases[0], pots, items))
    voting_round.rules_digest = digest(voting_round.rules_text)
    voting_round.published_at = at
    voting_round.save()
    told(voting_round, "round.publish_rules", by, digest=voting_round.rules_digest)
    return voting_round


def _locked_phases(voting_round: Round) -> list[Phase]:
    """The phases of voting, which nobody can change before the rules are there: `guarding` looks at the round after their lock.

    The project is held, too, so that no other phase is added meanwhile.
    """
    list(Project.objects.select_for_update(of=("self",), no_key=True).filter(pk=voting_round.project_id).values_list("pk"))
    found = Phase.objects.select_for_update().filter(project=voting_round.project_id).order_by("pk")
    return [phase for phase in found if Action.VOTE in phase.features]


def preview_digest(voting_round: Round, phase: Phase, pots: Iterable[Pot], items: Iterable[BudgetItem]) -> str:
    """SHA-256 of the rules as they would be published; the number for the lot is drawn only then."""
    return digest(canonical(rules_in_force(voting_round, phase, pots, items)))


@transaction.atomic
def close_round(*, round_id: int, by: User | None) -> Round:
    """End the voting for good, after the phase's end. Waits for ballots on their way; they are counted.

    by: None for the clock. Raises Conflict while the phase is open.
    """
    voting_round = locked_round(round_id, by)
    if voting_phase(voting_round).is_open(database_now()):
        raise Conflict(_("The vote is still open. Change the end of its phase first."))
    move(voting_round, RoundState.CLOSED)
    voting_round.closed_at = database_now()
    voting_round.save()
    told(voting_round, "round.close", by)
    return voting_round


@transaction.atomic
def cancel_round(*, round_id: int, by: User | None) -> Round:
    """Call a vote off before its rules are published. The project can have another round.

    Afterwards it is a change like any other (`changing.propose_change`), with a reason and a second person.
    """
    voting_round = locked_round(round_id, by)
    if by is not None and voting_round.state != RoundState.DRAFT:
        raise Conflict(_("The rules are published. Propose a change of them instead."), code="published")
    move(voting_round, RoundState.CANCELLED)
    voting_round.save()
    told(voting_round, "round.cancel", by)
    return voting_round


def locked_round(round_id: int, by: User | None) -> Round:
    """The round, locked after every ballot on its way, for who runs it; None is the system itself."""
    rounds = Round.objects.select_for_update(of=("self",)).select_related("project__lead_district")
    voting_round = rounds.get(pk=round_id)
    require_runner(by, voting_round)
    return voting_round


def require_runner(by: User | None, voting_round: Round) -> None:
    """Raise NotAllowed for who does not run it."""
    if by is not None and not may_run(by, voting_round):
        raise NotAllowed(_("You do not coordinate this project."))


def move(voting_round: Round, state: RoundState) -> None:
    """Set the state. Raises Conflict for a step that leads nowhere."""
    if state not in ROUND_TRANSITIONS.get(RoundState(voting_round.state), set()):
        raise Conflict(_("The vote is in another state by now. Look at it again."))
    voting_round.state = state


def voting_phase(voting_round: Round) -> Phase:
    """The phase whose dates are the vote's. Raises Invalid where the project has none, or more than one."""
    phases = list(Phase.objects.filter(project=voting_round.project_id, features__contains=[Action.VOTE]))
    if len(phases) != 1:
        raise Invalid(_("The project needs exactly one phase in which people vote."), field="phase")
    return phases[0]


def told(voting_round: Round, action: str, by: User | None, **data: object) -> None:
    """Write the record."""
    project = voting_round.project
    record(action=action, actor=by, target=voting_round, project_id=project.pk, district_id=project.lead_district_id, data=data)


def database_now() -> datetime:
    """The moment by the database's clock, aware."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
