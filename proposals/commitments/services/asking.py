"""Asking residents whether a promise is done, taking their answers, and settling what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.accounts.models import User
from participation.audit.services import record
from participation.common.models import max_length
from participation.common.origin import HISTORICAL, Origin
from participation.common.refusals import Conflict, NotAllowed
from participation.common.text import clean_text
from participation.notifications.services import queue_mails
from proposals.commitments.models import Commitment, Confirmation, Round
from proposals.commitments.queries.asking import asked_after, is_asked
from proposals.commitments.queries.staff import Responsible
from proposals.commitments.services.rounds import close_round
from proposals.commitments.services.rows import change_state, locked, record_change, save_changed, tell_followers
from proposals.commitments.states import CommitmentState, Outcome
from proposals.commitments.tokens import token_for
from proposals.states import ProposalState

WORDS_LENGTH = max_length(Confirmation, "words")
BATCH = 500
# The row is locked first and looked at in a second statement: in one, it would be read as it was before the wait for the lock,
# and an answer would slip in after the count.
LOCK = "SELECT id FROM commitments_round WHERE id = %s FOR SHARE"
LOOK = "SELECT closed_at IS NULL AND closes_at > COALESCE(%s, clock_timestamp()) FROM commitments_round WHERE id = %s"


@transaction.atomic
def answer_question(
    *,
    round_id: int,
    resident: User,
    is_done: bool,
    words: str = "",
    language: str,
    origin: Origin = Origin.WEB,
    at: datetime | None = None,
) -> Confirmation:
    """Say whether a promise is done. Saying it again while the question is open changes the answer.

    words: why, for the city's staff alone. at: when it was said, for history only.
    Raises NotAllowed for who is not asked, Conflict when the question is closed, Invalid with the field.
    """
    if at is not None and origin not in HISTORICAL:
        raise ValueError("Only historical origins name their own moment.")
    words = clean_text(words, field="words", limit=WORDS_LENGTH)
    asked = _open(round_id, at)
    if not is_asked(resident, asked):
        raise NotAllowed(_("This question is for the author of the proposal and for those who supported it."))
    moment = at or timezone.now()
    Confirmation.objects.bulk_create(
        [
            Confirmation(
                round=asked,
                resident=resident,
                is_done=is_done,
                words=words,
                language=language,
                created_at=moment,
                changed_at=moment,
            )
        ],
        update_conflicts=True,
        unique_fields=["round", "resident"],
        update_fields=["is_done", "words", "language", "changed_at"],
    )
    proposal = asked.commitment.proposal
    record(
        action="commitment.answer",
        actor=resident,
        target=asked.commitment,
        project_id=proposal.project_id,
        district_id=proposal.district_id,
        data={"round": asked.number},  # what they said is not for the record
    )
    return Confirmation.objects.get(round=asked, resident=resident)


def _open(round_id: int, at: datetime | None) -> Round:
    """The round, held open until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [round_id])
        cursor.execute(LOOK, [at, round_id])
        row = cursor.fetchone()
    rows = Round.objects.select_related("commitment__proposal").defer("commitment__proposal__search")
    asked = rows.get(pk=round_id) if row else None
    if asked is None or asked.commitment.proposal.state != ProposalState.PUBLISHED:
        raise Conflict(_("This question does not exist any more."), code="gone")
    if not row[0]:
        raise Conflict(_("The question is closed. Your answer was not counted."), code="closed")
    return asked


def ask(*, round_id: int) -> int:
    """Write to everybody who is asked, in batches; returns how many mails were written.

    Each batch is a transaction that remembers how far it came. A worker that dies loses one batch at most, which the next
    one writes again, and each person's mail has a key of its own: nobody is written to twice.
    """
    written = 0
    while (batch := _ask_batch(round_id)) is not None:
        written += batch
    return written


@transaction.atomic
def _ask_batch(round_id: int) -> int | None:
    rows = Round.objects.unfinished_mail().select_related("commitment__unit", "commitment__proposal__project")
    asked = rows.defer("commitment__proposal__search").filter(pk=round_id, closes_at__gt=timezone.now()).first()
    if asked is None:
        return None
    keys = asked_after(asked.commitment.proposal, before=asked.opened_at, after=asked.told_up_to, limit=BATCH)
    written = queue_mails(
        recipients=User.objects.filter(pk__in=keys, is_active=True).order_by("pk"),
        template="promise_done",
        context={"commitment": asked.commitment, "round": asked},
        key=f"promise.{asked.pk}.asked",
        personal=lambda person: {"token": token_for(asked.pk, person)},
    )
    # Another worker may be further already: nobody sets it back.
    Round.objects.filter(pk=round_id, told_up_to=asked.told_up_to).update(
        told_up_to=keys[-1] if keys else asked.told_up_to, told_at=timezone.now() if len(keys) < BATCH else None
    )
    return written


def settle_due() -> int:
    """Settle every question whose time is over or that has answers enough; returns how many. Runs periodically."""
    rows = Round.objects.askable().order_by("pk").annotate(answers=Count("confirmations"))
    now = timezone.now()
    old_enough = Q(opened_at__lte=now - timedelta(days=settings.PROMISE_QUESTION_LEAST_DAYS), answers__gt=0)
    due = [asked.pk for asked in rows.filter(Q(closes_at__lte=now) | old_enough) if asked.closes_at <= now or enough(asked)]
    return sum(settle(round_id=pk) for pk in due)


def enough(asked: Round) -> bool:
    """Whether no more answers have to be waited for. Uses asked.answers."""
    return bool(asked.answers >= min(asked.asked, settings.PROMISE_ENOUGH_ANSWERS))  # type: ignore[attr-defined]


@transaction.atomic
def settle(*, round_id: int, at: datetime | None = None) -> bool:
    """Close a question for good: done when at least half of the answers say so, or when nobody answered; else disputed.

    Waits for answers in flight. Safe to call twice: returns whether this call closed it.
    """
    commitment_id = Round.objects.values_list("commitment", flat=True).get(pk=round_id)
    commitment = locked(commitment_id)
    asked = Round.objects.select_for_update().get(pk=round_id)
    if asked.closed_at is not None or commitment.proposal.state != ProposalState.PUBLISHED:
        return False
    moment = at or timezone.now()
    outcome = _outcome(asked)
    close_round(asked, outcome, moment)
    disputed = outcome == Outcome.DISPUTED
    change_state(commitment, CommitmentState.DISPUTED if disputed else CommitmentState.CONFIRMED)
    commitment.settled_on = timezone.localdate(moment)
    save_changed(commitment, moment)
    kind = "commitment.disputed" if disputed else "commitment.confirmed"
    record_change(kind, commitment, None, {"round": asked.number, "yes": asked.yes, "no": asked.no, "outcome": outcome})
    tell_followers(kind, commitment, None, Origin.SEED if at else Origin.WEB)
    if disputed and at is None:
        _tell_coordinators(commitment, asked)
    return True


def _outcome(asked: Round) -> Outcome:
    answers = list(asked.confirmations.values_list("is_done", flat=True))
    if not answers:
        return Outcome.UNOPPOSED
    return Outcome.CONFIRMED if sum(answers) * 2 >= len(answers) else Outcome.DISPUTED


def _tell_coordinators(commitment: Commitment, asked: Round) -> None:
    queue_mails(
        recipients=Responsible.now().coordinators(commitment.proposal),
        template="promise_staff_disputed",
        context={"commitment": commitment, "round": asked},
        key=f"promise.{asked.pk}.disputed",
    )


@transaction.atomic
def forget_words(*, resident: User) -> int:
    """Take an erased person's words out of what they said. Their yes or no stays counted, under no name."""
    return Confirmation.objects.filter(resident=resident).exclude(words="").update(words="")
