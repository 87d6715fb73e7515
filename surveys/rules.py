"""Who may do what with a survey, when it is open, and which answers its questions take. No query but for roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from districts.states import Role
from participation.projects.rules import has_role
from participation.projects.states import Action, ProjectState
from surveys.states import CONFIDENTIAL_MINIMUM, TEXT_LIMIT, Kind, Opening, ResultsShown, SurveyState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from participation.accounts.models import User
    from participation.projects.models import Phase, Project
    from surveys.models import Question, Survey

EDITORS = (Role.COORDINATOR, Role.EDITOR)
READERS = (Role.COORDINATOR, Role.MODERATOR)

NEEDED = {
    Kind.SINGLE: _("Choose one."),
    Kind.MULTIPLE: _("Choose at least one."),
    Kind.SCALE: _("Choose a number."),
    Kind.TEXT: _("Write an answer."),
}
NOT_OFFERED = _("Choose from what is offered here.")
NOT_ON_SCALE = _("Choose a number from the scale.")
UNREADABLE = _("Your answer has a character that cannot be kept. Write it again without it.")
TOO_LONG = _("Your answer is too long. It can have at most 4,000 characters.")
UNKNOWN_QUESTION = _("The questions have changed since you opened this page. Look through your answers and send them again.")
NOTHING_ANSWERED = _("Answer at least one question before you send.")


def may_edit(user: User | AnonymousUser, project: Project) -> bool:
    """Coordinators and editors of the project's district write, mend and publish its surveys."""
    return has_role(user, project, *EDITORS)


def may_read_answers(user: User | AnonymousUser, project: Project) -> bool:
    """Coordinators and moderators read single answers, without names."""
    return has_role(user, project, *READERS)


def may_export(user: User | AnonymousUser, survey: Survey, *, responses: int) -> bool:
    """Single answers leave the house only where they are too many to tell who gave which. Needs the survey's project."""
    return may_read_answers(user, survey.project) and not (survey.confidential and responses < CONFIDENTIAL_MINIMUM)


def may_preview(user: User | AnonymousUser, project: Project) -> bool:
    """Whoever writes the survey or reads its answers sees it before residents do."""
    return has_role(user, project, *EDITORS, *READERS)


@dataclass(frozen=True)
class Window:
    """Where a survey stands in time, with the moment that comes next (or has passed) where it is known."""

    opening: Opening
    moment: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.opening == Opening.OPEN


def answering_window(project: Project, phases: Iterable[Phase], at: datetime | None = None) -> Window:
    """When residents answer in this project, by its phases.

    `moment` is the last minute of an open one (None without an end), the start of a coming one, the last minute of the last one.
    """
    at = at or timezone.now()
    phases = [phase for phase in phases if Action.ANSWER in phase.features]
    opened = [phase for phase in phases if phase.is_open(at)]
    coming = [phase.starts_at for phase in phases if phase.starts_at > at]
    over = [phase.last_minute for phase in phases if phase.last_minute is not None and phase.is_over(at)]
    if project.state == ProjectState.PUBLISHED and opened:
        ends = [phase.last_minute for phase in opened if phase.last_minute is not None]
        return Window(Opening.OPEN, max(ends) if len(ends) == len(opened) else None)
    if project.state != ProjectState.ARCHIVED and coming:
        return Window(Opening.UPCOMING, min(coming))
    if project.state == ProjectState.ARCHIVED or over:
        return Window(Opening.OVER, max(over) if over else None)
    return Window(Opening.UPCOMING)


def window_of(survey: Survey, project: Project, phases: Iterable[Phase]) -> Window:
    """When this survey is answered; a draft is only looked at."""
    return answering_window(project, phases) if survey.state == SurveyState.PUBLISHED else Window(Opening.PREVIEW)


def shows_results(survey: Survey, *, opening: Opening, answered: bool, responses: int, staff: bool) -> bool:
    """Whether the results may be shown. Staff always see them; few answers to a confidential survey are kept back
    from everybody, because somebody may know who has answered."""
    if survey.confidential and responses < CONFIDENTIAL_MINIMUM:
        return False
    if staff:
        return True
    if survey.state != SurveyState.PUBLISHED:
        return False
    over = opening == Opening.OVER
    return {
        ResultsShown.ALWAYS: True,
        ResultsShown.ANSWERED: answered or over,
        ResultsShown.CLOSED: over,
        ResultsShown.STAFF: False,
    }[ResultsShown(survey.results_shown)]


# --- Answers -----------------------------------------------------------------


@dataclass(frozen=True)
class Value:
    """One answer as a row keeps it; a question with several choices has one per choice."""

    question_id: int
    choice_id: int | None = None
    number: int | None = None
    text: str = ""
    slot: int = 0


class NotTaken(Exception):
    """An answer that its question does not take; `message` says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


def read_answers(
    questions: Sequence[Question],
    answers: Mapping[int, Any],
) -> tuple[list[Value], dict[int, str | Promise]]:
    """Turn answers by question id into values, and say by question id what is wrong with the others.

    answers: a choice's id, several of them, a number or a text, as the question's kind wants it; None or nothing
        for a question that was left out. Choices must be prefetched on the questions.
    """
    values: list[Value] = []
    problems: dict[int, str | Promise] = {}
    for question in questions:
        try:
            found = READ[Kind(question.kind)](question, answers.get(question.pk))
        except NotTaken as refusal:
            problems[question.pk] = refusal.message
            continue
        if question.required and not found:
            problems[question.pk] = NEEDED[Kind(question.kind)]
        values += found
    known = {question.pk for question in questions}
    problems |= {key: UNKNOWN_QUESTION for key in answers if key not in known}
    return values, problems


def _one_choice(question: Question, given: Any) -> list[Value]:
    if given in (None, ""):
        return []
    return [Value(question.pk, choice_id=_offered(question, given))]


def _several_choices(question: Question, given: Any) -> list[Value]:
    if given in (None, ""):
        return []
    if isinstance(given, str | int):
        raise NotTaken(NOT_OFFERED)
    chosen = sorted({_offered(question, one) for one in given})
    return [Value(question.pk, choice_id=choice_id, slot=choice_id) for choice_id in chosen]


def _offered(question: Question, given: Any) -> int:
    choice_id = _whole(given, NOT_OFFERED)
    if choice_id not in {choice.pk for choice in question.choices.all()}:
        raise NotTaken(NOT_OFFERED)
    return choice_id


def _step(question: Question, given: Any) -> list[Value]:
    if given in (None, ""):
        return []
    number = _whole(given, NOT_ON_SCALE)
    if not question.scale_min <= number <= question.scale_max:
        raise NotTaken(NOT_ON_SCALE)
    return [Value(question.pk, number=number)]


def _whole(given: Any, otherwise: str | Promise) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise NotTaken(otherwise)
    return given


def _own_words(question: Question, given: Any) -> list[Value]:
    if given is None:
        return []
    if not isinstance(given, str) or "\0" in given:
        raise NotTaken(UNREADABLE)
    text = given.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > TEXT_LIMIT:
        raise NotTaken(TOO_LONG)
    return [Value(question.pk, text=text)] if text else []


READ: dict[Kind, Callable[[Question, Any], list[Value]]] = {
    Kind.SINGLE: _one_choice,
    Kind.MULTIPLE: _several_choices,
    Kind.SCALE: _step,
    Kind.TEXT: _own_words,
}
