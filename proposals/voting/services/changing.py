"""Changing published rules: one coordinator proposes with a reason that everybody can read, another puts it in force.

What is changed is shown in public with both digests. Ballots and receipts that are there stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from participation.common.languages import words_of
from participation.common.refusals import Conflict, Invalid, NotAllowed
from participation.projects.models import Phase
from participation.projects.services import move_phase
from proposals.voting.canonical import canonical, digest, rules_in_force
from proposals.voting.models import BudgetItem, Participation, Pot, Round, RulesChange
from proposals.voting.round_models import MOST_EUROS
from proposals.voting.services.preparing import require_sound
from proposals.voting.services.rounds import database_now, locked_round, move, told, voting_phase
from proposals.voting.services.words import Words, put, require_every
from proposals.voting.states import ProposedState, RoundState

if TYPE_CHECKING:
    from participation.accounts.models import User

REASON_LENGTH = 1000
OPENS, CLOSES, STATE, BUDGET, WITHDRAWN, CANCELLED = "opens", "closes", "state", "pot", "withdrawn", "cancelled"
# What can be changed while people vote, and what only until the first of them can.
ALWAYS = ("sources", "objection_days")
BEFORE_OPENING = (
    "most_choices",
    "points",
    "rule",
    "satisfaction",
    "completion",
    "tie_break",
    "districts",
    "age_from",
    "age_rule",
    "small_pot",
)


@transaction.atomic
def propose_change(*, round_id: int, by: User, changes: Mapping[str, Any], reasons: Words) -> RulesChange:
    """Propose a change of published rules; one of them at a time waits for its second person.

    changes: "opens" and "closes" with an aware moment; a name of ALWAYS or BEFORE_OPENING with its new value; "pot.<id>" with
        whole euros; "withdrawn.<item number>" and "cancelled" with True. A round that is closed is opened again by a new close.
    reasons: in every content language.
    Raises Invalid with the field, Conflict when another change waits or the vote is not running.
    """
    voting_round = locked_round(round_id, by)
    require_every(reasons, "reason")
    wanted = _meant(voting_round, changes)
    if not wanted:
        raise Invalid(_("This changes nothing."), field="changes")
    change = RulesChange(round=voting_round, changes=wanted, old_digest=voting_round.rules_digest, proposed_by=by)
    put(change, "reason", reasons, limit=REASON_LENGTH)
    _apply(voting_round, wanted, {}, by=None, trial=True)
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise Conflict(_("Another change waits for its second person. Settle that one first.")) from error
    told(voting_round, "round.change_propose", by, change=change.pk, fields=sorted(wanted))
    return change


def withdraw_item(*, item_id: int, by: User, reasons: Words) -> RulesChange:
    """Propose to take an item off the ballot after publishing; what is cast for it already does not win it anything."""
    found = BudgetItem.objects.filter(pk=item_id).values_list("round_id", "number").first()
    if found is None:
        raise Conflict(_("This item is not there any more."), code="gone")
    round_id, number = found
    return propose_change(round_id=round_id, by=by, changes={f"{WITHDRAWN}.{number}": True}, reasons=reasons)


@transaction.atomic
def settle_change(*, change_id: int, by: User, approve: bool) -> RulesChange:
    """Put a proposed change in force, or refuse it. Who proposed it can only refuse it.

    Raises NotAllowed for the same person, Conflict when it was settled already or does not fit what is in force any more.
    """
    round_id = RulesChange.objects.values_list("round_id", flat=True).get(pk=change_id)
    voting_round = locked_round(round_id, by)
    change = RulesChange.objects.select_for_update().get(pk=change_id)
    if change.state != ProposedState.PROPOSED:
        raise Conflict(_("This change was settled already."), code="settled")
    change.settled_by, change.settled_at = by, database_now()
    if approve:
        if by.pk == change.proposed_by_id:
            raise NotAllowed(_("Another coordinator than the one who proposed it has to agree."), code="same_person")
        _require_running(voting_round)
        if change.old_digest != voting_round.rules_digest:
            raise Conflict(_("The rules have changed since. Propose it again."), code="changed")
        _apply(voting_round, change.changes, _reasons(change), by=by)
        change.state, change.new_digest = ProposedState.APPROVED, voting_round.rules_digest
    else:
        change.state = ProposedState.REFUSED
    change.save()
    told(voting_round, "round.change_approve" if approve else "round.change_refuse", by, change=change.pk)
    return change


def _meant(voting_round: Round, changes: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field -> [old, new], of what differs, as it is kept."""
    _require_running(voting_round)
    found: dict[str, list[Any]] = {}
    for name, new in changes.items():
        old, new = _old_and_new(voting_round, name, new)
        if old != new:
            found[name] = [old, new]
    if voting_round.state == RoundState.CLOSED and CLOSES in found:
        found[STATE] = [RoundState.CLOSED.value, RoundState.OPEN.value]
    return found


def _require_running(voting_round: Round) -> None:
    if voting_round.state not in (RoundState.OPEN, RoundState.CLOSED):
        raise Conflict(_("Rules are changed this way only between their publishing and the result."), code="state")


def _old_and_new(voting_round: Round, name: str, new: Any) -> tuple[Any, Any]:
    part, _dot, number = name.partition(".")
    if name in (OPENS, CLOSES):
        phase = voting_phase(voting_round)
        if not isinstance(new, datetime):
            raise Invalid(_("Choose a day and a time."), field=name)
        return _moment(phase.starts_at if name == OPENS else phase.ends_at), _moment(new)
    if name in ALWAYS or name in BEFORE_OPENING:
        return getattr(voting_round, name), sorted(set(new)) if name == "sources" else new
    if name == CANCELLED and new is True:
        return False, True
    if part == BUDGET and number.isascii() and number.isdecimal():
        pot = Pot.objects.filter(round=voting_round, pk=int(number[:18])).first()
        if pot is not None:
            return pot.budget, new
    if part == WITHDRAWN and number.isascii() and number.isdecimal() and new is True:
        item = BudgetItem.objects.filter(round=voting_round, number=int(number[:9])).first()
        if item is not None:
            return item.withdrawn_at is not None, True
    raise Invalid(_("This cannot be changed any more."), field=name)


def _moment(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat() if value else ""


def _reasons(change: RulesChange) -> dict[str, str]:
    return words_of(change, "reason")


def _apply(
    voting_round: Round, changes: Mapping[str, list[Any]], reasons: Words, *, by: User | None, trial: bool = False
) -> None:
    """Put it in force; a trial looks whether it could be, and leaves nothing.

    The round is locked first, so that ballots on their way are in; then the phase, as the gate does.
    """
    phase = Phase.objects.select_for_update().get(pk=voting_phase(voting_round).pk)
    _require_time(voting_round, phase, changes)
    fields = [name for name in changes if name in ALWAYS or name in BEFORE_OPENING]
    if any(name in BEFORE_OPENING or name.startswith(f"{BUDGET}.") for name in changes):
        _require_nobody_voted(voting_round, phase)
    before = {name: getattr(voting_round, name) for name in fields}
    for name in fields:
        setattr(voting_round, name, changes[name][1])
    try:
        require_sound(voting_round)
        _require_budgets(voting_round, changes)
    finally:
        if trial:
            for name in fields:
                setattr(voting_round, name, before[name])
    if trial:
        return
    _write(voting_round, phase, changes, reasons, by)


def _write(voting_round: Round, phase: Phase, changes: Mapping[str, list[Any]], reasons: Words, by: User | None) -> None:
    if OPENS in changes or CLOSES in changes:
        assert by is not None
        starts, ends = (parse_datetime(changes[name][1]) if name in changes else None for name in (OPENS, CLOSES))
        phase = move_phase(phase_id=phase.pk, by=by, starts_at=starts, ends_at=ends, agreed=True)
    if CANCELLED in changes:
        move(voting_round, RoundState.CANCELLED)
    elif STATE in changes:
        move(voting_round, RoundState.OPEN)
        voting_round.closed_at = None
    for name, (_old, new) in changes.items():
        part, _dot, number = name.partition(".")
        if part == BUDGET and number:
            Pot.objects.filter(round=voting_round, pk=int(number)).update(budget=new)
        elif part == WITHDRAWN:
            _withdraw(voting_round, int(number), reasons)
    pots = list(Pot.objects.filter(round=voting_round).select_related("district").order_by("position", "id"))
    items = BudgetItem.objects.filter(round=voting_round).order_by("number")
    voting_round.rules_text = canonical(rules_in_force(voting_round, phase, pots, items))
    voting_round.rules_digest = digest(voting_round.rules_text)
    voting_round.save()


def _withdraw(voting_round: Round, number: int, reasons: Words) -> None:
    item = BudgetItem.objects.select_for_update().get(round=voting_round, number=number)
    item.withdrawn_at = database_now()
    put(item, "withdrawn_because", reasons, limit=REASON_LENGTH)
    item.save(update_fields=["withdrawn_at", "withdrawn_because", "i18n"])


def _require_time(voting_round: Round, phase: Phase, changes: Mapping[str, list[Any]]) -> None:
    now = database_now()
    starts = parse_datetime(changes[OPENS][1]) if OPENS in changes else phase.starts_at
    ends = parse_datetime(changes[CLOSES][1]) if CLOSES in changes else phase.ends_at
    if OPENS in changes and (phase.starts_at <= now or not starts or starts <= now):
        raise Invalid(_("The opening can be moved only while it lies ahead, and to a moment that does."), field=OPENS)
    if CLOSES in changes and (not ends or ends <= now):
        raise Invalid(_("The new close has to lie ahead."), field=CLOSES)
    if starts and ends and ends <= starts:
        raise Invalid(_("A phase has to end after it starts."), field=CLOSES)
    if CLOSES in changes and voting_round.state == RoundState.CLOSED and STATE not in changes:
        raise Conflict(_("The vote has closed meanwhile. Propose to open it again."), code="closed_meanwhile")


def _require_nobody_voted(voting_round: Round, phase: Phase) -> None:
    if phase.starts_at <= database_now() or Participation.objects.filter(round=voting_round).exists():
        raise Conflict(
            _("People vote by these rules already. Only dates, sources and objections can be changed now."), code="begun"
        )


def _require_budgets(voting_round: Round, changes: Mapping[str, list[Any]]) -> None:
    for name, (_old, new) in changes.items():
        part, _dot, number = name.partition(".")
        if part != BUDGET or not number:
            continue
        if not isinstance(new, int) or isinstance(new, bool) or not 1 <= new <= MOST_EUROS:
            raise Invalid(_("Write an amount in whole euros."), field=name)
        if BudgetItem.objects.on_ballot().filter(round=voting_round, pot=int(number), cost__gt=new).exists():
            raise Invalid(_("Something in this pot costs more."), field=name)
