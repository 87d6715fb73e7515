"""What pages show of promises, made ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.common.languages import Said, said
from proposals.commitments.queries.single import moves_of
from proposals.commitments.states import FINISHED, OPEN, CommitmentState, Outcome, Standing
from proposals.commitments.wording import kept_when, when

if TYPE_CHECKING:
    from proposals.commitments.models import Commitment, DueChange, ProgressNote, Round
    from proposals.commitments.queries.numbers import Numbers

FULL = 100
NOTES_SHOWN = 2
FITS_INTO_RING = 11  # characters in one line
KINDS = {
    Standing.KEPT: "kept",
    Standing.UNDER_WAY: "city",
    Standing.LATE: "late",
    Standing.ASKED: "city",
    Standing.DISPUTED: "late",
    Standing.GIVEN_UP: "",
}
ICONS = {Standing.UNDER_WAY: "clock", Standing.ASKED: "check", Standing.DISPUTED: "people", Standing.GIVEN_UP: "close"}


@dataclass(frozen=True)
class Progress:
    """How far it is: in percent for the bar, and in words."""

    value: int
    words: str


@dataclass(frozen=True)
class Clock:
    """The ring: how much of the time is over, in percent, and what stands in the middle. All of it is said in words too."""

    share: int
    number: str
    unit: str
    ticked: bool = False

    @property
    def lines(self) -> list[str]:
        """The unit as it fits into the ring: the words below each other where they are long."""
        return self.unit.split(maxsplit=1) if len(self.unit) > FITS_INTO_RING else [self.unit]


@dataclass(frozen=True)
class Card:
    """A promise as a reader sees it."""

    row: Commitment
    standing: Standing
    label: str
    kind: str
    icon: str
    when: str
    clock: Clock
    title: Said
    text: Said
    progress: Progress | None = None
    outcome: str = ""
    earlier_outcomes: Sequence[tuple[datetime, str]] = ()
    reasons: Said | str = ""
    moves: Sequence[DueChange] = ()
    notes: Sequence[ProgressNote] = ()
    older_notes: Sequence[ProgressNote] = ()


def card(row: Commitment, today: date | None = None) -> Card:
    """For a list or a panel; uses row.unit and, where there are some, what `queries.single.whole` has loaded."""
    today = today or timezone.localdate()
    standing = standing_of(row, today)
    return Card(
        row=row,
        standing=standing,
        label=_label(row, standing),
        kind=KINDS[standing],
        icon=ICONS.get(standing, ""),
        when=_when(row, today),
        clock=_clock(row, standing, today),
        title=said(row, "title"),
        text=said(row, "text"),
    )


def whole_card(row: Commitment, today: date | None = None) -> Card:
    """For the proposal's own page: with its steps and what residents said. Uses what `queries.single.whole` has loaded."""
    notes = list(row.notes.all())
    return replace(
        card(row, today),
        progress=progress_of(row),
        outcome=outcome_in_words(row),
        earlier_outcomes=[(asked.closed_at, round_in_words(asked)) for asked in list(row.rounds.all())[:-1] if asked.closed_at],
        reasons=said(row, "reasons"),
        moves=moves_of(row),
        notes=notes[:NOTES_SHOWN],
        older_notes=notes[NOTES_SHOWN:],
    )


def standing_of(row: Commitment, today: date) -> Standing:
    """The twin of `querysets.standing_is`, for a row in hand."""
    if row.state in OPEN:
        return Standing.LATE if row.due_on < today else Standing.UNDER_WAY
    return {
        CommitmentState.DONE: Standing.ASKED,
        CommitmentState.CONFIRMED: Standing.KEPT,
        CommitmentState.DISPUTED: Standing.DISPUTED,
        CommitmentState.GIVEN_UP: Standing.GIVEN_UP,
    }[CommitmentState(row.state)]


def _label(row: Commitment, standing: Standing) -> str:
    return _("Promised") if standing == Standing.UNDER_WAY and row.state == CommitmentState.PROMISED else str(standing.label)


def _when(row: Commitment, today: date) -> str:
    if row.state in OPEN:
        return when(row.due_on, today)
    if row.state in FINISHED and row.done_on:
        return kept_when(row.done_on, row.due_on)
    return ""


def _clock(row: Commitment, standing: Standing, today: date) -> Clock:
    if standing in (Standing.KEPT, Standing.ASKED):
        return Clock(FULL, "", "", ticked=True)
    days = (row.due_on - today).days
    if standing == Standing.UNDER_WAY:
        whole = (row.due_on - row.made_on).days
        passed = max(0, min(whole, (today - row.made_on).days))
        return Clock(round(FULL * passed / whole), str(days), ngettext("day left", "days left", days))
    if standing == Standing.LATE:
        return Clock(FULL, f"+{-days}", ngettext("day", "days", -days))
    return Clock(FULL, "?" if standing == Standing.DISPUTED else "–", "")


def progress_of(row: Commitment) -> Progress | None:
    """By the unit's estimate, else by the steps that are reached. None where nothing is told of either."""
    steps = list(row.milestones.all())
    reached = sum(1 for step in steps if step.reached_on)
    words = []
    if row.percent is not None:
        words.append(_("The unit’s estimate: %(percent)s %% done.") % {"percent": row.percent})
    if steps:
        said_so = ngettext("%(reached)s of %(all)s step reached.", "%(reached)s of %(all)s steps reached.", len(steps))
        words.append(said_so % {"reached": reached, "all": len(steps)})
    if not words:
        return None
    value = row.percent if row.percent is not None else round(FULL * reached / len(steps))
    return Progress(value, " ".join(words))


def outcome_in_words(row: Commitment) -> str:
    """What residents said the last time they were asked, in numbers; empty before anybody was."""
    rounds = list(row.rounds.all())
    return round_in_words(rounds[-1]) if rounds else ""


def round_in_words(asked: Round) -> str:
    """One round. While it is open only how many answered: what others say should sway nobody. Uses asked.answers."""
    if not asked.outcome:
        answers = asked.answers  # type: ignore[attr-defined]
        return ngettext(
            "%(asked)s person is asked whether it is done. %(answers)s answered so far.",
            "%(asked)s people are asked whether it is done. %(answers)s answered so far.",
            asked.asked,
        ) % {"asked": asked.asked, "answers": answers}
    if asked.outcome == Outcome.UNOPPOSED:
        return _("Residents were asked whether it is done. Nobody objected.")
    if asked.outcome == Outcome.TAKEN_BACK:
        return _("The city took it up again before residents had answered.")
    total = asked.yes + asked.no
    return ngettext(
        "Residents were asked: %(yes)s of %(total)s answer says that it is done.",
        "Residents were asked: %(yes)s of %(total)s answers say that it is done.",
        total,
    ) % {"yes": asked.yes, "total": total}


def cards(rows: Iterable[Commitment]) -> list[Card]:
    """Many for a list."""
    today = timezone.localdate()
    return [card(row, today) for row in rows]


def sentence(numbers: Numbers) -> str:
    """The numbers in a sentence that leaves out what there is none of."""
    whole = ngettext(
        "%(kept)s of %(promised)s promise has been kept.",
        "%(kept)s of %(promised)s promises have been kept.",
        numbers.promised,
    ) % {"kept": numbers.kept, "promised": numbers.promised}
    parts = []
    if numbers.late:
        parts.append(ngettext("%(n)s is late.", "%(n)s are late.", numbers.late) % {"n": numbers.late})
    if numbers.disputed:
        words = ngettext("Residents dispute %(n)s of them.", "Residents dispute %(n)s of them.", numbers.disputed)
        parts.append(words % {"n": numbers.disputed})
    return " ".join([whole, *parts])
